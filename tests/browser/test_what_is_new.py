"""When the page changes under the reader, a line leads to what is new; the focus goes there only if asked."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Begun
from tests.browser.hands import Hand

pytestmark = pytest.mark.browser

WAY = "Go to what is new"
AT = "() => (document.activeElement.closest('[data-new]') ?? document.activeElement).innerText"


def _listens(*hands: Hand) -> None:
    for hand in hands:
        hand.streams()
        assert not hand.page.locator("#new").is_visible()


def _is_led(hand: Hand, words: str) -> None:
    """By keys alone, from wherever the hand is; what is new has the focus and says these words."""
    before = hand.page.evaluate("() => document.activeElement.id")
    expect(hand.page.locator("#new")).to_be_visible()
    assert hand.page.evaluate("() => document.activeElement.id") == before, "the focus moved by itself"
    expect(hand.page.locator("#say")).to_contain_text(WAY)
    hand.presses(WAY)
    assert words in hand.page.evaluate(AT)
    assert hand.page.locator(":focus").evaluate("part => part.tabIndex") == -1
    expect(hand.page.locator("#new")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_when_the_floor_passes(ada: Hand, ben: Hand, begun: Begun, scheme: Literal["light", "dark"]) -> None:
    session = begun("im-dialogue", ada, ben, until="dialogue")
    for hand in (ada, ben):
        hand.page.emulate_media(color_scheme=scheme)
        hand.opens(session)
    _listens(ada, ben)
    with ben.undisturbed():
        ada.writes("Say your one thing in a few short lines.", "A quiet evening")
        ada.taps("Hand over")
        ben.sees("A quiet evening")
        ben.shot(f"way-to-new-{scheme}")
        _is_led(ben, "You say back what you heard.")
    ada.streams()
    with ada.undisturbed():
        ben.writes("Say it back with nothing added.", "You would like it quiet")
        ben.taps("Is that it?")
        ada.sees("You would like it quiet")
        _is_led(ada, "Only you can tell.")
    ben.streams()
    with ben.undisturbed():
        ada.taps("Yes, you got me")
        _is_led(ben, "Ada feels heard.")


def test_when_both_answers_open(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("gm-know-my-world", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
    card = "The best part of a plain morning"
    for hand in (ada, ben):
        hand.writes("My answer", f"Coffee, {hand.name}", among=card)
    ada.taps("Save and continue")
    ada.sees("Ben has not finished this step yet.")
    _listens(ada)
    with ada.undisturbed():
        ben.taps("Save and continue")
        ada.sees("Coffee, Ben")
        _is_led(ada, "Coffee, Ben")


def test_when_a_shared_answer_comes_it_leads_to_the_partners_words(
    ada: Hand, ben: Hand, begun: Begun
) -> None:
    session = begun("gm-appreciations", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
    ada.writes("One thing you did", "You made tea")
    ada.taps("Save and continue")
    ada.sees("Ben has not come to this step yet.")
    _listens(ada)
    with ada.undisturbed():
        ben.writes("One thing you did", "You drove all night")
        ben.taps("Save and continue")
        ada.sees("You drove all night")
        _is_led(ada, "You drove all night")
        assert "You made tea" not in ada.page.evaluate(AT)


def test_when_the_joint_text_has_a_new_version(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("cf-pause-deal", ada, ben, until="plan")
    for hand in (ada, ben):
        hand.opens(session)
    _listens(ben)
    for version in ("We stop at a raised hand.", "We stop at a raised hand, and come back."):
        with ben.undisturbed():
            if version.endswith("back."):
                ada.unfolds("Change the text")
            ada.writes("Make one plan", version)
            ada.taps("Show this version")
            ben.sees(version)
            _is_led(ben, version)


def test_what_changes_nothing_to_read_brings_no_line(ada: Hand, ben: Hand, begun: Begun) -> None:
    """Ben's being done is said; there is no new part of Ada's page to be led to, and her hand stays."""
    session = begun("gm-appreciations", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
    _listens(ada)
    ada.field("One thing you did").focus()
    with ada.undisturbed():
        ben.writes("One thing you did", "You drove all night")
        ben.taps("Save and continue")
        expect(ada.page.locator("#say")).to_have_text("Ben has finished this step.")
        expect(ada.page.locator("#new")).to_be_hidden()
        expect(ada.field("One thing you did")).to_be_focused()
