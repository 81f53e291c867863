"""What a screen reader says of the partner: one polite place, silent at first; the focus stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Begun
from tests.browser.hands import Hand

pytestmark = pytest.mark.browser


def test_one_polite_place_says_what_ben_did(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("gm-appreciations", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
        hand.streams()
    sent = ada.page.request.get(ada.page.url).text()
    assert len(re.findall(r'aria-live="', sent)) == 1
    assert re.search(r'<div id="say"[^>]*role="status"[^>]*aria-live="polite"[^>]*></div>', sent)
    expect(ada.page.locator("[aria-live]")).to_have_count(1)
    expect(ada.page.locator("#live [aria-live]")).to_have_count(0)
    region = ada.page.locator("#say")
    ada.page.wait_for_timeout(2000)
    expect(region).to_be_empty()
    ada.field("One thing you did").focus()
    with ada.undisturbed():
        ben.taps("Save and continue")
        expect(region).to_have_text("Ben has finished this step.")
        expect(ada.field("One thing you did")).to_be_focused()
        ben.unfolds("Take a break")
        ben.taps("Back in a moment")
        expect(region).to_have_text("You two are taking a break. Go to what is new")
    ada.shot("said-aloud")


def test_after_a_mistake_the_focus_is_on_what_to_do(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada)
    ada.watch.allow("status of 422")
    ada.opens(session)
    ada.taps("Save and continue")
    expect(ada.page.locator("#problem")).to_be_focused()
    assert ada.page.title().startswith("Error: ")
    ada.shot("problem")
    ada.page.keyboard.press("Tab")
    ada.page.keyboard.press("Enter")
    expect(ada.field("What could be a little better")).to_be_focused()
