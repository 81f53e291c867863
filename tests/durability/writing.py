"""A process that writes units from several phones at once and acknowledges each on its standard output."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from server.store.db import Ask, Statement, Value
from server.store.sqlite import SqliteDb

PHONES = 6


def unit(phone: int, number: int) -> list[Statement]:
    """The next deed of a phone: a counter that must match, a deed and its words."""
    values: dict[str, Value] = {"phone": phone, "number": number, "words": "x" * (number * 37 % 900)}
    return [
        Statement(
            "update phones set last = last + 1 where id = :phone and last = :number - 1 returning last",
            {"phone": phone, "number": number},
            1,
        ),
        Statement(
            "insert into deeds (phone, number) values (:phone, :number)",
            {"phone": phone, "number": number},
            1,
        ),
        Statement("insert into words (phone, number, words) values (:phone, :number, :words)", values, 1),
    ]


async def phone(db: SqliteDb, id: int, hasty: bool) -> None:
    """Write on and on, one deed after the other."""
    [[(last,)]] = await db.read(Ask("select last from phones where id = :id", {"id": id}))
    while True:
        last += 1
        if hasty:
            acknowledge(id, last)
        await db.write(unit(id, last))
        if not hasty:
            acknowledge(id, last)


def acknowledge(phone: int, number: int) -> None:
    """A line this short reaches the pipe whole or not at all."""
    os.write(1, f"{phone} {number}\n".encode())


async def main(file: Path, folder: Path, hasty: bool) -> None:
    """Write until killed. A hasty one acknowledges before the commit, as nobody should."""
    db = await SqliteDb.open(file, folder)
    await asyncio.gather(*(phone(db, id, hasty) for id in range(PHONES)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), "hasty" in sys.argv[3:]))
