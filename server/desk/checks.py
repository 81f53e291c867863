"""What a person's journal keeps of their checks before joint work: sealed, and theirs alone."""

from __future__ import annotations

import secrets

import msgspec
from msgspec import Struct

from server.core import gate
from server.core.gate import LONGEST, SHORTEST, Checks
from server.desk.asker import Asker
from server.desk.base import IN_PLACE, Desk, day_of, opened, sealed_row
from server.store import deeds, records, spaces
from server.store.db import Statement
from server.store.records import Row
from server.store.spaces import Membership
from server.vault.keys import Key

CHECKS = "checks"
_CHECKS = msgspec.json.Decoder(Checks)


class _Kept(Struct, frozen=True):
    """The row, if there is one, what it says, and what writing it again needs."""

    journal: Membership
    key: Key
    there: bool
    checks: Checks


async def read(desk: Desk, asker: Asker) -> Checks:
    """What is kept, or nothing yet."""
    return (await _load(desk, asker)).checks


async def answered(
    desk: Desk, asker: Asker, reasons: tuple[str, ...], at: int
) -> tuple[list[Statement], bool]:
    """Statements that keep this answer, and whether it holds the two back.

    The same row is written whatever was tapped: no copy of the database tells one answer from another.
    """
    kept = await _load(desk, asker)
    lasts = SHORTEST + secrets.randbelow(LONGEST - SHORTEST)
    checks, holds = gate.answered(kept.checks, reasons, at, lasts)
    return [_written(asker, kept, checks)], holds


async def change(
    desk: Desk, asker: Asker, deed: tuple[str, str], at: int, *, stopped: bool | None, seen: bool
) -> None:
    """Stop joint exercises for now or take them up again (`stopped`); put the fuller help away (`seen`).

    Raises `Stale` or `Conflict`.
    """
    kept = await _load(desk, asker)
    checks = msgspec.structs.replace(
        kept.checks,
        stopped=kept.checks.stopped if stopped is None else stopped,
        worried=kept.checks.worried and not seen,
    )
    await desk.db.write(
        [
            spaces.change(asker.journal, kept.journal.revision),
            _written(asker, kept, checks),
            deeds.add(asker.person, deed[0], deed[1], asker.journal, day_of(at)),
        ]
    )


def _written(asker: Asker, kept: _Kept, checks: Checks) -> Statement:
    new = sealed_row(kept.key, asker.journal, CHECKS, IN_PLACE, CHECKS, asker.person, checks)
    return records.replace(new) if kept.there else records.add(new)


async def _load(desk: Desk, asker: Asker) -> _Kept:
    rows, members = await desk.db.read(
        records.one(asker.journal, CHECKS), spaces.of_member(asker.journal, asker.person)
    )
    journal = Membership(*members[0])
    key = asker.space_key(asker.journal, journal.grant or b"")
    return _Kept(journal, key, bool(rows), opened(key, Row(*rows[0]), _CHECKS) if rows else Checks())
