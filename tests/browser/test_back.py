"""Back: Chromium may bring a whole page out of its memory; one with a person's words is then loaded anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import QUIET, Begun
from tests.browser.hands import Hand
from tests.browser.shelf import works
from tests.conftest import Listening

pytestmark = pytest.mark.browser

HELD = "() => window.held === true"
HOLD = "() => { window.held = true }"


@pytest.fixture
def ada(browser: Browser, listening: Listening) -> Iterator[Hand]:
    """Ada with a browser that keeps pages for Back, as browsers do and Playwright's does not."""
    remembering = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=QUIET,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield Hand(remembering.new_context(), listening.address, "Ada")
    remembering.close()


def test_a_page_without_words_may_come_back_as_it_was(ada: Hand) -> None:
    works(ada, "/help")  # a worker that takes over empties that memory
    ada.opens("/help")
    ada.page.evaluate(HOLD)
    ada.opens("/trust")
    ada.page.go_back(wait_until="commit")
    ada.reads("Help")
    assert ada.page.evaluate(HELD), "this browser does remember pages"


def test_a_page_of_ones_own_is_loaded_anew(ada: Hand, begun: Begun) -> None:
    begun("sf-scale", ada)
    works(ada, "/journal")
    ada.page.evaluate(HOLD)
    ada.opens("/trust")
    ada.page.go_back(wait_until="commit")
    ada.reads("Journal")
    ada.page.wait_for_timeout(500)
    assert not ada.page.evaluate(HELD)
    expect(ada.page.locator("html")).not_to_have_class("blank")


@pytest.mark.parametrize("network", [True, False], ids=["online", "offline"])
def test_back_after_exit_shows_the_cover(ada: Hand, begun: Begun, network: bool) -> None:
    begun("sf-scale", ada)
    works(ada, "/journal")
    ada.opens("/today")
    ada.opens("/you")
    ada.without_network(gone=not network)
    ada.button("Quick exit").click()
    ada.reads("Shopping list")
    for _ in range(2):
        ada.page.go_back(wait_until="commit")
        expect(ada.page).to_have_title("Shopping list")
        ada.page.wait_for_timeout(300)
        expect(ada.page).to_have_title("Shopping list")
