"""Units: done whole or not at all, and only answered after the commit."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from server.store.db import Ask, Conflict, Stale, Statement, Value
from server.store.sqlite import LARGE, MOST, SqliteDb
from tests.store.notes import HOW_MANY, WAIT, Gate, change, how_many, note


async def test_a_unit_gives_the_rows_of_each_statement(db: SqliteDb) -> None:
    look = Statement("select id from notes where author = :author", {"author": "Ada"})
    assert await db.write([change(0), note("one"), look]) == [[(1,)], [], [("one",)]]
    assert await db.write([]) == []


async def test_an_answer_comes_only_after_the_commit(db: SqliteDb, tmp_path: Path) -> None:
    await db.write([note("kept")])
    other = sqlite3.connect(f"file:{tmp_path}/duologue.sqlite?mode=ro", uri=True)
    assert other.execute(HOW_MANY.sql).fetchone() == (1,)
    other.close()


async def test_two_phones_that_loaded_the_same_state_cannot_both_change_it(db: SqliteDb) -> None:
    both = [db.write([change(0), note(f"from-{who}", who)]) for who in ("Ada", "Ben")]
    ada, ben = await asyncio.gather(*both, return_exceptions=True)
    assert ada == [[(1,)], []]
    assert isinstance(ben, Stale)
    assert await db.write([change(1), note("from-Ben", "Ben")]) == [[(2,)], []]


async def test_a_refused_unit_waiting_among_others_fails_alone(db: SqliteDb, gate: Gate) -> None:
    stuck = asyncio.create_task(db.write([WAIT]))
    assert await asyncio.to_thread(gate.reached.wait, 20)
    units = [[note(f"note-{n}")] for n in range(40)]
    units[20] = [note("half"), note("note-3")]
    waiting = [asyncio.create_task(db.write(unit)) for unit in units]
    await asyncio.sleep(0)
    assert not any(task.done() for task in waiting)
    gate.opened.set()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(outcomes.pop(20), Conflict)
    assert outcomes == [[[]]] * 39
    assert await how_many(db) == 39
    await stuck


async def test_more_units_than_one_batch_holds_are_all_done_in_order(db: SqliteDb) -> None:
    await asyncio.gather(*(db.write([note(f"{n:05}")]) for n in range(3 * MOST + 7)))
    [ids] = await db.read(Ask("select id from notes order by rowid"))
    assert ids == [(f"{n:05}",) for n in range(3 * MOST + 7)]


async def test_every_kind_of_value_comes_back_as_it_went_in(db: SqliteDb) -> None:
    values: dict[str, Value] = {
        "text": "Grüße \x00 🫂",
        "number": -(2**63),
        "blob": bytes(range(256)),
        "nothing": None,
    }
    ask = "select :text, :number, :blob, :nothing"
    assert await db.write([Statement(ask, values)]) == [[tuple(values.values())]]
    assert await db.read(Ask(ask, values)) == [[tuple(values.values())]]


async def test_the_writer_syncs_every_commit_and_forgets_what_is_deleted(db: SqliteDb) -> None:
    wanted = {
        "synchronous": 2,  # FULL
        "journal_mode": "wal",
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,  # memory
        "busy_timeout": 5000,
        "wal_autocheckpoint": 1000,
    }
    rows = await db.write([Statement(f"pragma {name}") for name in wanted])
    assert [row[0][0] for row in rows] == list(wanted.values())
    assert await db.write([Statement("pragma mmap_size")]) in ([[]], [[(0,)]])


async def test_readers_only_read_and_never_checkpoint(db: SqliteDb) -> None:
    wanted = {"query_only": 1, "wal_autocheckpoint": 0, "trusted_schema": 0, "cell_size_check": 1}
    rows = await db.read(*(Ask(f"pragma {name}") for name in wanted))
    assert [row[0][0] for row in rows] == list(wanted.values())


async def test_a_deleted_note_is_gone_from_file_and_log(db: SqliteDb, tmp_path: Path) -> None:
    def found() -> bool:
        return any(b"a canary" in path.read_bytes() for path in tmp_path.glob("duologue.sqlite*"))

    await db.write([note("one", words="a canary in a note")])
    assert found()
    await db.write([Statement("delete from notes", rows=1)])
    await db.empty_log()
    assert not found()


async def test_the_log_stays_small_though_readers_never_rest(
    db: SqliteDb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "duologue.sqlite-wal"
    few = 256 * 1024  # far below the 1,000 pages at which SQLite's own checkpoint would begin

    async def largest(prefix: str) -> int:
        sizes = []
        for n in range(12):
            await db.write([note(f"{prefix}-{n}", words="x" * 40_000)])
            sizes.append(log.stat().st_size)
        return max(sizes)

    unbounded = await largest("ada")
    await db.empty_log()
    monkeypatch.setattr("server.store.sqlite.LARGE", few)
    monkeypatch.setattr(db, "_large", few)
    bounded = await largest("ben")
    assert bounded < 2 * few < unbounded
    assert await how_many(db) == 24


async def test_a_reader_in_the_middle_of_something_only_puts_that_off(
    db: SqliteDb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: Gate
) -> None:
    monkeypatch.setattr(db, "_large", 0)
    looking = asyncio.create_task(db.read(HOW_MANY, Ask(WAIT.sql), HOW_MANY))
    assert await asyncio.to_thread(gate.reached.wait, 20)
    for n in range(3):
        await db.write([note(f"note-{n}")])
    assert db.broken is None
    assert db._large > LARGE  # not every write waits for that reader
    gate.opened.set()
    assert (await looking)[-1] == [(0,)]
    await db.empty_log()
    assert (tmp_path / "duologue.sqlite-wal").stat().st_size == 0
    assert await how_many(db) == 3
