"""Numbered migrations, forward only: `NNNN_name.sql`, each applied in its own transaction."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from server.store.db import Ask, Row, Statement

Dialect = Literal["sqlite", "postgres"]
Write = Callable[[Sequence[Statement]], Awaitable[list[list[Row]]]]
Read = Callable[[Ask], Awaitable[list[list[Row]]]]

FOLDER = Path(__file__).parent / "migrations"

_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)(?:\.(sqlite|postgres))?\.sql")
_TABLE = "create table if not exists schema_version (version bigint primary key, name text not null)"
_DONE = "select version, name from schema_version order by version"
_NOTE = "insert into schema_version (version, name) values (:version, :name)"
_SCHEMA = "select type, name, sql from sqlite_schema where sql is not null order by type, name"

# What may hold a semicolon that ends nothing, and the semicolon that may end a statement.
_PIECE = re.compile(
    r"""(?P<comment> --[^\n]* | /\*.*?\*/ )
      | (?P<quoted> '(?:[^']|'')*' | "(?:[^"]|"")*" | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$ )
      | (?P<end> ; )
      | (?P<open> ['"] | /\* | \$\w*\$ )
      | (?P<plain> [^;'"/$-]+ | [/$-] )""",
    re.DOTALL | re.VERBOSE,
)
_TRIGGER = re.compile(r"create\s+(temp\s+|temporary\s+)?trigger\b.*\bbegin\b", re.DOTALL | re.IGNORECASE)
_NOT_OURS = re.compile(
    r"(begin|start|commit|end|rollback|abort|savepoint|release|attach|detach|vacuum|pragma)\b", re.IGNORECASE
)


class Unfit(Exception):
    """The migrations and the database do not fit together; the message says how and what to do."""


class Migration(NamedTuple):
    """One step of the schema: its number, its name and its statements in order."""

    version: int
    name: str
    statements: tuple[str, ...]


async def migrate(write: Write, folder: Path = FOLDER, dialect: Dialect = "sqlite") -> int:
    """Bring the database to the newest schema this code knows, and give its number.

    `write` does one unit as `Db.write` does. On SQLite foreign keys must still be off, since replacing a
    table would else delete what refers to it; each migration is checked for broken references instead.
    """
    steps = migrations(folder, dialect)
    _, done = await write([Statement(_TABLE), Statement(_DONE)])
    _compare(done, steps)
    check = [Statement("pragma foreign_key_check", rows=0)] if dialect == "sqlite" else []
    for step in steps[len(done) :]:
        note = Statement(_NOTE, {"version": step.version, "name": step.name}, 1)
        await write([*map(Statement, step.statements), note, *check])
    return len(steps)


def _compare(done: list[Row], steps: Sequence[Migration]) -> None:
    if [version for version, _ in done] != list(range(1, len(done) + 1)):
        raise Unfit(f"The database says it has the migrations {[row[0] for row in done]}: some are missing.")
    if len(done) > len(steps):
        raise Unfit(
            f"This database has schema {len(done)}, and this Duologue knows only up to {len(steps)}. "
            "Run the newer Duologue again, or restore a backup from before the upgrade."
        )
    for (version, name), step in zip(done, steps, strict=False):
        if name != step.name:
            raise Unfit(f"Migration {version} was {name} in this database and is {step.name} here.")


def migrations(folder: Path, dialect: Dialect) -> list[Migration]:
    """The migrations of a folder for one dialect, numbered 1 to n without a gap, or Unfit."""
    found: dict[int, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        named = _NAME.fullmatch(path.name)
        if named is None:
            raise Unfit(f"{path.name} is not named like 0001_name.sql.")
        if named[3] not in (None, dialect):
            continue
        version = int(named[1])
        if version in found:
            raise Unfit(f"{path.name}: there is another migration with the number {version}.")
        found[version] = Migration(version, named[2], statements(path.read_text(encoding="utf-8"), path.name))
    gaps = sorted(set(range(1, max(found, default=0) + 1)) - set(found))
    if gaps:
        raise Unfit(f"The migrations {gaps} are missing for {dialect} in {folder}.")
    return [found[version] for version in sorted(found)]


def statements(text: str, file: str = "the text") -> tuple[str, ...]:
    """The statements of a file, cut only at semicolons outside quotes, comments and trigger bodies."""
    cut = tuple(_cut(text, file))
    for statement in cut:
        if _NOT_OURS.match(statement):
            raise Unfit(f"{file}: a migration is one transaction and may not hold: {statement}")
    return cut


def _cut(text: str, file: str) -> Iterator[str]:
    now = ""
    for piece in _PIECE.finditer(text):
        if piece["open"]:
            raise Unfit(f"{file}: {piece[0]} is opened and not closed again.")
        if piece["comment"]:
            now += " "
        elif not piece["end"]:
            now += piece[0]
        elif not _TRIGGER.match(now.lstrip()) or sqlite3.complete_statement(now + ";"):
            if now.strip():
                yield now.strip()
            now = ""
        else:
            now += ";"
    if now.strip():
        raise Unfit(f"{file}: the last statement does not end with a semicolon.")


async def schema_digest(read: Read) -> str:
    """SHA-256 in hex of the schema of a SQLite database, whatever its line breaks: for released fixtures."""
    (rows,) = await read(Ask(_SCHEMA))
    lines = ["|".join((kind, name, " ".join(sql.split()))) for kind, name, sql in rows]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
