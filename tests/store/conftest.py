"""A database for each test of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from server.store.sqlite import SqliteDb
from tests.store.notes import Gate, migrations


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The migrations of these tests."""
    return migrations(tmp_path / "migrations")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """A gate known to every connection opened after it."""
    gate = Gate()
    monkeypatch.setattr("server.store.connections.Threaded", gate.connection)
    yield gate
    gate.opened.set()


@pytest.fixture
async def db(tmp_path: Path, folder: Path, gate: Gate) -> AsyncIterator[SqliteDb]:
    """An open database with one space and no notes."""
    db = await SqliteDb.open(tmp_path / "duologue.sqlite", folder)
    yield db
    gate.opened.set()
    await db.close()
