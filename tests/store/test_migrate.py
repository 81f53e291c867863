"""Numbered migrations: forward only, each whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from server.store.db import Ask, Conflict, Stale
from server.store.migrate import FOLDER, Unfit, migrations, schema_digest, statements
from server.store.sqlite import SqliteDb

FIRST = {"0001_notes.sql": "create table notes (id text primary key);"}
BOTH = FIRST | {"0002_words.sql": "alter table notes add column words text not null default '';"}
APPLIED = "select version, name from schema_version order by version"


class House:
    """A database file and the folder of migrations that opens it."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "migrations"
        self.folder.mkdir()
        self.file = place / "duologue.sqlite"

    def has(self, files: dict[str, str]) -> None:
        """Exactly these migrations."""
        for path in self.folder.iterdir():
            path.unlink()
        for name, text in files.items():
            (self.folder / name).write_text(text)

    async def asked(self, *asks: str) -> list[object]:
        """Open, ask, close."""
        db = await SqliteDb.open(self.file, self.folder)
        try:
            return [*await db.read(*map(Ask, asks))]
        finally:
            await db.close()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


async def test_each_migration_is_applied_once_and_noted(house: House) -> None:
    house.has(FIRST)
    assert await house.asked(APPLIED) == [[(1, "notes")]]
    house.has(BOTH)
    for _ in range(2):
        assert await house.asked(APPLIED, "select id, words from notes") == [[(1, "notes"), (2, "words")], []]


async def test_a_database_newer_than_the_code_is_refused_and_left_alone(house: House) -> None:
    house.has(BOTH)
    await house.asked()
    house.has(FIRST)
    with pytest.raises(Unfit, match="has schema 2, and this Duologue knows only up to 1"):
        await house.asked()
    house.has(BOTH)
    assert await house.asked(APPLIED) == [[(1, "notes"), (2, "words")]]


async def test_a_migration_that_fails_halfway_leaves_nothing_of_itself(house: House) -> None:
    failing = "create table pledges (id text); insert into notes (id) values ('x'), ('x');"
    house.has(FIRST | {"0002_pledges.sql": failing})
    with pytest.raises(Conflict):
        await house.asked()
    house.has(FIRST | {"0002_pledges.sql": failing.replace("('x'), ('x')", "('x')")})
    assert await house.asked(APPLIED, "select id from notes") == [[(1, "notes"), (2, "pledges")], [("x",)]]


async def test_a_table_can_be_replaced_without_losing_what_refers_to_it(house: House) -> None:
    first = """
    create table spaces (id text primary key);
    create table notes (id text primary key, space text not null references spaces (id) on delete cascade);
    insert into spaces (id) values ('ours'); insert into notes (id, space) values ('one', 'ours');
    """
    replacing = """
    create table new_spaces (id text primary key, kind text not null);
    insert into new_spaces (id, kind) select id, 'session' from spaces;
    drop table spaces;
    alter table new_spaces rename to spaces;
    """
    house.has({"0001_first.sql": first, "0002_kinds.sql": replacing})
    found = await house.asked("select id, space from notes", "select id, kind from spaces")
    assert found == [[("one", "ours")], [("ours", "session")]]
    house.has({"0001_first.sql": first, "0002_kinds.sql": replacing, "0003_lost.sql": "delete from spaces;"})
    with pytest.raises(Stale, match="foreign_key_check"):
        await house.asked()


async def test_a_schema_with_holes_or_other_names_is_refused(house: House) -> None:
    house.has(BOTH)
    await house.asked()
    house.has(FIRST | {"0002_other.sql": "select 1;"})
    with pytest.raises(Unfit, match="Migration 2 was words in this database and is other here"):
        await house.asked()
    with sqlite3.connect(house.file) as other:
        other.execute("delete from schema_version where version = 1")
    other.close()
    house.has(BOTH)
    with pytest.raises(Unfit, match=r"migrations \[2\]: some are missing"):
        await house.asked()


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (["0001_a.sql", "0003_c.sql"], r"\[2\] are missing for sqlite"),
        (["0002_b.sql"], r"\[1\] are missing"),
        (["0001_a.sql", "0002_b.postgres.sql", "0003_c.sql"], r"\[2\] are missing for sqlite"),
        (["0001_a.sql", "0001_b.sql"], "another migration with the number 1"),
        (["0001_a.sql", "0001_a.sqlite.sql"], "another migration with the number 1"),
        (["1_a.sql"], "not named like"),
        (["0001_A.sql"], "not named like"),
        (["0001_a.oracle.sql"], "not named like"),
    ],
)
def test_a_folder_with_gaps_or_doubles_is_refused(house: House, files: list[str], problem: str) -> None:
    house.has({"0001_a.sql": "", "0002_b.sql": "", "0003_c.sql": ""})
    assert len(migrations(house.folder, "sqlite")) == 3
    house.has(dict.fromkeys(files, ""))
    with pytest.raises(Unfit, match=problem):
        migrations(house.folder, "sqlite")


def test_each_dialect_takes_its_own_file_where_they_differ(house: House) -> None:
    house.has(
        {"0001_a.sql": "select 1;", "0002_b.sqlite.sql": "select 2;", "0002_b.postgres.sql": "select 3;"}
    )
    assert [step.statements for step in migrations(house.folder, "sqlite")] == [("select 1",), ("select 2",)]
    assert [step.statements for step in migrations(house.folder, "postgres")] == [
        ("select 1",),
        ("select 3",),
    ]


@pytest.mark.parametrize(
    "whole",
    [
        "insert into a values ('a;b', 'it''s; fine')",
        'create table "odd;name" (id text)',
        "create trigger t after insert on a begin update a set x = 1; delete from b; end",
        "create temp trigger t after insert on a begin select case when 1 then 2 end; end",
        "create trigger t after insert on a execute function f()",
        "create function f() returns trigger as $$ begin new.at = 1; return new; end; $$ language plpgsql",
        "create function f() returns text as $body$ select ';' $body$ language sql",
        "select 7 - 2 / 1 as beginning",
    ],
)
def test_a_file_is_cut_only_where_a_statement_ends(whole: str) -> None:
    text = f"-- one; two\n{whole};\n/* three;\n four */ ;; select 'after'; -- it's the end"
    assert statements(text) == (whole, "select 'after'")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("select 'open;", "opened and not closed"),
        ('select "open;', "opened and not closed"),
        ("select 1; /* open;", "opened and not closed"),
        ("create function f() as $x$ begin;", "opened and not closed"),
        ("select 1; select 2", "does not end with a semicolon"),
        ("create trigger t after insert on a begin select 1;", "does not end with a semicolon"),
        ("select 1; commit; select 2;", "may not hold: commit"),
        ("/* hidden */ BEGIN;", "may not hold: BEGIN"),
        ("pragma foreign_keys = on;", "may not hold: pragma"),
    ],
)
def test_a_file_that_cannot_be_one_transaction_is_refused(text: str, problem: str) -> None:
    with pytest.raises(Unfit, match=f"0007_x.sql: .*{problem}"):
        statements(text, "0007_x.sql")


async def test_the_digest_changes_with_the_schema_and_with_nothing_else(house: House, tmp_path: Path) -> None:
    async def digest(files: dict[str, str], name: str) -> str:
        house.has(files)
        db = await SqliteDb.open(tmp_path / name, house.folder)
        try:
            return await schema_digest(db.read)
        finally:
            await db.close()

    plain = await digest(FIRST, "plain")
    assert plain == await digest(
        {"0001_notes.sql": "create table notes\n  (id text  primary key)\n;"}, "broken"
    )
    assert plain != await digest(BOTH, "both")
    assert len(plain) == 64


async def test_the_migrations_of_the_house_make_a_database(tmp_path: Path) -> None:
    db = await SqliteDb.open(tmp_path / "duologue.sqlite")
    [[(count,)]] = await db.read(Ask("select count(*) from schema_version"))
    await db.close()
    assert count == len(migrations(FOLDER, "sqlite")) >= 1
