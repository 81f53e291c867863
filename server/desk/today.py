"""A person's sessions as a list: enough of each head for a line on Today or Together."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from server.core.exercise import Exercise
from server.core.state import Session, State
from server.desk.asker import Asker
from server.desk.base import Desk, opened, opened_bytes
from server.desk.sessions import EXERCISE, HEAD, parcel_about
from server.store import records, spaces
from server.store.records import Row
from server.store.spaces import Membership
from server.vault.keys import Key
from server.vault.parcels import unpack_key

_STATE = msgspec.json.Decoder(State)


class Listed(Struct, frozen=True):
    """One of the asker's sessions, without any answer."""

    session: Session
    seat: int
    touched: int


async def latest(desk: Desk, asker: Asker, most: int = 20) -> tuple[Listed, ...]:
    """The asker's latest sessions, the newest first."""
    members, heads, copies = await desk.db.read(
        spaces.sessions_of(asker.person, most),
        records.latest(asker.person, HEAD, most),
        records.latest(asker.person, EXERCISE, most),
    )
    head = {row[0]: Row(*row) for row in heads}
    copy = {row[0]: Row(*row) for row in copies}
    return tuple(
        listed
        for row in members
        if (listed := _listed(desk, asker, Membership(*row), head.get(row[0]), copy.get(row[0]))) is not None
    )


def _listed(
    desk: Desk, asker: Asker, member: Membership, head: Row | None, copy: Row | None
) -> Listed | None:
    key = key_of(asker, member)
    if key is None or head is None or copy is None:
        return None
    exercise: Exercise = desk.copies.decoded(opened_bytes(key, copy))
    session = Session(id=member.space, exercise=exercise, state=opened(key, head, _STATE))
    return Listed(session, member.seat, member.touched)


def key_of(asker: Asker, member: Membership) -> Key | None:
    """The key of one of the asker's sessions, by grant or still as a parcel; None where there is neither."""
    if member.grant is not None:
        return asker.space_key(member.space, member.grant)
    if member.parcel is None:
        return None
    about = parcel_about(member.space, asker.person)
    return asker.ring.hold(unpack_key(asker.root, member.parcel, about), member.space)
