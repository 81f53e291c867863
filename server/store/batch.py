"""What runs inside a connection's own thread: a batch of units, or the asks of one read, in a single hop."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from server.store.db import Ask, Broken, Busy, Conflict, Full, Row, Stale, Statement

Rows = list[list[Row]]
Outcome = Rows | Exception

JOB = "-- a job for the connection's thread"

_CLASHES = {
    sqlite3.SQLITE_CONSTRAINT_CHECK,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
}
# A failed write has put nothing in doubt: the next transaction writes over it. Quotas and file size limits
# come as IOERR_WRITE, a full disk that stops the shared index from growing as IOERR_SHMSIZE.
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FAILED = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
}


class Threaded(sqlite3.Connection):
    """A connection whose `execute` also takes a whole job.

    aiosqlite pays one change of threads for each call; a job makes that one for a whole batch.
    """

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run `(job,)` when the text is JOB, else do what every connection does."""
        if sql is not JOB:
            return super().execute(sql, parameters)
        (job,) = parameters
        return _Done(self, job(self))


class _Done(sqlite3.Cursor):
    """A cursor that gives what a job gave."""

    def __init__(self, connection: sqlite3.Connection, found: list[Any]) -> None:
        super().__init__(connection)
        self._found = found

    def fetchall(self) -> list[Any]:
        return self._found


class Reading:
    """The asks of one read: rows of one snapshot, and no transaction left behind."""

    __slots__ = ("_asks",)

    def __init__(self, asks: Sequence[Ask]) -> None:
        self._asks = asks

    def __call__(self, connection: sqlite3.Connection) -> Rows:
        execute = connection.cursor().execute
        try:
            if len(self._asks) > 1:  # a single select is a snapshot by itself
                execute("begin")
            return [list(execute(sql, params)) for sql, params in self._asks]
        except Exception as error:
            raise translated(error) from error
        finally:
            connection.rollback()


class Batch:
    """Units of many callers in one transaction: a failing one fails alone, and one commit serves all."""

    __slots__ = ("_units",)

    def __init__(self, units: Sequence[Sequence[Statement]]) -> None:
        self._units = units

    def __call__(self, connection: sqlite3.Connection) -> list[Outcome]:
        """One outcome for each unit, in order."""
        try:
            cursor = connection.cursor()
            cursor.execute("begin immediate")
            outcomes = [_attempted(cursor, unit) for unit in self._units]
            connection.commit()
        except Exception as error:
            return self._undone(connection, error)
        return outcomes

    def _undone(self, connection: sqlite3.Connection, error: Exception) -> list[Outcome]:
        """Nothing of the batch stands: tell each caller why, by an exception of its own."""
        try:
            connection.rollback()
        except sqlite3.Error as worse:
            error = worse
        if isinstance(error, sqlite3.IntegrityError) and len(self._units) > 1:
            return self._one_by_one(connection)
        return [_whole(error) for _ in self._units]

    def _one_by_one(self, connection: sqlite3.Connection) -> list[Outcome]:
        """A deferred constraint speaks only at the commit and does not say for whom: ask each unit alone."""
        outcomes: list[Outcome] = []
        for unit in self._units:
            over = bool(outcomes) and isinstance(outcomes[-1], Broken)
            outcomes.append(outcomes[-1] if over else Batch([unit])(connection)[0])
        return outcomes


def _attempted(cursor: sqlite3.Cursor, unit: Sequence[Statement]) -> Outcome:
    """The unit's rows, or what went wrong with this unit alone; raises what undoes the whole batch."""
    outcome: Outcome
    cursor.execute("savepoint unit")
    try:
        outcome = _performed(cursor, unit)
    except Exception as error:
        outcome = translated(error)
        if isinstance(outcome, Full | Broken | Busy) or not cursor.connection.in_transaction:
            raise
        cursor.execute("rollback to unit")
    cursor.execute("release unit")
    return outcome


def _performed(cursor: sqlite3.Cursor, unit: Sequence[Statement]) -> Rows:
    execute, results = cursor.execute, []
    for sql, params, expected in unit:
        execute(sql, params)
        found = cursor.fetchall()
        if expected is not None:
            touched = cursor.rowcount if cursor.description is None else len(found)
            if touched < 0:
                raise ValueError(f"SQLite counts rows only when insert, update or delete comes first: {sql}")
            if touched != expected:
                raise Stale(f"{touched} rows instead of {expected}: {sql}")
        results.append(found)
    return results


def emptied(connection: sqlite3.Connection) -> Rows:
    """Copy the log into the file and cut it, waiting for readers no longer than a moment."""
    try:
        connection.execute("pragma busy_timeout = 200")
        return [connection.execute("pragma wal_checkpoint(truncate)").fetchall()]
    except Exception as error:
        raise translated(error) from error
    finally:
        connection.execute("pragma busy_timeout = 5000")


def translated(error: Exception) -> Exception:
    """The port's name for what SQLite said. A mistake in the SQL or its values keeps its own."""
    if not isinstance(error, sqlite3.Error):
        return error
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    said = f"{error} ({getattr(error, 'sqlite_errorname', 'SQLITE_ERROR')})"
    if code in _CLASHES:
        return Conflict(said)
    if code in _NO_ROOM:
        return Full(said)
    if code & 0xFF in _HELD:
        return Busy(said)
    return Broken(said) if code & 0xFF in _FAILED else error


def _whole(error: Exception) -> Exception:
    """What each unit of an undone batch hears; what we cannot name we cannot trust either."""
    named = translated(error)
    return named if isinstance(named, Conflict | Full | Busy | Broken) else Broken(repr(error))
