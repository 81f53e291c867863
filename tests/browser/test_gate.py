"""The check before joint work in a browser: by touch, by keys alone, and when it is not today."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Phones
from tests.browser.hands import Hand
from tests.browser.looks import violations
from tests.browser.test_without_script import meet_at_the_gate

pytestmark = pytest.mark.browser
CHECK = "Before you two begin"


def test_ada_taps_what_fits_and_both_pages_are_alike(ada: Hand, ben: Hand) -> None:
    meet_at_the_gate(ada, ben)
    for hand in (ada, ben):
        hand.reads(CHECK)
        assert violations(hand) == []
    ada.shot("gate")
    ada.picks("I am afraid of what may follow")
    ada.taps("Go on")
    ada.sees("It goes on when you have both answered.")
    ada.shot("gate-waiting")
    ben.reads(CHECK)
    ben.picks("Nothing of this")
    ben.taps("Go on")
    texts = []
    for hand in (ada, ben):
        hand.reads("This week it is something for each of you.")
        assert violations(hand) == []
        texts.append(hand.page.locator("main").inner_text())
    assert texts[0] == texts[1]
    ada.shot("gate-closed")
    for hand in (ada, ben):
        hand.taps("More for you")
        hand.reads("More for you")
        assert violations(hand) == []
    ada.unfolds("If something is not right between you")
    ada.sees("You do not have to decide anything today.")
    ada.shot("more")
    ben.page.go_back()
    ben.taps("Do it on my own")
    ben.sees("Only you can see this.")


def test_by_keys_alone_and_nothing_to_tap_is_said_kindly(ada: Hand, ben: Hand) -> None:
    meet_at_the_gate(ada, ben)
    ada.watch.allow("status of 422")
    ada.tabs_to("Go on")
    ada.page.keyboard.press("Enter")
    ada.sees("There is a problem", "Tap what fits, or the last line if nothing does.")
    ada.tabs_to("Nothing of this. We can begin.")
    ada.page.keyboard.press("Space")
    ada.tabs_to("Go on")
    ada.page.keyboard.press("Enter")
    ada.sees("It goes on when you have both answered.")
    ben.lets_it_begin()
    for hand in (ada, ben):
        hand.reads("Which three did you see your partner do?")


def test_at_320_pixels_nothing_is_cut_off(phones: Phones) -> None:
    small = {"width": 320, "height": 640}
    ada, ben = phones("Ada", viewport=small), phones("Ben", viewport=small)
    meet_at_the_gate(ada, ben)
    for hand in (ada, ben):
        hand.reads(CHECK)
    ada.opens("/more")
    ada.reads("More for you")
