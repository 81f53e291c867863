"""Help on a telephone: large enough for a shaking hand, by keys, in the dark, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phones
from tests.browser.hands import SMALL, Hand

pytestmark = pytest.mark.browser

SIZES = """() => {
  const what = 'main a[href^="tel:"], main a[href^="sms:"], main summary, main .btn';
  const seen = [...document.querySelectorAll(what)].filter(each => each.checkVisibility());
  return seen.map(each => each.getBoundingClientRect()).map(each => [each.height, each.right]);
}"""


def _tappable(hand: Hand) -> None:
    sizes = hand.page.evaluate(SIZES)
    assert len(sizes) > 5
    assert min(height for height, _ in sizes) >= 48
    assert max(right for _, right in sizes) <= 320


def test_every_number_can_be_tapped_on_a_small_phone(phones: Phones) -> None:
    ada = phones("Ada", viewport=SMALL, color_scheme="dark")
    ada.opens("/help")
    ada.reads("Help")
    ada.page.set_viewport_size(SMALL)
    for country in ("Germany", "Ireland", "United States"):
        ada.unfolds(country)
        expect(ada.page.locator("details[open]")).to_have_count(1)
        _tappable(ada)
    ada.opens("/help?country=ie")
    ada.reads("Help")
    ada.page.set_viewport_size(SMALL)
    _tappable(ada)
    assert not ada.context.cookies()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_country_is_chosen_with_and_without_scripts(phones: Phones, scripts: bool) -> None:
    ada = phones("Ada", java_script_enabled=scripts)
    ada.opens("/help")
    ada.page.get_by_label("Your country").select_option("Ireland")
    ada.button("Show its numbers").click()
    expect(ada.page).to_have_url(f"{ada.origin}/help?country=ie")
    expect(ada.button("Call 112")).to_be_visible()
    expect(ada.button("Call 999")).to_be_visible()
    assert not ada.context.cookies()


def test_the_emergency_number_is_reached_by_keys_before_anything_else_of_the_page(ada: Hand) -> None:
    ada.opens("/help?country=de")
    ada.tabs_to("Quick exit")
    ada.tabs_to("Call 112")
    assert ada.page.evaluate("() => document.activeElement.getAttribute('href')") == "tel:112"
    ada.tabs_to("findahelpline.com")


def test_what_is_open_already_needs_no_network(ada: Hand) -> None:
    """Every country is on the page itself: folding one out asks for nothing."""
    ada.watch.allow("fetching the script")  # the worker may still be on its way
    ada.opens("/help")
    ada.without_network()
    ada.unfolds("France")
    expect(ada.button("Emergency: 112")).to_be_visible()
    ada.unfolds("United States")
    expect(ada.button("Emergency: 911")).to_be_visible()
    ada.sees("thehotline.org")
