"""One text of two: whoever changes it opens both names again, and it counts when both have signed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Begun
from tests.browser.hands import Hand, together

pytestmark = pytest.mark.browser

PLAN = "Make one plan out of your two sets of answers."


def _signed(hand: Hand, *states: str) -> None:
    """My own name first, then the partner's."""
    expect(hand.page.locator(".hands .state")).to_have_text(list(states))


def _come_to_the_plan(ada: Hand, ben: Hand) -> None:
    for hand in (ada, ben):
        hand.reads("A good pause is a promise to come back.")
        hand.taps("Go on")
        hand.reads("Which word or sign would you like to use?")
        hand.picks("My hand flat on my own chest")
        hand.taps("Save and continue")
    together(ada, ben).go_on_to("What would help you calm down in a pause?")
    for hand in (ada, ben):
        hand.writes("One thing", f"Water on the wrists, {hand.name}")
        hand.taps("Save and continue")
    together(ada, ben).go_on_to("When would you like to come back to the talk?")
    for hand in (ada, ben):
        hand.picks("After an hour")
        hand.taps("Save and continue")
    together(ada, ben).go_on_to(PLAN)


def test_an_edit_voids_both_names_and_two_names_make_the_agreement(
    ada: Hand, ben: Hand, begun: Begun
) -> None:
    session = begun("cf-pause-deal", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
    _come_to_the_plan(ada, ben)
    ada.sees("Water on the wrists, Ada")
    ada.writes(PLAN, "We stop at a hand on the chest, and come back after an hour.")
    with ben.undisturbed():
        ada.taps("Show this version")
        _signed(ada, "Not yet", "Not yet")
        ben.sees("We stop at a hand on the chest, and come back after an hour.", "Sign this version")
    ben.shot("agreement")
    with ada.undisturbed():
        ben.taps("Sign this version")
        _signed(ada, "Not yet", "Signed")
    with ben.undisturbed():
        ada.unfolds("Change the text")
        ada.writes(PLAN, "We stop at a hand on the chest, and come back the same day.")
        ada.taps("Show this version")
        ben.sees("Ada changed the text. Both names are open again.", "come back the same day.")
        _signed(ben, "Not yet", "Not yet")
    with ada.undisturbed():
        ben.taps("Sign this version")
        _signed(ada, "Not yet", "Signed")
    with ben.undisturbed():
        ada.taps("Sign this version")
        for hand in (ada, ben):
            _signed(hand, "Signed", "Signed")
    for hand in (ada, ben):
        expect(hand.page.locator(".review")).to_have_text(
            re.compile(r"Look at it again on \d+ [A-Z][a-z]+ \d{4}")
        )
    ada.shot("agreed")
    together(ada, ben).go_on_to("What tells you early that you need a pause?")
    for hand in (ada, ben):
        hand.writes("When I notice", f"{hand.name}'s jaw is tight")
        hand.writes("I will", "give the sign")
        hand.taps("Save and continue")
        hand.reads("Try it once now, while all is calm.")
        hand.taps("Begin")
        hand.sees("Stop in mid-word.")
        hand.taps("I stopped earlier")
        hand.reads("How are you after making this plan?")
        hand.picks("7", "Leave it here")
        hand.taps("Save and continue")
        hand.reads("Our pause plan")
        hand.sees("You came to the end.", "come back the same day.")
        _signed(hand, "Signed", "Signed")
    ada.shot("finished-agreement")
    ada.taps("Go to Today")
    ada.reads("Today")
    ada.sees("Ada's jaw is tight", "give the sign", "To look at again on")
    ada.sees_nothing_of("Ben's jaw")
    ada.shot("today")
