"""What a person's journal keeps of the packs they follow, and their own sessions as a pack asks for them.

Sealed, and theirs alone: no partner, and no copy of the database, learns which pack somebody follows.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from server.core.exercise import Exercise
from server.core.following import Following, Run, Way, change
from server.core.pack import Pack
from server.core.progress import finished
from server.core.state import Session, Standing, State
from server.desk.asker import Asker
from server.desk.base import IN_PLACE, Desk, day_of, opened, opened_bytes, sealed_bytes
from server.desk.sessions import EXERCISE, HEAD
from server.desk.today import key_of
from server.store import deeds, records, spaces
from server.store.db import Statement
from server.store.records import Row
from server.store.spaces import Membership
from server.vault.keys import Key

PACKS = "packs"
MOST = 200
"""How many of the asker's latest sessions are looked at."""
ROOM = 1024
"""Bytes: a list takes this much, or twice it, so that its length does not tell how many there are."""

_FOLLOWED = msgspec.json.Decoder(tuple[Following, ...])
_STATE = msgspec.json.Decoder(State)


class _Kept(Struct, frozen=True):
    """The row, if there is one, what it says, and what writing it again needs."""

    revision: int
    key: Key
    there: bool
    followed: tuple[Following, ...]


async def read(desk: Desk, asker: Asker) -> tuple[Following, ...]:
    """The packs that the asker follows, in the order in which they began."""
    return (await _load(desk, asker)).followed


async def changed(
    desk: Desk,
    asker: Asker,
    first: Sequence[Statement],
    deed: tuple[str, str],
    pack: Pack,
    way: Way,
    at: int,
    *,
    exercise: str = "",
) -> None:
    """Do this with a pack; `first` makes the asker where they are new. Raises `Stale` or `Conflict`."""
    kept = _nothing(asker) if asker.fresh else await _load(desk, asker)
    plain = msgspec.json.encode(change(kept.followed, pack, way, at, exercise))
    padded = plain.ljust(-(-len(plain) // ROOM) * ROOM)
    row = sealed_bytes(kept.key, asker.journal, PACKS, IN_PLACE, PACKS, asker.person, padded)
    await desk.db.write(
        [
            *first,
            spaces.change(asker.journal, kept.revision),
            records.replace(row) if kept.there else records.add(row),
            deeds.add(asker.person, deed[0], deed[1], asker.journal, day_of(at)),
        ]
    )


def _nothing(asker: Asker) -> _Kept:
    return _Kept(1, asker.space_key(asker.journal, b""), False, ())


async def _load(desk: Desk, asker: Asker) -> _Kept:
    rows, members = await desk.db.read(
        records.one(asker.journal, PACKS), spaces.of_member(asker.journal, asker.person)
    )
    journal = Membership(*members[0])
    key = asker.space_key(asker.journal, journal.grant or b"")
    return _Kept(journal.revision, key, bool(rows), opened(key, Row(*rows[0]), _FOLLOWED) if rows else ())


async def runs(desk: Desk, asker: Asker, at: int) -> tuple[Run, ...]:
    """The asker's own latest sessions: which exercise, whether all of it is done; nothing that was left."""
    members, heads = await desk.db.read(
        spaces.sessions_of(asker.person, MOST), records.latest(asker.person, HEAD, MOST)
    )
    head = {row[0]: Row(*row) for row in heads}
    found = []
    for member in (Membership(*row) for row in members):
        key = key_of(asker, member)
        if key is None or member.space not in head:
            continue
        state = opened(key, head[member.space], _STATE)
        if state.sittings[member.seat].standing is not Standing.LEFT:
            exercise = await _copy(desk, key, member.space, state.copy)
            session = Session(id=member.space, exercise=exercise, state=state)
            found.append(_run(session, member, at))
    return tuple(found)


def _run(session: Session, member: Membership, at: int) -> Run:
    return Run(
        session=session.id,
        exercise=session.exercise.slug,
        began=session.state.began,
        touched=member.touched,
        done=finished(session, member.seat, at),
    )


async def _copy(desk: Desk, key: Key, session: str, digest: str) -> Exercise:
    """The session's own copy of its exercise; mostly it was decoded before, for this session or another."""
    exercise = desk.copies.find(digest)
    if exercise is None:
        ((row,),) = await desk.db.read(records.one(session, EXERCISE))
        exercise = desk.copies.decoded(opened_bytes(key, Row(*row)))
    return exercise
