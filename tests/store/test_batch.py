"""Many callers' units in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import pytest

from server.store.batch import Batch, Outcome
from server.store.db import Conflict, Stale, Statement
from tests.store.notes import SCHEMA, change, note, pledge

Said = list[str]


@pytest.fixture
def said() -> Said:
    """What SQLite was told to do."""
    return []


@pytest.fixture
def connection(said: Said) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    connection.execute("pragma foreign_keys = on")
    connection.set_trace_callback(said.append)
    yield connection
    connection.close()


def standing(connection: sqlite3.Connection) -> list[str]:
    assert not connection.in_transaction
    return [id for (id,) in connection.execute("select id from notes order by id")]


def written(connection: sqlite3.Connection, *units: Sequence[Statement]) -> list[Outcome]:
    return Batch(units)(connection)


def test_one_commit_serves_every_caller(connection: sqlite3.Connection, said: Said) -> None:
    outcomes = written(connection, *([note(f"note-{n}")] for n in range(50)))
    assert outcomes == [[[]]] * 50
    assert len(standing(connection)) == 50
    assert [line for line in said if line.lower().startswith(("begin", "commit"))] == [
        "begin immediate",
        "COMMIT",
    ]


def test_a_failing_unit_fails_alone_and_whole(connection: sqlite3.Connection) -> None:
    ada, ben, cleo = written(
        connection,
        [change(0), note("from-ada")],
        [note("half-of-ben"), change(0)],  # Ben loaded before Ada saved
        [note("from-cleo", "Cleo")],
    )
    assert ada == [[(1,)], []]
    assert isinstance(ben, Stale)
    assert cleo == [[]]
    assert standing(connection) == ["from-ada", "from-cleo"]
    assert written(connection, [note("half-of-ben"), change(1)]) == [[[], [(2,)]]]


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param(note("taken"), id="an id that is taken"),
        pytest.param(note("new", author="Theo"), id="an author who may not write"),
        pytest.param(note("new", space="nowhere"), id="a space that is not there"),
    ],
)
def test_a_refused_unit_is_a_conflict(connection: sqlite3.Connection, refused: Statement) -> None:
    assert written(connection, [note("taken")], [note("new")]) == [[[]], [[]]]
    connection.execute("delete from notes where id = 'new'")
    before, unit, after = written(connection, [note("before")], [note("half"), refused], [note("after")])
    assert isinstance(unit, Conflict)
    assert before == after == [[]]
    assert standing(connection) == ["after", "before", "taken"]


def test_a_constraint_that_speaks_only_at_the_commit_harms_only_its_unit(
    connection: sqlite3.Connection,
) -> None:
    ada, ben, cleo = written(
        connection,
        [pledge("kept"), note("kept")],
        [note("of-ben", "Ben"), pledge("never-written")],
        [note("of-cleo", "Cleo")],
    )
    assert (ada, cleo) == ([[], []], [[]])
    assert isinstance(ben, Conflict)
    assert standing(connection) == ["kept", "of-cleo"]


@pytest.mark.parametrize(
    ("mistake", "kind"),
    [
        (Statement("insert into nothing values (1)"), sqlite3.OperationalError),
        (Statement("insert into notes (id) values (:id)", {"id": "x"}), sqlite3.IntegrityError),
        (note("x", words="\ud800"), UnicodeEncodeError),
        (Statement("select :id", {"id": 2**64}), OverflowError),
        (Statement("with n as (select 1) update spaces set revision = 7", {}, 1), ValueError),
    ],
)
def test_a_mistake_keeps_its_own_name_and_harms_nobody_else(
    connection: sqlite3.Connection, mistake: Statement, kind: type[Exception]
) -> None:
    before, unit, after = written(connection, [note("before")], [note("half"), mistake], [note("after")])
    assert type(unit) is kind
    assert before == after == [[]]
    assert standing(connection) == ["after", "before"]
    assert connection.execute("select revision from spaces").fetchall() == [(0,)]


def test_rows_are_counted_whether_touched_or_given_back(connection: sqlite3.Connection) -> None:
    everyone = "update notes set words = 'new'"
    (both, *others) = written(
        connection,
        [
            note("one"),
            note("two"),
            Statement(everyone, rows=2),
            Statement(f"{everyone} returning id", rows=2),
        ],
        [Statement(everyone, rows=1)],
        [Statement(f"{everyone} returning id", rows=3)],
        [Statement("delete from notes where id = 'three'", rows=1)],
        [Statement("delete from notes where id = 'three'", rows=0)],
        [Statement("delete from notes where id = 'three'")],
        [Statement("select id from notes", rows=1)],
    )
    assert isinstance(both, list)
    assert both[-1] == [("one",), ("two",)]
    assert [type(other) for other in others] == [Stale, Stale, Stale, list, list, Stale]
