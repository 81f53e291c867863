"""The house keeps its rules, and each rule is shown to notice when it is broken."""

from __future__ import annotations

import re

import pytest

from tests.house import (
    ROOT,
    RULES,
    Rule,
    apart,
    arrows,
    clock,
    committed,
    environment,
    owned,
    pages,
    pure,
    server,
    short,
    source,
    sources,
    sql,
    told,
)

# Joined here, so that this file does not name them itself.
REGISTRIES = [
    *("npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com", "python" + "hosted.org", "py" + "pi.org"),
    *("deb." + "debian.org", "jsdelivr" + ".net", "unpkg" + ".com"),
]
LOCKED = re.compile(r"    --hash=sha256:[0-9a-f]{64}|[a-z0-9-]+==[0-9a-z.]+ \\$")
FOREIGN = re.compile(r"(^|/)(htmx[^/]*\.js|[^/]*\.min\.js|node_modules/.*)$")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_server_keeps_the_rule(rule: Rule) -> None:
    assert len(server()) > 50  # else the rule was asked of nobody
    assert [offence for file in server() for offence in rule(file)] == []


@pytest.mark.parametrize("rule", [told, short], ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("folder", ["tests", "scripts"])
def test_tests_and_scripts_are_no_exception(folder: str, rule: Rule) -> None:
    assert sources(folder)
    assert [offence for file in sources(folder) for offence in rule(file)] == []


PAGE = min(pages())
BROKEN: list[tuple[Rule, str, str]] = [
    (arrows, "server.core.sample", "from server.store import people"),
    (arrows, "server.core.steps.sample", "from ...store import people"),
    (arrows, "server.store.sample", "import server.vault.keys"),
    (arrows, "server.pages.sample", "from server.store.people import find"),
    (arrows, "server.pages.sample", "from server.vault import keys"),
    (arrows, "server.render.sample", "def late():\n    from server.desk import sessions"),
    (arrows, "server.desk.sample", "from server import app"),
    (arrows, "server.live.sample", "from server.app import create_app"),
    (arrows, "server.library.sample", "from server.settings import files"),
    (arrows, "server.core.sample", "from server import __version__"),
    (arrows, "server.helpers", ""),
    (apart, "server.pages.sample", f"from {PAGE} import anything"),
    (apart, "server.pages.sample", f"import {PAGE} as page"),
    (owned, "server.desk.sample", "from cryptography.hazmat.primitives import hashes"),
    (owned, "server.desk.sample", "import sqlite3"),
    (environment, "server.app", "import os\nos.environ['DUOLOGUE_PORT']"),
    (environment, "server.app", "import os as system\nsystem.getenv('DUOLOGUE_PORT')"),
    (environment, "server.commands.serve", "from os import environ\nenviron.get('DUOLOGUE_PORT')"),
    (clock, "server.live.sample", "import time\ntime.time()"),
    (clock, "server.live.sample", "from time import time_ns as now\nnow()"),
    (clock, "server.jobs.sample", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
    (clock, "server.jobs.sample", "import datetime\nclock = datetime.datetime.now"),
    (clock, "server.core.sample", "from datetime import date\ndate.today()"),
    (sql, "server.desk.sample", "q = 'select id from person where id = :id'"),
    (sql, "server.desk.sample", "q = '''\n  SELECT id\n  FROM person'''"),
    (sql, "server.desk.sample", "q = f'update {table} set revision = 1'"),
    (sql, "server.pages.sample", "q = 'update space set revision = 1'"),
    (sql, "server.pages.sample", "q = 'insert into person values (1)'"),
    (sql, "server.pages.sample", "q = 'DELETE FROM person'"),
    (sql, "server.app", "q = 'pragma foreign_keys = on'"),
    (pure, "server.core.sample", "async def wait(): ..."),
    (pure, "server.core.sample", "async def wait():\n    await now()"),
    (pure, "server.core.sample", "from random import choice"),
    (pure, "server.core.sample", "import logging"),
    (pure, "server.core.sample", "import time"),
    (pure, "server.core.steps.sample", "import litestar"),
    (pure, "server.core.sample", "print('here')"),
    (told, "server.core.sample", "x = 1"),
    (told, "server.core.sample", "''' '''"),
    (short, "server.core.sample", "x = 1\n" * 251),
]


@pytest.mark.parametrize(("rule", "name", "text"), BROKEN)
def test_a_broken_rule_is_noticed(rule: Rule, name: str, text: str) -> None:
    assert list(rule(source(name, text)))


def test_every_rule_is_shown_to_notice() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)


KEPT: list[tuple[Rule, str, str]] = [
    (arrows, "server.desk.sample", "from server.vault.keys import Key\nfrom server.store import people"),
    (arrows, "server.core.steps.sample", "from server.core.exercise import Exercise\nfrom .base import Step"),
    (arrows, "server.app", "from server import jobs, pages, settings"),
    (apart, "server.pages.sample", "from server.pages.visit import Visit"),
    (owned, "server.vault.sample", "import cryptography"),
    (environment, "server.settings", "import os\nos.environ"),
    (environment, "server.desk.sample", "import os\nos.path"),
    (clock, "server.app", "import time\ntime.time_ns()"),
    (clock, "server.render.sample", "from datetime import UTC, datetime\ndatetime.fromtimestamp(1, UTC)"),
    (clock, "server.live.sample", "import time\ntime.monotonic()"),
    (clock, "server.desk.sample", "def load(time):\n    return time.time"),
    (sql, "server.store.sample", "q = 'select id from person'"),
    (sql, "server.render.sample", "x = 'Select an exercise from the list', 'Delete everything', 'update'"),
    (pure, "server.core.sample", "from datetime import date\nfrom msgspec import Struct"),
    (pure, "server.desk.sample", "import time\nasync def wait(): ..."),
    (short, "server.core.sample", "x = 1\n" * 250),
]


@pytest.mark.parametrize(("rule", "name", "text"), KEPT)
def test_what_is_allowed_goes_through(rule: Rule, name: str, text: str) -> None:
    assert list(rule(source(name, text))) == []


def registries(text: str) -> list[str]:
    return [host for host in REGISTRIES if host in text]


def test_no_committed_file_names_a_package_registry() -> None:
    assert registries(f"https://registry.{REGISTRIES[0]}/htmx.org") == [REGISTRIES[0]]
    files = committed()
    assert "requirements/run.txt" in files
    assert "package-lock.json" in files
    found = {name: registries(content.decode(errors="replace")) for name, content in files.items()}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_no_script_of_others_is_committed() -> None:
    for name in (
        "web/static/vendor/htmx.js",
        "htmx-4.0.1.min.js",
        "node_modules/axe-core/axe.js",
        "a/b.min.js",
    ):
        assert FOREIGN.search(name), name
    assert [name for name in committed() if FOREIGN.search(name)] == []


def test_every_locked_requirement_has_its_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        lines = [line for line in lock.read_text().splitlines() if not line.startswith("#")]
        assert all(
            re.match(r"    --hash=sha256:[0-9a-f]{64}|[a-z0-9-]+==[0-9a-z.]+ \\$", line) for line in lines
        )
        assert sum("==" in line for line in lines) <= sum("--hash" in line for line in lines)
