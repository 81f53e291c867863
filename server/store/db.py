"""The port to the database: what a store may ask of it, whichever database stands behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

Value = str | int | bytes | None
Params = Mapping[str, Value]
Row = Sequence[Any]  # values in column order, so that `Struct(*row)` works on every database

NOTHING: Params = {}


class Ask(NamedTuple):
    """One select, with `:name` parameters."""

    sql: str
    params: Params = NOTHING


class Statement(NamedTuple):
    """One statement of a unit.

    `rows` is how many rows it must touch (or give back, when it has `returning`); None allows any number.
    """

    sql: str
    params: Params = NOTHING
    rows: int | None = None


class Failure(Exception):
    """A read or a unit that did not happen; nothing of a failed unit stands."""


class Stale(Failure):
    """A statement touched another number of rows than expected: load again and decide again."""


class Conflict(Failure):
    """A unique, foreign key or check constraint refused the unit."""


class Full(Failure):
    """The disk takes no more. Reads go on, and writes do again as soon as there is room."""


class Busy(Failure):
    """Another process holds the database."""


class Broken(Failure):
    """The disk or the file failed.

    Whether the unit stands is not known before the next start, and the database takes no more writes.
    """


class Db(Protocol):
    """One database, shared by the whole process."""

    @property
    def broken(self) -> Broken | None:
        """Why the database takes no more writes until the process has been started anew, else None."""

    async def read(self, *asks: Ask) -> list[list[Row]]:
        """The rows of each ask, all from one snapshot."""

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        """Do the whole unit or nothing of it, and return after the commit.

        Gives the rows of each statement: what `returning` or a select gave, else none. A caller that is
        cancelled while waiting does not learn the outcome; the unit is still done whole or not at all.
        """

    async def close(self) -> None:
        """Finish what was begun and let go of the database."""
