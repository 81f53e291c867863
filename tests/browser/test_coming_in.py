"""Two phones find each other: by a code and a knock, or by the link in a picture."""

from __future__ import annotations

import re

import pytest
import segno

from tests.browser.conftest import Begun, Phones
from tests.browser.hands import Hand

pytestmark = pytest.mark.browser

FIRST = "Which three did you see your partner do?"


def _pictures(hand: Hand) -> list[str]:
    return hand.page.locator(".pictures li span").all_inner_texts()


def _shows_the_code(hand: Hand) -> str:
    """From the first page to the code, as Ada goes."""
    hand.opens("/")
    hand.taps("Do it together")
    hand.reads("Exercises")
    hand.taps("Three things I noticed")
    hand.reads("Three things I noticed")
    hand.shot("exercise")
    hand.taps("Do it together, on two phones")
    hand.reads("Invite your partner")
    hand.writes("What does your partner call you?", hand.name)
    hand.taps("Show the code")
    hand.reads("Ask your partner to scan this.")
    hand.shot("invitation")
    return hand.page.locator(".code").inner_text()


def _knocks(hand: Hand, code: str) -> None:
    hand.opens("/join")
    hand.reads("Join your partner")
    hand.sees("A watched phone is not safe for this.", "Whoever set this up has not said who they are.")
    hand.shot("join")
    hand.writes("What does your partner call you?", hand.name)
    hand.writes("Session code", code)
    hand.taps("Join")
    hand.reads(f"You are at the door, {hand.name}.")


def test_ben_types_the_code_names_three_pictures_and_is_let_in(ada: Hand, ben: Hand) -> None:
    code = _shows_the_code(ada)
    with ada.undisturbed():
        _knocks(ben, code.lower())
        ada.reads("Somebody is at the door.")
        ada.sees("Ben would like to come in")
    assert _pictures(ada) == _pictures(ben)
    assert len(set(_pictures(ada))) == 3
    assert all(re.fullmatch(r"[A-Z][a-z ]+", name) for name in _pictures(ada))
    ada.shot("door")
    ben.shot("knock")
    ada.taps("Let in")
    for hand in (ada, ben):
        hand.lets_it_begin()
    for hand in (ada, ben):
        hand.reads(FIRST)
    assert len(ben.screens) <= 5, ben.screens
    ada.sees("Ben can read this as soon as you go on.")
    ada.shot("step")


def test_ben_scans_the_picture_and_is_four_screens_from_the_first_step(ada: Hand, ben: Hand) -> None:
    _shows_the_code(ada)
    ada.unfolds("Send the link instead")
    link = ada.page.locator(".link-text").inner_text()
    drawn = segno.make(link, error="m", micro=False).svg_inline(scale=4, omitsize=True, border=4)
    lines = re.search(r' d="([^"]+)"', drawn)
    assert lines is not None
    assert ada.page.locator(".qr path").get_attribute("d") == lines[1]
    secret = link.partition("#")[2]
    assert secret
    with ada.undisturbed():
        ben.opens(link)
        ben.reads("Join your partner")
        assert ben.path == "/join"
        ben.writes("What does your partner call you?", "Ben")
        ben.taps("Join")
        ben.lets_it_begin()
        ben.sees("It goes on when you have both answered.")
        ada.reads("Ben has joined.")
        ada.sees("Nothing you wrote opens before you go on.")
    assert not any(secret in asked for asked in ben.watch.asked if "#" not in asked)
    ada.shot("came-by-link")
    ada.taps("Go on with Ben")
    ada.lets_it_begin()
    for hand in (ada, ben):
        hand.reads(FIRST)
    assert len(ben.screens) <= 4, ben.screens


def test_whoever_is_not_meant_stays_outside_and_a_wrong_code_says_what_to_do(ada: Hand, ben: Hand) -> None:
    code = _shows_the_code(ada)
    ben.watch.allow("status of 4(04|22)")
    ben.opens("/join")
    ben.writes("Session code", "0000 0000")
    ben.taps("Join")
    ben.sees("There is a problem")
    assert ben.page.title().startswith("Error: ")
    assert ben.page.evaluate("() => document.activeElement.id") == "problem"
    ben.writes("What does your partner call you?", "Ben")
    ben.taps("Join")
    ben.sees("This code or link does not open anything now.")
    assert ben.field("What does your partner call you?").input_value() == "Ben"
    ben.shot("wrong-code")
    _knocks(ben, code)
    with ben.undisturbed():
        ada.taps("Not this person")
        ben.sees("You were not let in.")
    ben.shot("not-let-in")


def test_ben_with_a_new_phone_is_let_back_into_his_seat(
    ada: Hand, ben: Hand, phones: Phones, begun: Begun
) -> None:
    session = begun("gm-appreciations", ada, ben)
    ben.opens(session)
    ben.writes("One thing you did", "You made tea")
    ben.taps("Save and continue")
    ben.sees("You made tea")
    ben.page.close()
    ada.opens(f"{session}/invitation")
    ada.unfolds("Ben lost the phone?")
    ada.taps("Make a new code")
    ada.sees("Session code")
    ada.shot("lost-phone")
    code = ada.page.locator(".code").inner_text()
    again = phones("Ben")
    with ada.undisturbed():
        _knocks(again, code)
        ada.sees("This seat was taken before, by Ben.")
    ada.taps("Let in")
    again.lets_it_begin()
    again.reads(FIRST)
    again.sees("You made tea")
    ada.opens(f"{session}/invitation")
    assert not ada.page.locator(".code").count()
