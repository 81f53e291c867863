"""What a stream needs: the number of a seat's view, opening nothing; and what a freed seat takes with it."""

from __future__ import annotations

from server.core.state import Session
from server.desk.asker import Asker
from server.desk.base import Desk, Statement
from server.desk.sessions import Held
from server.store import spaces


async def sequence(desk: Desk, person: str, session: str) -> int | None:
    """The number of a person's view of a session now; None if it is no longer theirs."""
    (rows,) = await desk.db.read(spaces.of_member(session, person))
    return int(rows[0][5]) if rows else None


def seats_freed(asker: Asker, held: Held, after: Session) -> list[Statement]:
    """Statements for a second seat that was freed: whoever took it can no longer come in."""
    gone = held.session.state.sittings.get(2)
    if gone is None or 2 in after.state.sittings:
        return []
    space = held.session.id
    return [
        spaces.drop_seat(space, 2),
        spaces.drop_grant(space, gone.person),
        spaces.drop_parcel(space, gone.person),
    ]
