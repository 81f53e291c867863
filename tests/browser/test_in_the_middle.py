"""Refresh, flight mode, a restarted server: the same step, one's own words, caught up at once."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Begun
from tests.browser.hands import Hand, together
from tests.conftest import Listening

pytestmark = pytest.mark.browser

CARD = "The best part of a plain morning"
WAITING = "Waiting for network. Your words are kept on this phone."
SOON = 8.0  # seconds; without a nudge the next try comes after up to a minute
MORE, GLAD = "Which of your partner's own answers", "What are you glad to know now?"


def _both_at_the_cards(ada: Hand, ben: Hand, begun: Begun) -> str:
    session = begun("gm-know-my-world", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads("What would each of you say today?")
        hand.streams()
    return session


def test_a_refresh_and_a_flight_change_nothing(ada: Hand, ben: Hand, begun: Begun) -> None:
    _both_at_the_cards(ada, ben, begun)
    ada.writes("My answer", "Silence with coffee", among=CARD)
    ada.rests()
    ada.page.reload()
    expect(ada.field("My answer")).to_have_value("Silence with coffee")
    ben.writes("My answer", "A walk with the dog", among=CARD)
    with ben.undisturbed():
        ben.without_network()
        ben.tries("Save and continue")
        ben.sees(WAITING)
        ben.shot("offline")
        ada.taps("Save and continue")
        ada.sees("Ben has not finished this step yet.")
        ben.page.wait_for_timeout(2500)  # some tries to connect fail meanwhile
        assert ben.done() == ["Not yet", "Not yet"]
        ben.without_network(False)
        began = time.monotonic()
        expect(ben.page.locator(".pair .state")).to_have_text(["Not yet", "Done"])
        assert time.monotonic() - began < SOON
        expect(ben.field("My answer")).to_have_value("A walk with the dog")
    ben.taps("Save and continue")
    for hand in (ada, ben):
        hand.sees("Silence with coffee", "A walk with the dog")


def test_a_restarted_server_finds_both_where_they_were(
    ada: Hand, ben: Hand, begun: Begun, listening: Listening
) -> None:
    session = _both_at_the_cards(ada, ben, begun)
    for hand in (ada, ben):
        hand.without_server()
        hand.taps("Save and continue")
    together(ada, ben).go_on_to(MORE)
    ada.writes(MORE, "Tell me more about the dog")
    with ada.undisturbed(), ben.undisturbed():
        listening.stop()
        ada.tries("Save and continue")
        ada.sees(WAITING)
        listening.start()
        assert ada.field(MORE).input_value() == "Tell me more about the dog"
        ben.streams()
    with ben.undisturbed():
        ada.taps("Save and continue")
        ada.sees("Tell me more about the dog")
        expect(ben.page.locator(".pair .state")).to_have_text(["Not yet", "Done"])
    ben.page.reload()
    ben.reads(MORE)
    assert ben.path == f"{session}/steps/more"
    ben.taps("Save and continue")
    ben.sees("Tell me more about the dog")


def test_ben_takes_a_break_and_it_goes_on_when_both_are_ready(ada: Hand, ben: Hand, begun: Begun) -> None:
    _both_at_the_cards(ada, ben, begun)
    ada.writes("My answer", "Silence with coffee", among=CARD)
    ada.rests()
    ben.unfolds("Take a break")
    ben.shot("break-sheet")
    with ada.undisturbed():
        ben.taps("Back in a moment")
        for hand in (ada, ben):
            hand.reads("A short stop.")
            assert not hand.page.locator("textarea").count()
    ada.shot("stopped")
    ada.taps("I am ready to go on")
    ada.sees("You said that you are ready.")
    with ada.undisturbed():
        ben.sees("Nobody sees who has not.")
        ben.taps("I am ready to go on")
        for hand in (ada, ben):
            hand.reads("What would each of you say today?")
        expect(ada.field("My answer")).to_have_value("Silence with coffee")
