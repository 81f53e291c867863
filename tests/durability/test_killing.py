"""The process is killed with -9 at random moments: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from server.store.db import Ask, Statement
from server.store.sqlite import SqliteDb
from tests.durability.writing import PHONES

ROOT = Path(__file__).parents[2]
SCHEMA = f"""
create table phones (id bigint primary key, last bigint not null);
create table deeds (phone bigint not null references phones (id), number bigint not null);
create table words (phone bigint not null, number bigint not null, words text not null);
insert into phones (id, last) values {", ".join(f"({id}, 0)" for id in range(PHONES))};
"""
ASKS = (
    Ask("select last from phones order by id"),
    Ask("select phone, number from deeds order by phone, number"),
    Ask("select phone, number from words where length(words) = number * 37 % 900 order by phone, number"),
    Ask("pragma integrity_check"),
)


class Ledger:
    """The last deed each phone was told is saved, kept outside the database."""

    def __init__(self, place: Path) -> None:
        self.file = place / "duologue.sqlite"
        self.folder = place / "migrations"
        self.folder.mkdir(parents=True)
        (self.folder / "0001_phones.sql").write_text(SCHEMA)
        self.last = [0] * PHONES

    def write_and_kill(self, moment: float, *how: str) -> None:
        """Let a process write, and kill it that many seconds after its first acknowledgement."""
        command = [sys.executable, "-m", "tests.durability.writing", str(self.file), str(self.folder), *how]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            assert first, "the process ended before it wrote"
            time.sleep(moment)
            process.kill()
            for line in (first, *process.stdout):
                phone, number = map(int, line.split())
                self.last[phone] = number

    async def wrongs(self) -> list[str]:
        """Open the database again and say all that is not as it was acknowledged."""
        db = await SqliteDb.open(self.file, self.folder)
        counters, deeds, words, integrity = await db.read(*ASKS)
        await db.close()
        stands = [row[0] for row in counters]
        whole = [(phone, number) for phone in range(PHONES) for number in range(1, stands[phone] + 1)]
        wrongs = {
            "the file is damaged": integrity != [("ok",)],
            "an acknowledged deed is lost": any(
                now < told for now, told in zip(stands, self.last, strict=True)
            ),
            "a deed stands that nobody sent": any(
                now > told + 1 for now, told in zip(stands, self.last, strict=True)
            ),
            "a deed is torn or doubled": deeds != whole or words != whole,
        }
        self.last = stands  # a deed under way may stand without having been acknowledged
        return [wrong for wrong, so in wrongs.items() if so]


def kill(place: Path, times: int) -> None:
    """Every 50 kills with a new database, so that looking through it stays quick."""
    chance = random.Random()
    for number in range(times):
        if number % 50 == 0:
            ledger = Ledger(place / str(number))
        moment = chance.choice((0, 0.002, 0.01, 0.05)) * (1 + chance.random())
        ledger.write_and_kill(moment)
        assert asyncio.run(ledger.wrongs()) == [], (
            f"kill {number}, {moment} s after the first acknowledgement"
        )
        assert sum(ledger.last) > 0


def test_twenty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    kill(tmp_path, 20)


@pytest.mark.long
def test_a_thousand_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    kill(tmp_path, 1_000)


def test_an_acknowledgement_before_the_commit_would_be_found_out(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "hasty")
    for _ in range(20):
        ledger.write_and_kill(0.002, "hasty")
        if asyncio.run(ledger.wrongs()) == ["an acknowledged deed is lost"]:
            return
    pytest.fail("the ledger notices no loss")


@pytest.mark.parametrize(
    ("wrong", "sql"),
    [
        ("an acknowledged deed is lost", "update phones set last = last - 1 where id = 3"),
        ("a deed stands that nobody sent", "update phones set last = last + 2 where id = 3"),
        (
            "a deed is torn or doubled",
            "insert into deeds (phone, number) select phone, number from deeds limit 1",
        ),
        ("a deed is torn or doubled", "delete from words where rowid = 1"),
        ("a deed is torn or doubled", "update words set words = words || 'y' where rowid = 1"),
    ],
)
def test_the_ledger_finds_each_kind_of_wrong(tmp_path: Path, wrong: str, sql: str) -> None:
    async def harm() -> None:
        db = await SqliteDb.open(ledger.file, ledger.folder)
        await db.write([Statement(sql, rows=1)])
        await db.close()

    ledger = Ledger(tmp_path / "harmed")
    ledger.write_and_kill(0.02)
    assert asyncio.run(ledger.wrongs()) == []
    asyncio.run(harm())
    assert wrong in asyncio.run(ledger.wrongs())
