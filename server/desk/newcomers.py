"""Whether somebody came by more than a knock that nobody has answered with yes."""

from __future__ import annotations

from server.desk.asker import Asker
from server.desk.base import Desk
from server.store import invitations


async def were_let_in(desk: Desk, asker: Asker) -> bool:
    """True for whoever began here, came by a link or was let in; false while they only knocked."""
    (rows,) = await desk.db.read(invitations.let_in(asker.person))
    return bool(rows)
