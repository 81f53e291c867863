"""The same by plain forms and reloads, in a browser that runs no script."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import Phones
from tests.browser.hands import Hand

pytestmark = pytest.mark.browser


def test_alone_from_the_first_page_to_the_finished_one(phones: Phones) -> None:
    ada = phones("Ada", java_script_enabled=False)
    ada.opens("/")
    ada.taps("Start on my own")
    ada.reads("What could be a little better for you?")
    ada.writes("What could be a little better", "More quiet")
    ada.taps("Save and continue")
    ada.reads("Where are you with it today?")
    ada.watch.allow("status of 422")
    ada.taps("Save and continue")
    ada.sees("There is a problem")
    ada.picks("4")
    ada.taps("Save and continue")
    ada.reads("What keeps you from being lower?")
    ada.writes("What keeps you from being lower?", "My sister")
    ada.taps("Save and continue")
    ada.reads("Which number would be good enough?")
    ada.picks("6")
    ada.taps("Save and continue")
    ada.reads("What would you notice if you were one point higher?")
    ada.sees("More quiet")
    ada.writes("What would you notice", "I would hum")
    ada.taps("Save and continue")
    ada.reads("What is one small step that fits into a tired day?")
    ada.writes("When", "I come home")
    ada.writes("I will", "sit down for a minute")
    ada.shot("no-script")
    ada.taps("Save and continue")
    ada.reads("One small step up")
    ada.sees("You came to the end.", "More quiet", "sit down for a minute")
    ada.taps("Go to Today")
    ada.reads("Today")
    ada.sees("I come home")


def meet_at_the_gate(ada: Hand, ben: Hand) -> None:
    """Ada begins, Ben types the code, Ada lets him in, and both are asked."""
    ada.opens("/exercises/gm-appreciations")
    ada.taps("Do it together, on two phones")
    ada.writes("What does your partner call you?", "Ada")
    ada.taps("Show the code")
    ada.reads("Ask your partner to scan this.")
    ben.opens("/join")
    ben.writes("What does your partner call you?", "Ben")
    ben.writes("Session code", ada.page.locator(".code").inner_text())
    ben.taps("Join")
    ben.reads("You are at the door, Ben.")
    ada.page.reload()
    ada.reads("Somebody is at the door.")
    names = ".pictures li span"
    assert ada.page.locator(names).all_inner_texts() == ben.page.locator(names).all_inner_texts()
    ada.taps("Let in")
    with suppress(Error):  # with scripts the page goes on by itself, maybe at this very moment
        ben.page.reload()


def test_two_phones_do_an_exercise_by_looking_again(phones: Phones) -> None:
    ada, ben = phones("Ada", java_script_enabled=False), phones("Ben", java_script_enabled=False)
    meet_at_the_gate(ada, ben)
    for hand in (ada, ben):
        hand.lets_it_begin()
    ada.page.reload()
    for hand in (ada, ben):
        hand.reads("Which three did you see your partner do?")
    ada.writes("1. One thing you did", "You made tea")
    ada.taps("Save and continue")
    ada.sees("Ben has not come to this step yet.")
    ben.page.reload()
    expect(ben.page.locator(".pair .state")).to_have_text(["Not yet", "Done"])
    ben.writes("3. One thing you did", "You drove all night")
    ben.taps("Save and continue")
    ben.sees("You made tea")
    ada.page.reload()
    ada.sees("You drove all night")
    for hand in (ada, ben):
        hand.taps("Go on")
        hand.reads("How was it to read your partner's list?")
        hand.picks("It warmed me")
        hand.taps("Save and continue")
        hand.taps("Go on")
        hand.reads("Which moment would you like to carry into tomorrow?")
        hand.taps("Save and continue")
        hand.reads("Three things I noticed")
        hand.sees("You came to the end.", "You drove all night", "You made tea")
