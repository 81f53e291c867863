"""The embedded database: a writer that commits many callers' units at once, and readers it never stops."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path

import aiosqlite

from server.store.batch import Batch, Outcome, Rows, emptied
from server.store.connections import READER, WRITER, Readers, connected, hop, make, settle
from server.store.db import Ask, Broken, Busy, Full, Row, Statement
from server.store.lock import Lock
from server.store.migrate import FOLDER, migrate

MOST = 256  # units in one transaction: beyond this the wait grows and the gain does not
# Bytes of write-ahead log. SQLite's own checkpoints keep it far below, unless readers never rest.
LARGE = 32 * 1024 * 1024
_CLOSED = "The database is closed."


class SqliteDb:
    """The port on one SQLite file, which this process owns from `open` to `close`."""

    def __init__(self, writer: aiosqlite.Connection, readers: Readers, lock: Lock, log: Path) -> None:
        self._writer = writer
        self._readers = readers
        self._lock = lock
        self._log = log
        self._large = LARGE
        self._queue: deque[tuple[Sequence[Statement], asyncio.Future[Rows]]] = deque()
        self._arrived = asyncio.Event()
        self._broken: Broken | None = None
        self._closing: asyncio.Task[None] | None = None
        self._work = asyncio.create_task(self._write_all())

    @classmethod
    async def open(cls, path: Path, migrations: Path = FOLDER, readers: int = 2) -> SqliteDb:
        """Own the file (else Busy), make it where there is none, bring its schema up to date (else Unfit)."""
        async with AsyncExitStack() as opened:
            lock = Lock.take(path)
            opened.callback(lock.release)
            make(path)
            writer = await connected(path, "rw", WRITER, opened)
            # What a crash left in the log is copied and synced again, so that nothing shown from now on
            # rests on pages that a failed sync may have lost from the disk but not from memory.
            with suppress(Full):
                await hop(writer, emptied)
            await migrate(partial(_alone, writer), migrations)
            await writer.execute_fetchall("pragma foreign_keys = on")
            reading = [await connected(path, "ro", READER, opened) for _ in range(readers)]
            opened.pop_all()
        return cls(writer, Readers(reading), lock, path.with_name(path.name + "-wal"))

    @property
    def broken(self) -> Broken | None:
        """Why no more writes are taken until the next start, else None."""
        return self._broken

    async def read(self, *asks: Ask) -> list[list[Row]]:
        """The rows of each ask, all from one snapshot, by the first reader that is free."""
        if self._closing:
            raise Broken(_CLOSED)
        return await self._readers.read(asks)

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        """Queue the unit for the next batch and wait for its commit."""
        if self._broken or self._closing:
            raise Broken(str(self._broken or _CLOSED))
        outcome: asyncio.Future[Rows] = asyncio.get_running_loop().create_future()
        self._queue.append((unit, outcome))
        self._arrived.set()
        return await outcome  # cancelling the caller cancels this promise, never the unit

    async def empty_log(self) -> None:
        """Copy the write-ahead log into the file and cut it: what was erased is then gone there too.

        A reader in the middle of something may keep a part of it.
        """
        if self._broken:
            return  # what the disk lost must not be synced over
        try:
            await hop(self._writer, emptied)
        except (Full, Busy):
            return  # not just now: the log still holds everything
        except Exception as error:
            self._broken = Broken(repr(error))

    async def close(self) -> None:
        """Commit what waits, close the readers, empty the log, close the writer, let go of the file."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._finish())
            self._arrived.set()
        await asyncio.shield(self._closing)

    async def _finish(self) -> None:
        await asyncio.wait([self._work])
        async with AsyncExitStack() as last_first:
            last_first.callback(self._lock.release)
            last_first.push_async_callback(self._writer.close)
            last_first.push_async_callback(self.empty_log)
            last_first.push_async_callback(self._readers.close)
            if self._broken:  # the last to close would sync once more, and readers cannot
                last_first.push_async_callback(self._writer.close)

    async def _write_all(self) -> None:
        while self._queue or not self._closing:
            if not self._queue:
                self._arrived.clear()
                await self._arrived.wait()
                continue
            batch = [self._queue.popleft() for _ in range(min(MOST, len(self._queue)))]
            outcomes = await self._committed([unit for unit, _ in batch])
            for (_, promise), outcome in zip(batch, outcomes, strict=True):
                settle(promise, outcome)
            if _size(self._log) > self._large:
                await self.empty_log()
                self._large = LARGE + _size(self._log)

    async def _committed(self, units: list[Sequence[Statement]]) -> list[Outcome]:
        if self._broken:
            return [Broken(str(self._broken)) for _ in units]
        try:
            outcomes: list[Outcome] = await hop(self._writer, Batch(units))
        except Exception as error:
            outcomes = [Broken(repr(error)) for _ in units]
        self._broken = next((outcome for outcome in outcomes if isinstance(outcome, Broken)), None)
        return outcomes


async def _alone(writer: aiosqlite.Connection, unit: Sequence[Statement]) -> Rows:
    """Do one unit before there are others."""
    outcomes: list[Outcome] = await hop(writer, Batch([unit]))
    if isinstance(outcomes[0], Exception):
        raise outcomes[0]
    return outcomes[0]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
