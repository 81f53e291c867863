"""The small elements: quick exit, the session code, the joining link."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.front.stage import Play

pytestmark = pytest.mark.browser


def test_quick_exit_ends_at_the_cover(page: Page, play: Play) -> None:
    page.goto("/form")
    page.click("text=Quick exit")
    page.wait_for_url("**/cover")
    assert play.of("POST", "/exit")


def test_quick_exit_works_without_network_as_far_as_it_can(page: Page, play: Play) -> None:
    page.goto("/form")
    page.context.set_offline(True)
    page.click("text=Quick exit")
    page.wait_for_timeout(200)
    assert not page.locator("#f-text").is_visible()


def test_shift_three_times_leaves_and_capital_letters_do_not(page: Page, play: Play) -> None:
    page.goto("/form")
    page.focus("#f-text")
    for key in ("A", "B", "C", "D"):
        page.keyboard.press(f"Shift+{key}")
    page.wait_for_timeout(200)
    assert page.url.endswith("/form")
    page.keyboard.press("Shift")
    expect(page.locator("#say")).to_have_text("Press Shift 2 more times to leave.")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_url("**/cover")


@pytest.mark.parametrize(("typed", "shown"), [("k7m2qxr9", "K7M2 QXR9"), ("k7mo-ixr9", "K7M0 1XR9")])
def test_a_code_is_forgiven_its_spelling(page: Page, play: Play, typed: str, shown: str) -> None:
    page.goto("/code")
    page.type("#f-code", typed)
    expect(page.locator("#f-code")).to_have_value(shown)


def test_a_joining_link_moves_its_secret_into_the_form(page: Page, play: Play) -> None:
    secret = "s7f3k2m9q0x8v4b6n1c5"
    page.goto(f"/join#{secret}")
    expect(page.locator("#f-link")).to_be_hidden()
    assert page.evaluate("location.hash") == ""
    page.click("main >> text=Join")
    page.wait_for_url("**/done")
    assert secret in play.of("POST", "/take")[0]
    assert not any(secret in path for _, path, _ in play.sent)


def test_without_a_secret_the_link_can_be_pasted(page: Page, play: Play) -> None:
    page.goto("/join")
    expect(page.locator("#f-link")).to_be_visible()
