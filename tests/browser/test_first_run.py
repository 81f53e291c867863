"""Whoever comes for the first time: two taps to the first word, in the light they like, also by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hand

pytestmark = pytest.mark.browser

PAPER = {"light": "rgb(252, 249, 245)", "dark": "rgb(18, 21, 26)", "night": "rgb(15, 11, 8)"}


def test_one_tap_leads_to_a_field_that_can_be_written_in(ada: Hand) -> None:
    ada.opens("/")
    ada.reads("Short exercises for you, and for the two of you.")
    ada.sees(
        "Your words are locked with a key on this phone.", "Each field says who can read it before you write."
    )
    assert not ada.context.cookies()
    ada.taps("Start on my own")
    ada.reads("What could be a little better for you?")
    expect(ada.field("What could be a little better")).to_be_editable()
    ada.sees("Only you can see this.")
    assert len(ada.screens) == 2
    readable = {cookie["name"] for cookie in ada.context.cookies() if not cookie["httpOnly"]}
    assert readable <= {"clock"} and len(ada.context.cookies()) > len(readable)


def _paper(hand: Hand) -> str:
    colour: str = hand.page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    return colour


def test_light_dark_and_night_are_a_choice_of_this_phone(ada: Hand) -> None:
    ada.opens("/")
    assert _paper(ada) == PAPER["light"]
    ada.page.emulate_media(color_scheme="dark")
    assert _paper(ada) == PAPER["dark"]
    ada.shot("dark-first-run")
    ada.taps("Start on my own")
    ada.reads("What could be a little better for you?")
    for words, name in (("Night, for bed", "night"), ("Light", "light"), ("Dark", "dark")):
        ada.opens("/you")
        ada.picks(words)
        ada.taps("Save for this phone")
        ada.reads("You")
        assert _paper(ada) == PAPER[name]
        ada.opens("/today")
        ada.reads("Today")
        assert _paper(ada) == PAPER[name]
        ada.shot(f"today-{name}")
    ada.page.emulate_media(color_scheme="light")
    assert _paper(ada) == PAPER["dark"]


def test_an_exercise_can_be_done_by_keys_alone(ada: Hand) -> None:
    keyboard = ada.page.keyboard
    ada.opens("/")
    keyboard.press("Tab")
    expect(ada.page.locator(".skip")).to_be_focused()
    ada.presses("Start on my own")
    ada.reads("What could be a little better for you?")
    ada.tabs_to("Welcome. What could be a little better for you?")
    keyboard.type("More quiet")
    ada.presses("Save and continue")
    ada.reads("Where are you with it today?")
    ada.presses("0", "Space")
    ada.presses("Save and continue")
    ada.reads("Zero is hard. What has helped you get this far?")
    ada.tabs_to("Zero is hard.")
    keyboard.type("Tea")
    ada.presses("Save and continue")
    ada.reads("Which number would be good enough?")
    ada.presses("0", "Space")
    ada.presses("Save and continue")
    ada.reads("What would you notice if you were one point higher?")
    ada.tabs_to("What would you notice")
    keyboard.type("I would hum")
    ada.presses("Save and continue")
    ada.reads("What is one small step that fits into a tired day?")
    ada.tabs_to("When")
    keyboard.type("I come home")
    ada.tabs_to("I will")
    keyboard.type("sit down")
    ada.presses("Save and continue")
    ada.reads("One small step up")
    ada.sees("You came to the end.", "More quiet", "Tea", "sit down")
    ada.presses("Go to Today")
    ada.reads("Today")
