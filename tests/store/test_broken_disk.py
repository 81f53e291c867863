"""A disk that fails to sync: no more writes until the next start, and no second try."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from server.store.batch import Threaded
from server.store.db import Broken
from server.store.sqlite import SqliteDb
from tests.store.notes import how_many, note


class Disk:
    """Counts the commits it is asked for, and fails them once it is broken."""

    def __init__(self) -> None:
        self.commits = 0
        self.failing = False

    def connection(self, *args: Any, **settings: Any) -> sqlite3.Connection:
        disk = self

        class OnThisDisk(Threaded):
            def commit(self) -> None:
                disk.commits += 1
                if disk.failing:
                    error = sqlite3.OperationalError("disk I/O error")
                    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
                    error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
                    raise error
                super().commit()

        return OnThisDisk(*args, **settings)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr("server.store.connections.Threaded", disk.connection)
    return disk


async def test_a_failed_sync_ends_all_writing_and_is_never_tried_again(
    tmp_path: Path, folder: Path, disk: Disk
) -> None:
    file = tmp_path / "duologue.sqlite"
    db = await SqliteDb.open(file, folder)
    await db.write([note("acknowledged")])
    assert db.broken is None
    disk.failing = True
    disk.commits = 0
    units = [asyncio.create_task(db.write([note(f"in-doubt-{n}")])) for n in range(600)]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {Broken}
    assert "SQLITE_IOERR_FSYNC" in str(db.broken)
    disk.failing = False  # even if the disk says that all is well again
    with pytest.raises(Broken, match="SQLITE_IOERR_FSYNC"):
        await db.write([note("later")])
    await db.empty_log()
    assert disk.commits == 1
    assert await how_many(db) == 1
    await db.close()
    assert (tmp_path / "duologue.sqlite-wal").stat().st_size > 0  # closing did not sync either

    db = await SqliteDb.open(file, folder)
    assert await how_many(db) == 1
    await db.write([note("later")])
    await db.close()
    assert not (tmp_path / "duologue.sqlite-wal").exists()


async def test_a_log_that_cannot_be_copied_ends_writing_too(
    db: SqliteDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: sqlite3.Connection) -> list[object]:
        raise Broken("disk I/O error (SQLITE_IOERR_FSYNC)")

    await db.write([note("acknowledged")])
    await db.empty_log()
    assert db.broken is None
    monkeypatch.setattr("server.store.sqlite.emptied", failing)
    await db.empty_log()
    with pytest.raises(Broken, match="SQLITE_IOERR_FSYNC"):
        await db.write([note("later")])
    assert await how_many(db) == 1
