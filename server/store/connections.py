"""The connections to the SQLite file: how they are opened, and how a whole job is handed to one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path
from sqlite3 import Connection, Error
from typing import Any, cast

import aiosqlite

from server.store.batch import JOB, Reading, Rows, Threaded, translated
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
        if await connection.execute_fetchall("pragma journal_mode") != [("wal",)]:
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


class Reader:
    """A read-only connection and how much waits for it."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self.close = connection.close
        self._asked = 0  # counted by the loop only
        self._answered = 0  # counted by the thread only

    def load(self) -> int:
        """How many reads it has not finished, those of cancelled callers included."""
        return self._asked - self._answered

    async def read(self, asks: Sequence[Ask]) -> Rows:
        """The rows of each ask, all from one snapshot."""
        self._asked += 1
        return await hop(self._connection, partial(self._answer, Reading(asks)))

    def _answer(self, reading: Reading, connection: Connection) -> Rows:
        try:
            return reading(connection)
        finally:
            self._answered += 1


async def hop(connection: aiosqlite.Connection, job: Callable[[Connection], list[Any]]) -> list[Any]:
    """Run the job in the connection's thread; it runs to its end even if we are cancelled meanwhile."""
    return cast("list[Any]", await connection.execute_fetchall(JOB, (job,)))
