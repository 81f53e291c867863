"""The log of a whole evening, every request in it, says nothing of anybody."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from litestar import Litestar
from litestar.routes import HTTPRoute

from tests.cast import Phone, begin, couple, invite
from tests.privacy.needles import CORE, canary, hits
from tests.privacy.test_dump import scenario
from tests.serving import serving

LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO "
    r"(GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE|-) (\S+) (\d{3}|-) \d+ ms"
)


def named(file: Path) -> dict[str, str]:
    """Every text of the database that is no plain word: the ids, tags and tokens that a log could hold."""
    found: dict[str, str] = {}
    with closing(sqlite3.connect(file)) as db:
        for (table,) in db.execute("select name from sqlite_schema where type = 'table'").fetchall():
            for row in db.execute(f"select * from {table}"):
                found |= {value: value for value in row if isinstance(value, str) and len(value) >= 16}
    return found


async def test_the_log_of_a_full_scenario_holds_no_id_no_code_no_name_and_no_word(
    tmp_path: Path, app: Litestar
) -> None:
    patterns = {route.path_format for route in app.routes if isinstance(route, HTTPRoute)} | {"-"}
    home = tmp_path / "home"
    home.mkdir()
    with serving(home, LOG="requests") as running:
        assert running.process.stdout
        reading = asyncio.create_task(asyncio.to_thread(running.process.stdout.read))
        texts = {"a canary": CORE, **await scenario(running.origin)}
        ada, ben = Phone.at(running.origin, f"Ada {CORE}"), Phone.at(running.origin, f"Ben {CORE}")
        session = await couple(ada, ben, "gm-know-my-world")
        way = await invite(ada, await begin(ada, "co-floor", partner=True))
        texts |= {"a code": way["code"].replace(" ", ""), "a session": session.rpartition("/")[2]}
        for phone in (ada, ben):
            await phone.close()
        running.stop()
        said = await reading
    texts |= named(home / "data" / "duologue.db")
    assert len(texts) > 100
    lines = [
        line for line in said.splitlines() if "uvicorn" not in line and "Invalid HTTP request" not in line
    ]
    read = [LINE.fullmatch(line) for line in lines]
    assert all(read), [line for line, found in zip(lines, read, strict=True) if not found][:3]
    told = {(found[1], found[2]) for found in read if found}
    assert len(lines) > 300
    assert {pattern for _, pattern in told} <= patterns
    assert {("POST", "/joins"), ("PUT", "/sessions/{session}/steps/{step}/draft"), ("GET", "-")} <= told
    assert not hits(said.encode(), texts)
    assert not [text for name, text in texts.items() if len(text) >= 8 and text.lower() in said.lower()], (
        "any case"
    )
    for planted in (
        way["code"].replace(" ", ""),
        session,
        canary(3),
        next(iter(named(home / "data" / "duologue.db"))),
    ):
        spoilt = f"{said}2026-01-01 INFO GET {planted} 200 1 ms\n"
        assert hits(spoilt.encode(), texts), "the search would find it"


async def test_without_the_setting_nothing_is_said_of_requests(tmp_path: Path) -> None:
    with serving(tmp_path) as running:
        ada = Phone.at(running.origin, "Ada")
        await begin(ada, "sf-scale")
        await ada.close()
        running.stop()
        assert running.process.stdout
        assert running.process.stdout.read() == ""
