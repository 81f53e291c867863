"""Readers: one snapshot, never in the way of the writer, never starved."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from server.store.db import Ask, Statement
from server.store.sqlite import SqliteDb
from tests.store.notes import HOW_MANY, WAIT, WORDS, Gate, how_many, note

LOOK_UP = Ask(WAIT.sql)


async def test_rows_come_in_the_order_of_the_columns(db: SqliteDb) -> None:
    await db.write([note("one", words="first"), note("two", words="second")])
    two = Ask("select words, id, seal from notes where id = :id", {"id": "two"})
    assert await db.read(WORDS, two) == [[("one", "first"), ("two", "second")], [("second", "two", None)]]
    assert await db.read() == []


async def test_all_asks_of_one_read_see_one_snapshot(db: SqliteDb, gate: Gate) -> None:
    together = asyncio.create_task(db.read(HOW_MANY, LOOK_UP, HOW_MANY))
    assert await asyncio.to_thread(gate.reached.wait, 20)
    await db.write([note("while-they-look")])
    assert await how_many(db) == 1  # asked one by one, the two counts would differ
    assert not together.done()
    gate.opened.set()
    first, _, last = await together
    assert first == last == [(0,)]


async def test_reads_go_on_while_a_batch_is_stuck(db: SqliteDb, gate: Gate) -> None:
    await db.write([note("before")])
    stuck = asyncio.create_task(db.write([note("in-the-middle"), WAIT]))
    assert await asyncio.to_thread(gate.reached.wait, 20)
    behind = asyncio.create_task(db.write([note("behind")]))
    assert [await how_many(db) for _ in range(20)] == [1] * 20
    assert not stuck.done() and not behind.done()
    gate.opened.set()
    await asyncio.gather(stuck, behind)
    assert await how_many(db) == 3


async def test_a_long_read_keeps_nobody_waiting(db: SqliteDb, gate: Gate) -> None:
    long = asyncio.create_task(db.read(LOOK_UP))
    assert await asyncio.to_thread(gate.reached.wait, 20)
    assert await asyncio.gather(*(db.read(HOW_MANY) for _ in range(50))) == [[[(0,)]]] * 50
    assert not long.done()
    gate.opened.set()
    await long


async def test_a_long_read_would_keep_all_waiting_were_there_one_reader(
    tmp_path: Path, folder: Path, gate: Gate
) -> None:
    db = await SqliteDb.open(tmp_path / "one-reader.sqlite", folder, readers=1)
    long = asyncio.create_task(db.read(LOOK_UP))
    assert await asyncio.to_thread(gate.reached.wait, 20)
    behind = asyncio.create_task(db.read(HOW_MANY))
    await asyncio.wait([behind], timeout=0.1)
    assert not behind.done()
    gate.opened.set()
    await asyncio.gather(long, behind)
    await db.close()


async def test_a_read_that_nobody_waits_for_any_more_leaves_no_old_snapshot(db: SqliteDb, gate: Gate) -> None:
    given_up = [asyncio.create_task(db.read(HOW_MANY, LOOK_UP, HOW_MANY)) for _ in range(4)]
    assert await asyncio.to_thread(gate.reached.wait, 20)
    for task in given_up:
        task.cancel()
    gate.opened.set()
    assert await asyncio.gather(*given_up, return_exceptions=True) != [[]] * 4
    assert all(task.cancelled() for task in given_up)
    await db.write([note("later")])
    assert [await how_many(db) for _ in range(10)] == [1] * 10


async def test_a_mistake_in_one_ask_leaves_the_reader_usable(db: SqliteDb) -> None:
    for _ in range(5):
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await db.read(HOW_MANY, Ask("select * from nowhere"))
    assert await asyncio.gather(*(how_many(db) for _ in range(10))) == [0] * 10


async def test_a_read_cannot_write(db: SqliteDb) -> None:
    unit = Statement("insert into spaces (id, revision) values ('theirs', 0)")
    with pytest.raises(Exception, match="readonly database"):
        await db.read(Ask(unit.sql))
    assert await db.write([unit]) == [[]]
