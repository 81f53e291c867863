"""Who speaks first this time, looked up in the earlier sessions that the asker can open themselves."""

from __future__ import annotations

import msgspec

from server.core.alternating import first_seat
from server.core.state import Session, State
from server.core.steps.turns import TurnsStep
from server.desk.asker import Asker
from server.desk.base import Desk, opened
from server.desk.sessions import HEAD
from server.store import records, spaces
from server.store.records import Row
from server.store.spaces import Membership

MOST = 50
"""How many of the asker's latest sessions are looked at."""

_STATE = msgspec.json.Decoder(State)


async def first_for(desk: Desk, asker: Asker, session: Session, guest: str) -> int:
    """The seat that speaks first once `guest` has come; 1 where nobody speaks by turns.

    The asker is one of the two, so the sessions of both are among their own: nobody else's are read. A key
    that still waits as a parcel is left alone: whoever never looked at a session did not talk in it.
    """
    if not any(isinstance(step, TurnsStep) for step in session.exercise.steps):
        return 1
    return first_seat(await earlier(desk, asker), session.state.sittings[1].person, guest)


async def earlier(desk: Desk, asker: Asker) -> list[State]:
    """The heads of the asker's latest sessions."""
    members, heads = await desk.db.read(
        spaces.sessions_of(asker.person, MOST), records.latest(asker.person, HEAD, MOST)
    )
    head = {row[0]: Row(*row) for row in heads}
    return [
        opened(asker.space_key(member.space, member.grant), head[member.space], _STATE)
        for member in (Membership(*row) for row in members)
        if member.grant is not None and member.space in head
    ]
