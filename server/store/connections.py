"""The connections to the SQLite file: how they are opened, and how a whole job is handed to one."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path
from sqlite3 import Connection, Error
from typing import Any, cast

import aiosqlite

from server.store.batch import JOB, Outcome, Reading, Rows, Threaded, translated
from server.store.db import Ask, Broken

_BOTH = (
    "busy_timeout = 5000",
    "trusted_schema = off",
    "cell_size_check = on",
    "mmap_size = 0",
    "temp_store = memory",  # nothing of the database in temporary files
)
WRITER = (*_BOTH, "journal_mode = wal", "synchronous = full", "secure_delete = on")
READER = (*_BOTH, "query_only = on", "wal_autocheckpoint = 0")


async def connected(
    path: Path, mode: str, pragmas: Sequence[str], opened: AsyncExitStack
) -> aiosqlite.Connection:
    """A connection in a thread of its own, closed with `opened`. Mode: rw, or ro to read only."""
    try:
        connection = await aiosqlite.connect(
            _address(path, mode), factory=Threaded, uri=True, isolation_level=None, cached_statements=512
        )
        opened.push_async_callback(connection.close)
        for pragma in pragmas:
            await connection.execute_fetchall(f"pragma {pragma}")
        if list(await connection.execute_fetchall("pragma journal_mode")) != [("wal",)]:
            raise Broken(f"The folder of {path} cannot hold a write-ahead log. Use a disk of this machine.")
    except Error as error:
        raise translated(error) from error
    return connection


def _address(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def make(path: Path) -> None:
    """Unless it is there, an empty file that only its owner may read; what lies beside it inherits that."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


class Readers:
    """Read-only connections: whichever is free takes the next read, so none waits behind a long one."""

    def __init__(self, connections: Sequence[aiosqlite.Connection]) -> None:
        self._connections = connections
        self._idle = list(connections)
        self._waiting: deque[tuple[Reading, asyncio.Future[Rows]]] = deque()
        self._at_work: set[asyncio.Task[None]] = set()

    async def read(self, asks: Sequence[Ask]) -> Rows:
        """The rows of each ask, all from one snapshot."""
        promise: asyncio.Future[Rows] = asyncio.get_running_loop().create_future()
        self._waiting.append((Reading(asks), promise))
        if self._idle:
            task = asyncio.create_task(self._serve(self._idle.pop()))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
        return await promise

    async def close(self) -> None:
        """Answer what waits, then close every connection."""
        if self._at_work:
            await asyncio.wait(self._at_work)
        for connection in self._connections:
            await connection.close()

    async def _serve(self, connection: aiosqlite.Connection) -> None:
        take_all = partial(self._take_all, asyncio.get_running_loop())
        while self._waiting:
            await hop(connection, take_all)
        self._idle.append(connection)

    def _take_all(self, loop: asyncio.AbstractEventLoop, connection: Connection) -> Rows:
        """In the connection's thread: one read after the other, without asking the loop in between."""
        while True:
            try:
                reading, promise = self._waiting.popleft()
            except IndexError:
                return []
            try:
                outcome: Outcome = reading(connection)
            except Exception as error:
                outcome = error
            loop.call_soon_threadsafe(settle, promise, outcome)


def settle(promise: asyncio.Future[Rows], outcome: Outcome) -> None:
    """Tell the caller how it went, unless it was cancelled meanwhile."""
    if promise.done():
        return
    if isinstance(outcome, Exception):
        promise.set_exception(outcome)
    else:
        promise.set_result(outcome)


async def hop(connection: aiosqlite.Connection, job: Callable[[Connection], list[Any]]) -> list[Any]:
    """Run the job in the connection's thread; it runs to its end even if we are cancelled meanwhile."""
    return cast("list[Any]", await connection.execute_fetchall(JOB, (job,)))
