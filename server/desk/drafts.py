"""Drafts: what somebody is still writing at a step, sealed under their journal's key; the last one wins."""

from __future__ import annotations

import msgspec

from server.core.state import Place, Session
from server.desk import sessions
from server.desk.asker import Asker
from server.desk.base import Desk, NotFound
from server.desk.sessions import Held
from server.store import records
from server.store.db import Statement
from server.vault.keys import Key, Label
from server.vault.seal import About, Unreadable, seal, unseal

Fields = dict[str, list[str]]
_FIELDS = msgspec.json.Decoder(Fields)


def _id(key: Key, session: Session, step: str, seat: int) -> str:
    """On one phone each seat has drafts of its own: neither's words come into the other's field."""
    whose = (str(seat),) if session.state.here else ()
    return key.tag(Label.ID, "draft", session.id, step, *whose)


def _about(asker: Asker, id: str) -> About:
    return About(kind="draft", space=asker.journal, record=id, revision=0, author=asker.person, schema=1)


def read(asker: Asker, held: Held, step: str) -> Fields:
    """What was typed into the fields of a step and not yet given, or nothing."""
    if not held.drafts:
        return {}
    id = _id(held.journal_key, held.session, step, held.seat)
    blob = held.drafts.get(id)
    if blob is None:
        return {}
    try:
        return _FIELDS.decode(unseal(held.journal_key, blob, _about(asker, id)))
    except Unreadable:
        return {}


async def put(
    desk: Desk, asker: Asker, session: str, step: str, fields: Fields, at: int, *, seat: int = 0
) -> None:
    """Keep what is in the fields now. Raises `NotFound` if there is no such step in a session of theirs.

    `seat`: on one phone, for whom the page was built; it may have been handed over since.
    """
    held = await sessions.load(desk, asker, session, at, steps=(), looking=False)
    if held.session.state.here and seat not in (1, 2):
        raise NotFound
    id = _id(held.journal_key, held.session, sessions.step_of(held, step).id, seat)
    blob = seal(held.journal_key, msgspec.json.encode(fields), _about(asker, id))
    await desk.db.write([records.put_draft(asker.person, id, session, blob)])


def forget(asker: Asker, session: str) -> list[Statement]:
    """Statements by which all drafts of a session go, and the earlier versions of what has opened."""
    return [records.drop_drafts(asker.person, session), records.drop_retired(session, asker.person)]


def drop(asker: Asker, held: Held, place: Place) -> Statement:
    """The draft of this step became an answer."""
    return records.drop_draft(asker.person, _id(held.journal_key, held.session, place[0], place[1]))
