"""Ada and Ben on one phone of 390 pixels: handed over, read together, and Back shows nothing of the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import QUIET, Phones
from tests.browser.hands import PHONE, Hand
from tests.browser.looks import everything
from tests.conftest import Listening

pytestmark = pytest.mark.browser

THREE = "Small good things slip by on busy days."
LANDED = "How was it to read your partner's list?"


def _sits_down(hand: Hand, slug: str) -> None:
    hand.opens(f"/exercises/{slug}")
    hand.taps("Do it together on this phone")
    hand.reads("Two people, one phone")
    hand.sees("nobody can answer unseen", "Not today", "On two phones", "On my own", "Help")
    hand.shot("one-phone-before")
    hand.writes("Who begins?", "Ada")
    hand.writes("Who is the other one?", "Ben")
    hand.taps("Begin together")


def _takes(hand: Hand, name: str) -> None:
    hand.reads(f"Give the phone to {name}")
    hand.shot(f"one-phone-to-{name}")
    hand.taps(f"I am {name}")


def test_an_evening_on_one_phone(ada: Hand) -> None:
    _sits_down(ada, "gm-appreciations")
    _takes(ada, "Ada")
    ada.reads(THREE)
    ada.writes("One thing you did", "A canary sang, Ben")
    ada.rests()
    ada.opens(ada.path)
    expect(ada.field("One thing you did")).to_have_value("A canary sang, Ben")
    ada.shot("one-phone-ask")
    ada.taps("Save and continue")
    ada.reads("Give the phone to Ben")
    ada.sees_nothing_of("A canary sang")
    _takes(ada, "Ben")
    ada.reads(THREE)
    ada.sees_nothing_of("A canary sang")
    expect(ada.field("One thing you did")).to_have_value("")
    ada.page.go_back()
    ada.page.wait_for_timeout(600)
    ada.sees_nothing_of("A canary sang")
    ada.page.go_back()
    ada.page.wait_for_timeout(600)
    ada.sees_nothing_of("A canary sang")
    for field in ada.page.locator("main input:visible, main textarea:visible").all():
        assert field.input_value() == "", "Back filled Ada's words into Ben's field"
    ada.opens(ada.path)
    ada.reads(THREE)
    ada.writes("One thing you did", "You laughed with me, Ada")
    ada.taps("Save and continue")
    ada.reads(THREE)
    ada.sees("Look at it together.", "A canary sang, Ben", "You laughed with me, Ada")
    expect(ada.page.locator(".slip-name bdi")).to_have_text(["Ben", "Ada"])
    ada.shot("one-phone-shown")
    ada.taps("Go on")
    ada.reads(LANDED)
    ada.picks("It warmed me")
    ada.taps("Save and continue")
    _takes(ada, "Ada")
    ada.reads(LANDED)
    expect(ada.page.locator("input:checked")).to_have_count(0)
    ada.picks("I felt seen")
    ada.taps("Save and continue")
    ada.sees("It warmed me", "I felt seen")
    ada.taps("Go on")
    ada.reads("Three things I noticed")
    ada.sees("A canary sang, Ben", "You laughed with me, Ada")
    ada.shot("one-phone-finished")
    ada.opens("/together")
    ada.sees("with Ada and Ben")
    ada.shot("one-phone-together")


def test_a_talk_aloud_passes_from_hand_to_hand(ada: Hand) -> None:
    _sits_down(ada, "mbi-listen")
    _takes(ada, "Ada")
    ada.taps("I stopped earlier")
    ada.taps("Go on")
    ada.sees("You have the floor.")
    ada.shot("one-phone-aloud")
    ada.taps("I have said it")
    _takes(ada, "Ben")
    ada.sees("You have the floor.")
    ada.taps("I have said it")
    ada.sees("Said aloud")


def test_its_pages_pass_every_look(ada: Hand) -> None:
    _sits_down(ada, "gm-appreciations")
    found = everything(ada)
    ada.opens("/exercises/gm-appreciations")
    found += everything(ada)
    ada.taps("Do it together on this phone")
    ada.reads("Two people, one phone")
    assert [*found, *everything(ada)] == []


def test_by_dark_light_it_looks_the_same(phones: Phones) -> None:
    dark = phones("Ada", color_scheme="dark")
    _sits_down(dark, "gm-appreciations")
    dark.reads("Give the phone to Ada")
    dark.shot("one-phone-dark")


@pytest.fixture
def remembers(browser: Browser, listening: Listening) -> Iterator[Hand]:
    """A browser that keeps pages for Back, as browsers do and Playwright's does not."""
    own = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=QUIET,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield Hand(own.new_context(viewport=PHONE), listening.address, "Ada")
    own.close()


def test_back_brings_no_page_of_ada_out_of_the_browsers_memory(remembers: Hand) -> None:
    ada = remembers
    _sits_down(ada, "gm-appreciations")
    _takes(ada, "Ada")
    ada.writes("One thing you did", "A canary sang, Ben")
    ada.taps("Save and continue")
    _takes(ada, "Ben")
    ada.reads(THREE)
    for _ in range(3):
        ada.page.go_back(wait_until="commit")
        ada.page.wait_for_timeout(800)
        ada.sees_nothing_of("A canary sang")
        for field in ada.page.locator("main input:visible, main textarea:visible").all():
            assert "canary" not in field.input_value()
