"""Nothing typed is lost: not by what the other one does, not by a crash, not on another device."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import Begun, Phones
from tests.browser.hands import Hand, until
from tests.browser.recovery import keeps_words

pytestmark = pytest.mark.browser

THING = "One thing you did"
WISH = "What could be a little better for you?"
KEPT = "We kept what you wrote earlier."
BEHIND = 0.25  # seconds that may be lost
LOADED = 0.35  # what a busy machine adds until the browser has written


def _types_and_stops_in_the_middle(hand: Hand) -> tuple[str, str, int, int]:
    field = hand.field(THING)
    field.click()
    field.press_sequentially("You made tea for me", delay=5)
    for _ in range(len(" for me")):
        hand.page.keyboard.press("ArrowLeft")
    hand.page.keyboard.type(" with honey")
    return hand.caret()


def test_text_focus_and_caret_stay_whatever_ben_does(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("gm-appreciations", ada, waits=True)
    ada.opens(session)
    ada.streams()
    here = _types_and_stops_in_the_middle(ada)
    assert here[1:] == ("You made tea with honey for me", 23, 23)
    with ada.undisturbed():
        code = _another_tab_shows_the_code(ada)
        ben.opens("/join")
        ben.writes("What does your partner call you?", "Ben")
        ben.writes("Session code", code)
        ben.taps("Join")
        ada.sees("Ben would like to come in")
        assert ada.caret() == here
        ada.shot("door-while-writing")
    ada.taps("Let in")
    ada.lets_it_begin()
    ben.lets_it_begin()
    ada.reads("Which three did you see your partner do?")
    here = ada.refocus(here)
    ada.streams()
    with ada.undisturbed():
        ben.reads("Which three did you see your partner do?")
        ben.writes(THING, "You drove all night")
        ben.taps("Save and continue")
        expect(ada.page.locator(".pair .state").last).to_have_text("Done")
        assert ada.caret() == here
        ada.page.keyboard.type(" and lemon")
        assert ada.caret()[1] == "You made tea with honey and lemon for me"
        ben.unfolds("Take a break")
        ben.taps("Back in a moment")
        ada.reads("A short stop.")
    for hand in (ada, ben):
        hand.taps("I am ready to go on")
    ada.reads("Which three did you see your partner do?")
    expect(ada.field(THING)).to_have_value("You made tea with honey and lemon for me")


def _another_tab_shows_the_code(hand: Hand) -> str:
    tab = hand.context.new_page()
    tab.goto(hand.page.url.rpartition("/steps")[0] + "/invitation")
    tab.get_by_label("What does your partner call you?").fill("Ada")
    tab.get_by_role("button", name="Show the code").click()
    code = tab.locator(".code").inner_text()
    tab.close()
    return code


def _types_until(hand: Hand, end: str) -> tuple[str, list[float], float]:
    """Type without a pause, then the page ends; when each sign was typed, and when it ended."""
    hand.context.route("**/draft", lambda route: route.abort())  # the browser alone keeps it
    hand.watch.allow("net::ERR_FAILED")
    text, times = "more quiet in the evening when we both come home late", []
    hand.field(WISH).click()
    hand.page.wait_for_timeout(300)
    for sign in text:
        hand.page.keyboard.type(sign, delay=25)
        times.append(time.monotonic())
    if end == "crash":
        with pytest.raises(Error):
            hand.page.goto("chrome://crash", timeout=5000)
    over = time.monotonic()
    hand.page.close()
    return text, times, over


@pytest.mark.parametrize("end", ["close", "crash"])
def test_a_page_that_ends_loses_at_most_its_last_moment(ada: Hand, begun: Begun, end: str) -> None:
    session = begun("sf-scale", ada)
    ada.opens(session)
    text, times, over = _types_until(ada, end)
    ada.another_page()
    ada.opens(session)
    if end == "crash":
        ada.sees(KEPT)
    expect(ada.field(WISH)).not_to_be_empty()
    kept = ada.field(WISH).input_value()
    assert text.startswith(kept)
    assert len(kept) == len(text) or over - times[len(kept)] <= BEHIND + LOADED
    ada.shot("kept")
    ada.page.reload()
    expect(ada.field(WISH)).to_have_value(kept)


def test_a_draft_is_there_on_another_device_by_the_recovery_words(
    ada: Hand, phones: Phones, begun: Begun
) -> None:
    session = begun("sf-scale", ada)
    ada.opens(session)
    ada.writes(WISH, "More evenings without phones")
    expect(ada.page.locator("[data-save]")).to_have_text("Saved")
    ada.opens("/you/unlocks")
    ada.reads("Ways to open your words")
    words = keeps_words(ada)
    other = phones("Ada")
    other.opens("/")
    other.taps("I was here before")
    other.reads("Come back with your words")
    other.writes("Your twelve recovery words", " ".join(words))
    other.taps("Come back")
    other.reads("Today")
    other.taps("Go on")
    other.reads(WISH)
    expect(other.field(WISH)).to_have_value("More evenings without phones")
    other.writes(WISH, "More evenings without phones, and a walk")
    other.taps("Save and continue")
    ada.opens(session)
    ada.reads("Where are you with it today?")


def test_a_draft_goes_when_the_server_has_taken_the_form(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada)
    ada.opens(session)
    ada.writes(WISH, "More evenings without phones")
    ada.rests()
    assert _kept(ada) == 1
    ada.taps("Save and continue")
    ada.reads("Where are you with it today?")
    until(lambda: _kept(ada) == 0)


def _kept(hand: Hand) -> int:
    """How many drafts this browser keeps."""
    count: int = hand.page.evaluate(
        """() => new Promise(done => {
          const opened = indexedDB.open('duologue');
          opened.onsuccess = () => {
            const all = opened.result.transaction('drafts').objectStore('drafts').count();
            all.onsuccess = () => { opened.result.close(); done(all.result); };
          };
        })"""
    )
    return count
