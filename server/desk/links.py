"""Joining by link: the key waits wrapped under the link's secret, and is claimed once."""

from __future__ import annotations

import msgspec

from server.core import deeds as core_deeds
from server.core.problems import Problem
from server.core.session import decide
from server.core.state import Session, State
from server.desk import firsts
from server.desk.asker import Asker
from server.desk.base import IN_PLACE, Desk, day_of, opened, opened_bytes, sealed_row
from server.desk.invitations import NoSuchCode
from server.desk.sessions import EXERCISE, HEAD
from server.store import deeds, invitations, records, spaces
from server.store.db import Statement
from server.store.invitations import Invitation
from server.store.records import Row
from server.vault.grants import grant
from server.vault.keys import Key
from server.vault.links import link_tag, unwrap_link
from server.vault.seal import Unreadable

_STATE = msgspec.json.Decoder(State)


async def claim(
    desk: Desk,
    asker: Asker,
    found: Invitation,
    secret: bytes,
    name: str,
    first: list[Statement],
    deed: tuple[str, str],
    at: int,
) -> dict[int, int]:
    """Take the second seat by the link's secret; gives each seat's new sequence.

    The wrap becomes the asker's grant and is deleted in the same unit. Raises `NoSuchCode` if somebody was
    faster, `Stale` if the session changed meanwhile and it is worth another try.
    """
    key = _key(desk, asker, found, secret)
    (space,), (head,), (copy,) = await desk.db.read(
        spaces.revision_of(found.space), records.one(found.space, HEAD), records.one(found.space, EXERCISE)
    )
    session = Session(
        id=found.space,
        exercise=desk.copies.decoded(opened_bytes(key, Row(*copy))),
        state=opened(key, Row(*head), _STATE),
    )
    seat = await firsts.first_for(desk, asker, session, asker.person)
    after = decide(session, 2, core_deeds.Arrive(asker.person, name, met=False, first=seat), at)
    if isinstance(after, Problem):
        raise NoSuchCode
    new = sealed_row(key, found.space, HEAD, IN_PLACE, HEAD, asker.person, after.state)
    unit = [
        spaces.change(found.space, space[0]),
        invitations.burn_link(link_tag(secret, desk.pepper), at),
        *first,
        records.replace(new),
        spaces.add_seat(found.space, 2, asker.person, at),
        spaces.add_grant(found.space, asker.person, grant(asker.root, key, found.space, asker.person)),
        deeds.add(asker.person, deed[0], deed[1], found.space, day_of(at)),
        spaces.raise_sequences(found.space, (1, 2), at),
    ]
    rows = (await desk.db.write(unit))[-1]
    return {row[0]: row[1] for row in rows}


def _key(desk: Desk, asker: Asker, found: Invitation, secret: bytes) -> Key:
    if found.link_wrap is None:
        raise NoSuchCode
    try:
        return asker.ring.hold(unwrap_link(secret, desk.pepper, found.link_wrap, found.id), found.space)
    except Unreadable:
        raise NoSuchCode from None
