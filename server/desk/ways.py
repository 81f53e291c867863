"""The open invitation's code and link, kept sealed in the session so that the page can show them again."""

from __future__ import annotations

import msgspec

from server.desk.asker import Asker
from server.desk.base import IN_PLACE, Desk, Statement, opened, sealed_row
from server.desk.invitations import Ways
from server.desk.sessions import Held
from server.store import invitations, records

WAYS = "ways"
_WAYS = msgspec.json.Decoder(Ways)

__all__ = ["Ways", "keep", "read"]


async def read(desk: Desk, held: Held) -> Ways | None:
    """The latest way in, or None where nobody was invited yet or it has been used."""
    row = held.rows.get((held.session.id, WAYS))
    if row is None:
        return None
    (unused,) = await desk.db.read(invitations.open_in(held.session.id))
    return opened(held.key, row, _WAYS) if unused else None


def keep(asker: Asker, held: Held, ways: Ways) -> list[Statement]:
    """Statements that keep a new way in."""
    row = held.rows.get((held.session.id, WAYS))
    new = sealed_row(held.key, held.session.id, WAYS, IN_PLACE, WAYS, asker.person, ways)
    return [records.add(new) if row is None else records.replace(new)]
