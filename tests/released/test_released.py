"""A database of any release migrates and opens, by cookie and by recovery words, and takes new answers."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar

from server.app import create_app
from server.settings import Settings
from tests.cast import Phone, answer, finish
from tests.released.make import HERE, WORDS

RELEASES = sorted(path.name for path in HERE.iterdir() if (path / "people.json").exists())


@pytest.fixture(params=RELEASES)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Settings, dict[str, Any]]:
    """A copy of one release's files, and who is in them."""
    source = HERE / request.param
    (tmp_path / "data").mkdir()
    shutil.copy(source / "duologue.db", tmp_path / "data" / "duologue.db")
    pepper = tmp_path / "pepper"
    pepper.write_bytes(bytes.fromhex((source / "pepper.hex").read_text()))
    pepper.chmod(0o600)
    people: dict[str, Any] = json.loads((source / "people.json").read_text())
    return Settings(data=tmp_path / "data", pepper=pepper), people


@pytest.fixture
async def old(released: tuple[Settings, dict[str, Any]]) -> AsyncIterator[tuple[Litestar, dict[str, Any]]]:
    """The app on that database."""
    settings, people = released
    app = create_app(settings)
    begun, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            begun.set()
            await over.wait()

    task = asyncio.create_task(live())
    await begun.wait()
    yield app, people
    over.set()
    await task


def phone(app: Litestar, people: dict[str, Any], name: str) -> Phone:
    """The phone of then, with its cookies."""
    made = Phone.of(app, name)
    for key, value in people["cookies"][name].items():
        made.client.cookies.set(key, value)
    return made


def test_there_is_a_released_schema() -> None:
    assert "0001" in RELEASES


async def test_ada_and_ben_find_what_opened_then(old: tuple[Litestar, dict[str, Any]]) -> None:
    app, people = old
    for name, other in (("Ada", "Ben"), ("Ben", "Ada")):
        found = await phone(app, people, name).get(people["paths"]["done"])
        assert f"{other}'s words" in found.text


async def test_the_draft_of_then_is_still_there(old: tuple[Litestar, dict[str, Any]]) -> None:
    app, people = old
    view = await phone(app, people, "Ada").view(people["paths"]["draft"])
    assert view["value"]["text"] == WORDS


async def test_they_go_on_where_they_were(old: tuple[Litestar, dict[str, Any]]) -> None:
    app, people = old
    ada, ben = phone(app, people, "Ada"), phone(app, people, "Ben")
    await finish((ada, ben), people["paths"]["open"])


async def test_the_words_of_then_open_it_in_a_new_browser(old: tuple[Litestar, dict[str, Any]]) -> None:
    app, people = old
    new = Phone.of(app, "Ada")
    assert (await new.get(people["paths"]["done"])).status_code != 200
    back = await new.post("/sign-ins", words=people["words"])
    assert back.status_code == 303
    assert "Ben's words" in (await new.get(people["paths"]["done"])).text
    await answer(new, people["paths"]["alone"], "new words")
