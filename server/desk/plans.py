"""Plans: the journal's one list of what somebody meant to do, so that Today need not open every session."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from server.desk.asker import Asker
from server.desk.base import IN_PLACE, Desk, opened, sealed_row
from server.store import records, spaces
from server.store.db import Statement
from server.store.records import Row
from server.store.spaces import Membership

PLANS = "plans"
MOST = 100


class Plan(Struct, frozen=True, kw_only=True):
    """An if-then plan of a commit step and its ISO date ("" for none)."""

    session: str
    step: str
    cue: str
    act: str
    on: str


_PLANS = msgspec.json.Decoder(tuple[Plan, ...])


async def read(desk: Desk, asker: Asker) -> tuple[Plan, ...]:
    """The asker's plans, the newest last."""
    row, journal = await _rows(desk, asker)
    if row is None:
        return ()
    return opened(asker.space_key(asker.journal, journal.grant or b""), row, _PLANS)


async def note(desk: Desk, asker: Asker, plan: Plan) -> list[Statement]:
    """Statements that put this plan into the list, in place of an earlier one of the same step."""
    row, journal = await _rows(desk, asker)
    key = asker.space_key(asker.journal, journal.grant or b"")
    plans = () if row is None else opened(key, row, _PLANS)
    others = [one for one in plans if (one.session, one.step) != (plan.session, plan.step)]
    new = sealed_row(key, asker.journal, PLANS, IN_PLACE, PLANS, asker.person, (*others, plan)[-MOST:])
    return [records.add(new) if row is None else records.replace(new)]


async def forget(desk: Desk, asker: Asker, session: str) -> list[Statement]:
    """Statements that take the plans of a session off the list."""
    row, journal = await _rows(desk, asker)
    key = asker.space_key(asker.journal, journal.grant or b"")
    plans = () if row is None else opened(key, row, _PLANS)
    others = tuple(one for one in plans if one.session != session)
    if others == plans:
        return []
    return [records.replace(sealed_row(key, asker.journal, PLANS, IN_PLACE, PLANS, asker.person, others))]


async def _rows(desk: Desk, asker: Asker) -> tuple[Row | None, Membership]:
    rows, journal = await desk.db.read(
        records.one(asker.journal, PLANS), spaces.of_member(asker.journal, asker.person)
    )
    return (Row(*rows[0]) if rows else None), Membership(*journal[0])
