"""Two phones for every journey; one browser and one server for all of them."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from server.settings import Settings
from tests import cast
from tests.browser.hands import PHONE, Hand
from tests.conftest import Clock, Listening

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 30_000  # other work may be going on beside the tests


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, as the machine brings it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    """One server: every journey begins with people of its own."""
    folder = tmp_path_factory.mktemp("server")
    server = Listening(Settings(data=folder / "data", pepper=folder / "pepper"), Clock())
    yield server
    server.stop()


@pytest.fixture
def clock(listening: Listening) -> Iterator[Clock]:
    """The server's clock, set back afterwards: other journeys share the server."""
    found = listening._clock
    before = found.ahead
    yield found
    found.ahead = before


@pytest.fixture(scope="package")
def looked_at() -> set[str]:
    """The screens whose shape was looked at in this run: once is enough."""
    return set()


class Phones(Protocol):
    """Makes phones, without motion; what `browser.new_context` takes may be given too."""

    def __call__(self, name: str, **options: Any) -> Hand: ...


@pytest.fixture
def phones(browser: Browser, listening: Listening, looked_at: set[str]) -> Iterator[Phones]:
    """Phones of 390 pixels. At the end nothing may have happened in them that should not have."""
    made: list[Hand] = []

    def make(name: str, **options: Any) -> Hand:
        usual: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "locale": "en-GB"}
        calm = {"color_scheme": "light", "reduced_motion": "reduce"}
        context = browser.new_context(**usual | calm | options)
        context.set_default_timeout(PATIENCE)
        made.append(Hand(context, listening.address, name, looked_at))
        return made[-1]

    yield make
    troubles = {hand.name: hand.watch.troubles() for hand in made}
    for hand in made:
        hand.context.close()
    assert not any(troubles.values()), troubles


@pytest.fixture
def ada(phones: Phones) -> Hand:
    """Ada with her phone."""
    return phones("Ada")


@pytest.fixture
def ben(phones: Phones) -> Hand:
    """Ben with his phone."""
    return phones("Ben")


Begun = Callable[..., str]


@pytest.fixture
def begun(listening: Listening) -> Begun:
    """Begins a session without pages, for journeys that are about what comes later.

    `until`: the step to which all have come, or "end". `waits`: one of two, whose partner has not come yet.
    """

    def begin(exercise: str, *hands: Hand, until: str = "", waits: bool = False) -> str:
        names = [hand.name for hand in hands]
        with ThreadPoolExecutor(1) as aside:  # the browser's own loop has this thread
            path, kept = aside.submit(
                asyncio.run, _begin(listening.address, exercise, names, until, waits)
            ).result()
        for hand, cookies in zip(hands, kept, strict=True):
            for name, value in cookies.items():
                hand.context.add_cookies([{"name": name, "value": value, "url": listening.address}])
        return path

    return begin


async def _begin(
    address: str, exercise: str, names: list[str], until: str, waits: bool
) -> tuple[str, list[dict[str, str]]]:
    """The session's path and each person's cookies, once all have come to the step `until`."""
    phones = [cast.Phone.at(address, name) for name in names]
    if len(phones) == 2:
        session = await cast.couple(phones[0], phones[1], exercise)
    else:
        session = await cast.begin(phones[0], exercise, partner=waits)
    while until and not all([await _at(phone, session, until) for phone in phones]):
        for phone in phones:
            if not await _at(phone, session, until):
                await cast.answer(phone, session, f"{phone.name} before")
    for phone in phones:
        await phone.close()
    return session, [dict(phone.client.cookies) for phone in phones]


async def _at(phone: cast.Phone, session: str, step: str) -> bool:
    view = await phone.view(session)
    return ("step" not in view) if step == "end" else ("step" in view and view["step"]["id"] == step)
