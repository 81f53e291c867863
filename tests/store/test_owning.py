"""One process owns the file, from opening to closing."""

from __future__ import annotations

import asyncio
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from server.store.db import Broken, Busy
from server.store.lock import Lock
from server.store.sqlite import MOST, SqliteDb
from tests.store.notes import WAIT, Gate, how_many, note

ROOT = Path(__file__).parents[2]
SECOND = """
import asyncio, sys
from pathlib import Path
from server.store.db import Busy
from server.store.sqlite import SqliteDb

async def main():
    try:
        db = await SqliteDb.open(Path(sys.argv[1]), Path(sys.argv[2]))
    except Busy as error:
        return f"busy: {error}"
    await db.close()
    return "opened"

print(asyncio.run(main()))
"""


async def second_process(file: Path, folder: Path) -> str:
    command = [sys.executable, "-c", SECOND, str(file), str(folder)]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, timeout=20, cwd=ROOT
    )
    assert not done.stderr
    return done.stdout


def beside(place: Path) -> list[Path]:
    return sorted(place.glob("duologue.sqlite*"))


async def test_a_second_process_is_told_who_holds_the_file_and_gets_it_afterwards(
    tmp_path: Path, folder: Path
) -> None:
    file = tmp_path / "duologue.sqlite"
    assert await second_process(file, folder) == "opened\n"
    db = await SqliteDb.open(file, folder)
    said = await second_process(file, folder)
    assert said.startswith("busy: Another Duologue (process ")
    assert f"{file}.lock" in said
    await db.write([note("still-ours")])
    await db.close()
    assert await second_process(file, folder) == "opened\n"


async def test_the_same_process_cannot_open_it_twice_either(
    db: SqliteDb, tmp_path: Path, folder: Path
) -> None:
    with pytest.raises(Busy, match="Stop it first"):
        await SqliteDb.open(tmp_path / "duologue.sqlite", folder)
    await db.write([note("still-ours")])


async def test_an_opening_that_fails_lets_go_of_everything(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "duologue.sqlite"
    file.write_bytes(b"This is no database, it is a letter." * 100)
    with pytest.raises(Broken, match="not a database"):
        await SqliteDb.open(file, folder)
    Lock.take(file).release()
    file.unlink()
    db = await SqliteDb.open(file, folder)
    await db.close()


async def test_only_its_owner_may_read_the_files(db: SqliteDb, tmp_path: Path) -> None:
    await db.write([note("private")])
    files = beside(tmp_path)
    assert [file.name[15:] for file in files] == ["", "-shm", "-wal", ".lock"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 4


async def test_closing_commits_what_waits_and_leaves_one_file(
    tmp_path: Path, folder: Path, gate: Gate
) -> None:
    file = tmp_path / "duologue.sqlite"
    db = await SqliteDb.open(file, folder)
    waiting = [asyncio.create_task(db.write([WAIT]))]
    waiting += [asyncio.create_task(db.write([note(f"note-{n}")])) for n in range(3 * MOST)]
    assert await asyncio.to_thread(gate.reached.wait, 20)
    closing = asyncio.create_task(db.close())
    given_up = asyncio.create_task(db.close())
    await asyncio.sleep(0.01)
    given_up.cancel()
    with pytest.raises(Broken, match="closed"):
        await db.write([note("too-late")])
    with pytest.raises(Broken, match="closed"):
        await how_many(db)
    assert not closing.done()
    gate.opened.set()
    assert len(await asyncio.gather(*waiting)) == 3 * MOST + 1
    await closing
    await db.close()
    assert [left.name for left in beside(tmp_path)] == [file.name, f"{file.name}.lock"]
    db = await SqliteDb.open(file, folder)
    assert await how_many(db) == 3 * MOST
    await db.close()


async def test_reads_that_were_asked_before_closing_are_answered(tmp_path: Path, folder: Path) -> None:
    db = await SqliteDb.open(tmp_path / "duologue.sqlite", folder)
    reads = [asyncio.create_task(how_many(db)) for _ in range(50)]
    await asyncio.sleep(0)
    await db.close()
    assert await asyncio.gather(*reads) == [0] * 50
