"""We just argued, on a phone: two taps, a clock that counts softly, and the talk only afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Begun, Phones
from tests.browser.hands import SMALL, Hand
from tests.browser.looks import violations
from tests.conftest import Clock, Listening

pytestmark = pytest.mark.browser


@pytest.fixture
def clock(listening: Listening) -> Iterator[Clock]:
    """The server's clock, set back afterwards: other journeys share the server."""
    found = listening._clock
    before = found.ahead
    yield found
    found.ahead = before


def test_a_break_by_keys_alone_in_the_dark_on_a_small_phone(phones: Phones, clock: Clock) -> None:
    ada = phones("Ada", viewport=SMALL, color_scheme="dark", timezone_id="Asia/Kathmandu")
    ada.opens("/")
    ada.presses("We just argued")
    ada.reads("We just argued.")
    ada.shot("argued")
    ada.presses("Begin a 20-minute break")
    ada.reads("Back ")
    assert len(ada.screens) == 3
    expect(ada.page.locator("h1")).not_to_contain_text("minutes")
    expect(ada.page.locator(".time-left")).to_contain_text(" left")
    assert ada.page.get_by_role("link", name="talk").count() == 0
    ada.sees_nothing_of("gm-after-argument", "/exercises")
    clock.forward(minutes=21)
    ada.presses("Look again")
    ada.reads("Your break is over.")
    ada.presses("Look at this talk")
    ada.reads("After the argument")
    assert {cookie.get("name") for cookie in ada.context.cookies()} <= {"clock"}


def test_the_clock_counts_by_itself_and_asks_for_no_tap(ada: Hand) -> None:
    ada.page.clock.install()
    ada.opens("/argued")
    ada.taps("Begin a 20-minute break")
    ada.reads("Back ")
    expect(ada.page.get_by_role("button", name="Pause")).to_have_count(0)
    assert not ada.page.evaluate("() => document.activeElement.closest('duo-timer')")
    ada.page.clock.run_for(60_000)
    expect(ada.page.locator(".time-left")).to_contain_text("19:")
    ada.page.clock.fast_forward(21 * 60_000)
    ada.sees("The time is over. Take as long as you like.")
    ada.reads("Back ")


def test_it_says_the_time_of_the_readers_own_clock(phones: Phones, clock: Clock) -> None:
    ben = phones("Ben", timezone_id="Asia/Kathmandu", locale="en-GB")
    ben.opens("/argued")
    expect(ben.page.locator("[data-zone]")).to_have_value("345")
    ben.taps("Three hours")
    ben.reads("Back ")
    assert "zone=345" in ben.path


def test_without_scripts_it_says_how_long_and_can_be_looked_at_again(phones: Phones, clock: Clock) -> None:
    ada = phones("Ada", java_script_enabled=False)
    ada.opens("/")
    ada.taps("We just argued")
    ada.taps("Begin a 20-minute break")
    ada.reads("Back in 20 minutes.")
    clock.forward(minutes=10)
    ada.taps("Look again")
    ada.reads("Back in 10 minutes.")
    clock.forward(minutes=11)
    ada.taps("Look again")
    ada.reads("Your break is over.")
    ada.taps("Not yet: 20 more minutes")
    ada.reads("Back in 20 minutes.")


def test_it_is_one_tap_from_today_and_together(ada: Hand, begun: Begun) -> None:
    begun("sf-scale", ada)
    for path in ("/today", "/together"):
        ada.opens(path)
        ada.taps("We just argued")
        ada.reads("We just argued.")


def test_all_can_use_the_break_and_what_comes_after(ada: Hand, clock: Clock) -> None:
    ada.opens("/argued")
    ada.taps("Begin a 20-minute break")
    ada.reads("Back ")
    found = []
    for minutes in (21, 0):
        for scheme in ("light", "dark"):
            ada.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += violations(ada)
        clock.forward(minutes=minutes)
        ada.page.reload()
        ada.reads("Your break is over.")
    assert found == []
