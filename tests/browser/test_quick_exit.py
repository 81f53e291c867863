"""Quick exit: a page about nothing, at once; Back shows nothing of one's words; one tap leads in again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Begun
from tests.browser.hands import Hand

pytestmark = pytest.mark.browser

WISH = "What could be a little better for you?"


def _leaves_by_tap(hand: Hand) -> None:
    hand.page.get_by_role("button", name="Quick exit").click()


def _leaves_by_keys(hand: Hand) -> None:
    for _ in range(3):
        hand.page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [_leaves_by_tap, _leaves_by_keys])
def test_the_page_is_gone_and_back_shows_nothing_of_it(
    ada: Hand, begun: Begun, leave: Callable[[Hand], None]
) -> None:
    session = begun("sf-scale", ada)
    ada.watch.allow("status of 401", r"favicon\.ico")  # the cover names no icon
    ada.opens(session)
    ada.writes(WISH, "More evenings alone")
    ada.rests()
    leave(ada)
    ada.reads("Shopping list")
    assert ada.path == "/cover"
    ada.page.go_back()
    ada.page.wait_for_timeout(300)
    ada.sees_nothing_of("More evenings alone", WISH)
    ada.opens(session)
    ada.sees_nothing_of("More evenings alone", WISH)
    ada.opens("/")
    ada.taps("I was here before")
    ada.reads("Come back")
    ada.taps("Go on, begun")
    ada.reads("Today")
    ada.taps("Go on")
    expect(ada.field(WISH)).to_have_value("More evenings alone")
