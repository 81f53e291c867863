"""A browser for the tests of the front, and a fresh page and stage for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.front.stage import Play, stage


# One for each file and no longer: while it lives, no asyncio test can run beside it.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def play() -> Iterator[Play]:
    """What happens on the server's side."""
    with stage() as running:
        yield running


@pytest.fixture
def page(chromium: Browser, play: Play) -> Iterator[Page]:
    """A phone's page; any script that breaks fails the test."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=play.address)
    shown = context.new_page()
    broken: list[str] = []
    shown.on("pageerror", lambda error: broken.append(str(error)))
    shown.on(
        "console", lambda line: broken.append(line.text) if "Content Security Policy" in line.text else None
    )
    yield shown
    context.close()
    assert not broken
