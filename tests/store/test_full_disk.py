"""A disk that takes no more: nothing acknowledged is lost, reads go on, and writes too once there is room."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from server.store.db import Full, Statement
from server.store.sqlite import SqliteDb
from tests.store.notes import WAIT, Gate, how_many, note

ROOT = Path(__file__).parents[2]
LONG = "x" * 40_000


def most_pages(number: int) -> Statement:
    return Statement(f"pragma max_page_count = {number}")


async def test_every_unit_of_the_batch_fails_as_full_and_nothing_of_it_stands(
    db: SqliteDb, gate: Gate
) -> None:
    await db.write([note("before")])
    await db.write([most_pages(20)])
    stuck = asyncio.create_task(db.write([WAIT]))
    assert await asyncio.to_thread(gate.reached.wait, 20)
    units = [[note("small")], *([note(f"long-{n}", words=LONG)] for n in range(4)), [note("small-too")]]
    batch = [asyncio.create_task(db.write(unit)) for unit in units]
    await asyncio.sleep(0)
    gate.opened.set()
    await stuck
    outcomes = await asyncio.gather(*batch, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Full] * 6
    assert len({id(outcome) for outcome in outcomes}) == 6
    assert await how_many(db) == 1
    assert db.broken is None


async def test_writes_go_on_as_soon_as_there_is_room(db: SqliteDb) -> None:
    await db.write([most_pages(20)])
    for _ in range(3):
        with pytest.raises(Full):
            await db.write([note("too-long", words=LONG * 4)])
    await db.write([note("short")])
    await db.write([most_pages(1_000_000)])
    await db.write([note("too-long", words=LONG * 4)])
    assert await how_many(db) == 2


@pytest.mark.parametrize("on_disk", ["log", "file"])
def test_a_write_that_the_system_refuses_is_a_full_disk(tmp_path: Path, folder: Path, on_disk: str) -> None:
    """The kernel refuses to let any file grow (RLIMIT_FSIZE), in a process of its own."""
    command = [sys.executable, "-m", "tests.store.running_out", str(tmp_path / "db"), str(folder), on_disk]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["acknowledged before"] > 20
    assert set(told["outcomes when full"]) == {"Full"}
    assert told["readable when full"] == told["acknowledged before"]
    assert told["acknowledged after"] == 20
    assert told["after a restart"] == told["acknowledged before"] + 20
    assert told["integrity"] == "ok"
