"""A request that is given up in the middle of a write."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiosqlite

from server.store.db import Ask
from server.store.sqlite import SqliteDb
from tests.store.notes import SCHEMA, note

TORN = Ask(
    "select space from (select substr(id, 1, 6) as space from notes) group by space having count(*) <> 2"
)


async def give_up_often(write: Callable[[str], Awaitable[object]], times: int) -> tuple[int, int]:
    """Begin writes, 20 at a time, and cancel each at a random moment, until that many were cut off.

    Gives how many ended before that, and how many were cut off.
    """
    chance = random.Random(7)

    async def one(n: int) -> bool:
        task = asyncio.ensure_future(write(f"{n:06}"))
        for _ in range(chance.randrange(8)):
            await asyncio.sleep(0)
        await asyncio.wait([task], timeout=chance.choice((0, 0, 0.0005, 0.002)))
        task.cancel()
        await asyncio.wait([task])
        return task.cancelled()

    begun = given_up = 0
    while given_up < times:
        given_up += sum(await asyncio.gather(*map(one, range(begun, begun + 20))))
        begun += 20
    return begun - given_up, given_up


async def test_a_thousand_given_up_writes_leave_no_half_unit_and_no_open_transaction(db: SqliteDb) -> None:
    ended, given_up = await give_up_often(
        lambda n: db.write([note(f"{n}-ada"), note(f"{n}-ben", "Ben")]), times=1_000
    )
    await db.write([])  # whatever was given up last is done before this
    assert ended
    assert await db.read(TORN) == [[]]
    assert not db._writer.in_transaction
    # The unit of a caller who gave up is done all the same.
    assert await db.read(Ask("select count(*) from notes")) == [[(2 * (ended + given_up),)]]


async def test_the_same_would_tear_units_were_each_statement_awaited(tmp_path: Path) -> None:
    async with aiosqlite.connect(tmp_path / "plain.sqlite") as plain:
        await plain.executescript(SCHEMA)
        lock = asyncio.Lock()

        async def write(n: str) -> None:
            async with lock:
                for statement in (note(f"{n}-ada"), note(f"{n}-ben", "Ben")):
                    await plain.execute(statement.sql, dict(statement.params))
                await plain.commit()

        await give_up_often(write, times=100)
        assert await plain.execute_fetchall(TORN.sql) or plain.in_transaction
