"""Ben's steps reach Ada's page, and never her hand, her words or her place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.front.stage import Play

pytestmark = pytest.mark.browser


def _listening(page: Page) -> None:
    page.goto("/live")
    expect(page.locator("[data-presence]")).to_have_text("here now")


def test_a_stream_that_is_refused_at_first_is_asked_for_again(page: Page, play: Play) -> None:
    play.closed_doors = 2
    _listening(page)
    assert len(play.of("GET", "/stream")) == 3
    expect(page.locator("#bad")).to_have_count(0)


def test_words_caret_and_folds_stay_when_the_page_changes_under_the_hand(page: Page, play: Play) -> None:
    _listening(page)
    page.fill("#f-text", "her own words")
    page.fill("#f-more", "and more")
    page.click("#fold summary")
    page.focus("#f-text")
    page.evaluate("() => document.getElementById('f-text').setSelectionRange(4, 7)")
    play.tell(news="Ben did something", text="what the server thinks")
    expect(page.locator("#news")).to_have_text("Ben did something")
    expect(page.locator("#f-text")).to_have_value("her own words")
    expect(page.locator("#f-more")).to_have_value("and more")
    expect(page.locator("#f-text")).to_be_focused()
    caret = page.locator("#f-text").evaluate("box => [box.selectionStart, box.selectionEnd]")
    assert caret == [4, 7]
    expect(page.locator("#fold")).to_have_attribute("open", "")


def test_a_field_she_has_not_touched_follows_the_server(page: Page, play: Play) -> None:
    _listening(page)
    play.tell(news="new", text="from her other phone")
    expect(page.locator("#f-text")).to_have_value("from her other phone")


def test_two_changes_at_once_are_told_in_one_sentence(page: Page, play: Play) -> None:
    play.context["say"] = "Ben is with you."
    _listening(page)
    expect(page.locator("#say")).to_have_text("")
    play.tell(news="a", say="Ben has joined.")
    expect(page.locator("#news")).to_have_text("a")
    play.tell(news="b", say="Ben has finished this step.")
    expect(page.locator("#say")).to_have_text("2 updates. Ben has finished this step.")


def test_the_focus_is_not_lost_with_a_control_that_goes(page: Page, play: Play) -> None:
    _listening(page)
    page.focus("#f-text")
    play.tell(moved=1)
    expect(page.locator("#main")).to_be_focused()


def test_an_answer_without_the_live_part_shows_what_the_server_shows(page: Page, play: Play) -> None:
    _listening(page)
    page.route(
        "**/live", lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Shopping</h1>")
    )
    play.tell(news="x")
    expect(page.locator("h1")).to_have_text("Shopping")


def test_a_server_that_stumbles_does_not_take_the_page_away(page: Page, play: Play) -> None:
    _listening(page)
    page.route(
        "**/live", lambda route: route.fulfill(status=503, content_type="text/html", body="<h1>Full</h1>")
    )
    play.tell(news="one")
    page.wait_for_timeout(500)
    expect(page.locator("#f-text")).to_be_visible()
    page.unroute("**/live")
    play.tell(news="two")
    expect(page.locator("#news")).to_have_text("two")
