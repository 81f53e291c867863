"""Whatever units are written, in whatever order, the database is what a dict of Python would be."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.store.db import Ask, Conflict, Stale, Statement
from server.store.sqlite import SqliteDb
from tests.store.notes import WORDS, change, migrations, note

SPACES = Ask("select id, revision from spaces order by id")

ids = st.sampled_from("abcde")
spaces = st.sampled_from(["ours", "theirs"])
Move = tuple[str, str, str]
moves = st.one_of(
    st.tuples(st.just("note"), ids, spaces),
    st.tuples(st.just("reword"), ids, st.text(max_size=5, alphabet="xyz'\0ü;")),
    st.tuples(st.just("drop"), ids, st.just("")),
    st.tuples(st.just("change"), spaces, st.sampled_from("0123")),
    st.tuples(st.just("open"), spaces, st.just("")),
)
units = st.lists(moves, max_size=4)


class Refused(Exception):
    """The dict's own no, with the kind of error that the database must give."""

    def __init__(self, kind: type[Exception]) -> None:
        self.kind = kind


class World:
    """What should stand: notes with their words, spaces with their revisions."""

    def __init__(self) -> None:
        self.notes: dict[str, str] = {}
        self.spaces = {"ours": 0}

    def after(self, unit: list[Move]) -> World:
        """The world once the unit is done, or Refused with this one unchanged."""
        new = World()
        new.notes, new.spaces = dict(self.notes), dict(self.spaces)
        for kind, one, two in unit:
            getattr(new, f"_{kind}")(one, two)
        return new

    def _note(self, id: str, space: str) -> None:
        if id in self.notes or space not in self.spaces:
            raise Refused(Conflict)
        self.notes[id] = "words"

    def _reword(self, id: str, words: str) -> None:
        if id not in self.notes:
            raise Refused(Stale)
        self.notes[id] = words

    def _drop(self, id: str, _: str) -> None:
        if self.notes.pop(id, None) is None:
            raise Refused(Stale)

    def _change(self, space: str, loaded: str) -> None:
        if self.spaces.get(space) != int(loaded):
            raise Refused(Stale)
        self.spaces[space] += 1

    def _open(self, space: str, _: str) -> None:
        if space in self.spaces:
            raise Refused(Conflict)
        self.spaces[space] = 0


def statement(move: Move) -> Statement:
    """The same move for the database."""
    kind, one, two = move
    if kind == "note":
        return note(one, space=two)
    if kind == "change":
        return change(int(two), one)
    sql = {
        "reword": "update notes set words = :two where id = :one",
        "drop": "delete from notes where id = :one",
        "open": "insert into spaces (id, revision) values (:one, 0)",
    }[kind]
    return Statement(sql, {"one": one} | ({"two": two} if kind == "reword" else {}), 1)


class UnitsAsADict(RuleBasedStateMachine):
    """Writes to both, alone and many at once, closes and opens again, and compares after each move."""

    @initialize()
    def begin(self) -> None:
        self.place = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.world = World()
        self.open()

    def open(self) -> None:
        folder = Path(self.place.name)
        self.db = self.runner.run(SqliteDb.open(folder / "db", migrations(folder / "steps")))

    @rule(together=st.lists(units, min_size=1, max_size=6))
    def write(self, together: list[list[Move]]) -> None:
        async def all_at_once() -> list[object]:
            writes = [self.db.write([statement(move) for move in unit]) for unit in together]
            return await asyncio.gather(*writes, return_exceptions=True)

        for unit, outcome in zip(together, self.runner.run(all_at_once()), strict=True):
            try:
                self.world = self.world.after(unit)
            except Refused as refused:
                assert type(outcome) is refused.kind, (unit, outcome)
            else:
                assert isinstance(outcome, list), (unit, outcome)

    @rule()
    def restart(self) -> None:
        self.runner.run(self.db.close())
        self.open()

    @invariant()
    def same(self) -> None:
        notes, spaces = self.runner.run(self.db.read(WORDS, SPACES))
        assert notes == sorted(self.world.notes.items())
        assert spaces == sorted(self.world.spaces.items())

    def teardown(self) -> None:
        self.runner.run(self.db.close())
        self.runner.close()
        self.place.cleanup()


TestUnitsAsADict = UnitsAsADict.TestCase
TestUnitsAsADict.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
