"""Each journey of two once by keys alone: coming in and leaving, signing a text, speaking in turns."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Begun
from tests.browser.hands import Hand

pytestmark = pytest.mark.browser

PLAN = "Make one plan out of your two sets of answers."
SAY, SAY_BACK = "Say your one thing in a few short lines.", "Say it back with nothing added."


@pytest.fixture(autouse=True)
def no_hand_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in these journeys may be done by pointing."""

    def points(*_: object) -> None:
        raise AssertionError("by keys alone")

    for way in ("taps", "tries", "writes", "picks", "unfolds"):
        monkeypatch.setattr(Hand, way, points)


def _types(hand: Hand, label: str, text: str) -> None:
    hand.tabs_to(label)
    hand.page.keyboard.type(text)


def test_the_rule_of_these_journeys_can_be_broken(ada: Hand) -> None:
    ada.opens("/")
    with pytest.raises(AssertionError, match="by keys alone"):
        ada.taps("I have a code")
    with pytest.raises(AssertionError, match="no way to"):
        ada.presses("A button that is not there")


def _come_in(ada: Hand, ben: Hand) -> None:
    ada.opens("/")
    ada.presses("Do it together")
    ada.reads("Exercises")
    ada.presses("Three things I noticed")
    ada.reads("Three things I noticed")
    ada.presses("Do it together, on two phones")
    ada.reads("Invite your partner")
    _types(ada, "What does your partner call you?", "Ada")
    ada.presses("Show the code")
    ada.reads("Ask your partner to scan this.")
    code = ada.page.locator(".code").inner_text()
    ben.opens("/")
    ben.presses("I have a code")
    ben.reads("Join your partner")
    _types(ben, "What does your partner call you?", "Ben")
    _types(ben, "Session code", code)
    ben.presses("Join")
    ben.reads("You are at the door, Ben.")
    ada.reads("Somebody is at the door.")
    ada.presses("Let in")


def test_coming_in_a_step_and_leaving(ada: Hand, ben: Hand) -> None:
    _come_in(ada, ben)
    for hand in (ada, ben):
        hand.reads("Before you two begin")
        hand.presses("Nothing of this. We can begin.", "Space")
        hand.presses("Go on")
    for hand in (ada, ben):
        hand.reads("Which three did you see your partner do?")
        _types(hand, "1. One thing you did", f"You made tea, says {hand.name}")
        hand.presses("Save and continue")
    for hand in (ada, ben):
        hand.sees("You made tea, says Ada", "You made tea, says Ben")
    ben.presses("Take a break")
    ben.presses("Leave")
    ben.reads("You can leave at any time.")
    ben.presses("Leave, my answers stay private")
    ben.reads("Today")
    ada.sees("You made tea, says Ben")


def test_an_agreement_with_two_names(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("cf-pause-deal", ada, ben, until="plan")
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads(PLAN)
    _types(ada, PLAN, "We stop at a hand on the chest, and come back after an hour.")
    ada.presses("Show this version")
    ben.sees("come back after an hour.")
    ben.presses("Sign this version")
    ben.sees("Signed")
    ada.presses("Sign this version")
    for hand in (ada, ben):
        hand.sees("Look at it again on")
        hand.presses("Go on")
        hand.reads("What tells you early that you need a pause?")


def test_turns_in_writing(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("im-dialogue", ada, ben, until="dialogue")
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads("Speak and listen by turns.")
    _types(ada, SAY, "A quiet evening")
    ada.presses("Hand over")
    ben.sees("A quiet evening")
    _types(ben, SAY_BACK, "Quiet would be good")
    ben.presses("Is that it?")
    ada.sees("Quiet would be good")
    ada.presses("Yes, you got me")
    ada.reads("Yes, you got me.")
    ben.reads("Ada feels heard.")
    ben.presses("Go on when you are ready")
    _types(ben, "Look for the sense in it", "It makes sense")
    ben.presses("Hand over")
    ada.sees("It makes sense")
