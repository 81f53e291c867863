"""A small schema of spaces and notes, and the statements these tests write to it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

from server.store.batch import Threaded
from server.store.db import Ask, Db, Statement

SCHEMA = """
create table spaces (id text primary key, revision bigint not null);
create table notes (
    id text primary key,
    space text not null references spaces (id),
    author text not null check (author in ('Ada', 'Ben', 'Cleo', 'Dan')),
    words text not null,
    seal blob
);
create table pledges (
    note text not null references notes (id) deferrable initially deferred
);
insert into spaces (id, revision) values ('ours', 0);
"""

HOW_MANY = Ask("select count(*) from notes")
WORDS = Ask("select id, words from notes order by id")
WAIT = Statement("select wait_at_the_gate()")


def migrations(folder: Path) -> Path:
    """The folder, made, with the one migration of these tests."""
    folder.mkdir(exist_ok=True)
    (folder / "0001_notes.sql").write_text(SCHEMA)
    return folder


def change(loaded: int, space: str = "ours") -> Statement:
    """What every unit that changes a space begins with."""
    return Statement(
        "update spaces set revision = revision + 1 where id = :id and revision = :loaded returning revision",
        {"id": space, "loaded": loaded},
        1,
    )


def note(id: str, author: str = "Ada", words: str = "words", space: str = "ours") -> Statement:
    """A new note."""
    return Statement(
        "insert into notes (id, space, author, words) values (:id, :space, :author, :words)",
        {"id": id, "space": space, "author": author, "words": words},
        1,
    )


def pledge(note: str) -> Statement:
    """A promise whose note may come later in the same transaction: checked at the commit."""
    return Statement("insert into pledges (note) values (:note)", {"note": note}, 1)


async def how_many(db: Db) -> int:
    """How many notes stand."""
    [[(count,)]] = await db.read(HOW_MANY)
    return int(count)


class Gate:
    """Stops the thread of whichever connection runs `wait_at_the_gate()` until it is opened."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    def connection(self, *args: Any, **settings: Any) -> sqlite3.Connection:
        """A connection that knows the gate."""
        connection = Threaded(*args, **settings)
        connection.create_function("wait_at_the_gate", 0, self._wait)
        return connection

    def _wait(self) -> int:
        self.reached.set()
        return int(self.opened.wait(20))
