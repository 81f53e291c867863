"""A process whose files may grow no further, then may again; it prints what that did to its writes."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from pathlib import Path

from server.store.db import Ask, Full
from server.store.sqlite import SqliteDb
from tests.store.notes import how_many, note

WORDS = "x" * 2_000


def no_file_beyond(size: int) -> None:
    """In bytes; Python ignores the signal that comes with it, so that a write fails instead."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))


async def save(db: SqliteDb, name: str) -> str:
    """Write two notes in one unit: what became of it."""
    try:
        await db.write([note(f"{name}-ada", words=WORDS), note(f"{name}-ben", "Ben", words=WORDS)])
    except Full:
        return "Full"
    return "acknowledged"


async def main(file: Path, folder: Path, on_disk: str) -> dict[str, object]:
    """Write into the limit, read, lift the limit, write, open again."""
    db = await SqliteDb.open(file, folder)
    for n in range(40):
        await save(db, f"early-{n}")
    if on_disk == "file":  # the log is cut to nothing, so what stops now is copying it into the file
        await db.empty_log()
    name = f"{file.name}-wal" if on_disk == "log" else file.name
    no_file_beyond(file.with_name(name).stat().st_size + 50_000)
    acknowledged, n = 40, 0
    outcomes: list[str] = []
    while len(outcomes) < 40:
        told = await asyncio.gather(*(save(db, f"full-{n}-{k}") for k in range(5)))
        acknowledged += told.count("acknowledged")
        outcomes += [outcome for outcome in told if outcome != "acknowledged"]
        n += 1
    readable = await how_many(db) // 2
    no_file_beyond(resource.RLIM_INFINITY)
    after = [await save(db, f"late-{n}") for n in range(20)]
    await db.close()
    db = await SqliteDb.open(file, folder)
    [[(integrity,)]] = await db.read(Ask("pragma integrity_check"))
    restarted = await how_many(db) // 2
    await db.close()
    return {
        "acknowledged before": acknowledged,
        "outcomes when full": outcomes,
        "readable when full": readable,
        "acknowledged after": after.count("acknowledged"),
        "after a restart": restarted,
        "integrity": integrity,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))))
