"""Another language on a phone: what is kept comes again in it, and a page from the right is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from server.core.wording import texts
from server.library.shelf import Shelf
from tests.browser.conftest import Begun
from tests.browser.hands import Hand, until
from tests.browser.shelf import kept, works
from tests.conftest import Listening
from tests.pages.tongues import made_up, with_languages

pytestmark = pytest.mark.browser

SHEET = "/exercises/sf-scale/sheet"
OPEN = ("/", "/exercises", "/exercises/co-floor", "/exercises/sf-scale", SHEET, "/help", "/argued", "/join")
OUT = """() => [...document.querySelectorAll('body *')].filter(each => {
  const { left, right, width, height } = each.getBoundingClientRect();
  return width > 1 && height > 1 && !each.closest('.unseen, .skip') && (left < -1 || right > innerWidth + 1);
}).map(each => each.outerHTML.slice(0, 120))"""
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(each =>
  !each.children.length && each.textContent.trim() && !each.closest('.unseen, .skip, select, textarea')
  && getComputedStyle(each).overflow !== 'visible' && each.scrollWidth > each.clientWidth + 1
).map(each => each.outerHTML.slice(0, 120))"""
LEFT_OF = """([first, second]) => {
  const at = each => document.querySelector(each).getBoundingClientRect();
  return at(first).left < at(second).left;
}"""


@pytest.fixture(autouse=True)
def languages(listening: Listening, tmp_path: Path) -> Iterator[None]:
    """Arabic and Spanish are there, also in some of the exercises."""
    before = listening.app.state.house
    with_languages(listening.app, tmp_path / "locale")
    made = [
        replace(
            each,
            translations={"ar": {place: made_up(text, "ar") for place, text in texts(each).items()}},
        )
        if each.slug != "sf-scale"
        else each
        for each in before.shelf.exercises
    ]
    listening.app.state.house = replace(listening.app.state.house, shelf=Shelf(made))
    yield
    listening.app.state.house = before


def reads_arabic(hand: Hand) -> None:
    hand.context.add_cookies([{"name": "language", "value": "ar", "url": hand.origin}])


def whole(hand: Hand) -> None:
    """Nothing of the page lies beside it, and no word is cut."""
    assert hand.page.evaluate("() => getComputedStyle(document.body).direction") == "rtl"
    assert hand.page.evaluate(OUT) == []
    assert hand.page.evaluate(CLIPPED) == []


def in_language(hand: Hand, tag: str) -> bool:
    """Whether every page that is kept is in this language."""
    found = kept(hand.page)
    pages = [text for text in found.values() if "<html" in text]
    return len(pages) > 3 and all(f'<html lang="{tag}"' in text for text in pages)


def test_what_is_kept_comes_again_in_the_language_that_was_chosen(ada: Hand) -> None:
    works(ada)
    ada.opens(SHEET)
    until(lambda: f"sheets {SHEET}" in kept(ada.page))
    assert in_language(ada, "en")
    ada.page.get_by_role("button", name="Español").click()
    until(lambda: in_language(ada, "es"))
    ada.without_network()
    for path in ("/help", SHEET, "/nowhere"):
        ada.page.goto(ada.origin + path)
        assert ada.page.locator("html").get_attribute("lang") == "es"


def test_so_it_does_when_it_was_chosen_with_the_light(ada: Hand, begun: Begun) -> None:
    begun("sf-scale", ada)
    works(ada)
    ada.opens("/you")
    ada.page.get_by_label("العربية").check()
    ada.page.locator("form[action='/you/look'] button").click()
    until(lambda: in_language(ada, "ar"))
    assert ada.page.locator("html").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("path", OPEN)
def test_a_page_from_the_right_is_whole(ada: Hand, path: str) -> None:
    reads_arabic(ada)
    ada.page.goto(ada.origin + path)
    whole(ada)


def test_a_page_that_is_not_whole_would_be_noticed(ada: Hand) -> None:
    reads_arabic(ada)
    ada.page.goto(ada.origin + "/")
    ada.page.evaluate("() => { document.querySelector('h1').style.marginLeft = '-50px' }")
    with pytest.raises(AssertionError):
        whole(ada)


def test_steps_and_scales_go_from_right_to_left(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada, until="now")
    ada.page.goto(ada.origin + session)
    first, last = ".dots label:first-child", ".dots label:nth-child(4)"
    assert ada.page.evaluate(LEFT_OF, [first, last])
    assert ada.page.evaluate(LEFT_OF, [".track .past", ".track li:last-child"])
    reads_arabic(ada)
    ada.page.goto(ada.origin + session)
    whole(ada)
    assert ada.page.evaluate(LEFT_OF, [last, first])
    assert ada.page.evaluate(LEFT_OF, [".track li:last-child", ".track .past"])
    assert ada.page.locator("#ask").get_attribute("lang") == "en"


def test_two_languages_meet_in_one_session(ada: Hand, ben: Hand, begun: Begun) -> None:
    reads_arabic(ben)
    session = begun("gm-appreciations", ada, ben)
    for hand in (ada, ben):
        hand.page.goto(hand.origin + session)
    question = ada.page.locator("#ask").inner_text()
    assert ben.page.locator("#ask").inner_text() == made_up(question, "ar")
    whole(ben)
    for hand, words in ((ada, "one good thing"), (ben, "شيء جميل")):
        hand.page.locator("textarea").first.fill(words)
        hand.page.locator(".form-foot button").first.click()
        expect(hand.page.locator(".said .words").first).to_have_text(words)
    theirs = ben.page.locator(".said .words").nth(1)
    expect(theirs).to_have_text("one good thing")
    assert theirs.evaluate("each => getComputedStyle(each).direction") == "ltr"
    expect(ben.page.locator("#ask")).to_have_text(made_up(question, "ar"))
    whole(ben)
