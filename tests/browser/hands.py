"""A person at a phone: what their hand does and what they read, in the words of the page."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from tests.browser.watch import Watch

PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 320, "height": 640}
SHAPE = """() => {
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  const all = [...document.querySelectorAll('main *')];
  const out = all.filter(each => each.getBoundingClientRect().right > innerWidth + 1);
  return { heads: document.querySelectorAll('h1').length, title: document.title, wide,
           out: wide > 0 ? out.slice(0, 3).map(each => each.outerHTML.slice(0, 120)) : [] };
}"""
CARET = """() => {
  const field = document.activeElement;
  return [field.id, field.value ?? '', field.selectionStart ?? -1, field.selectionEnd ?? -1];
}"""

FOCUS = """() => {
  const at = document.activeElement, by = at.getAttribute('aria-labelledby');
  const named = at.labels?.[0] || by && document.getElementById(by) || at;
  const ringed = each => getComputedStyle(each).outlineStyle !== 'none'
    && parseFloat(getComputedStyle(each).outlineWidth) >= 2;
  return [(named.innerText || '').trim(), [at, at.closest('label')].some(each => each && ringed(each))];
}"""
SENDS = "button => button.type === 'submit' && button.form?.method === 'post'"
STREAMS = "() => document.getElementById('stream')?._htmx?.sse?.attempt === 0"


def until(held: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something that no locator can name."""
    end = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


class Hand:
    """One person with one browser of their own."""

    def __init__(
        self, context: BrowserContext, origin: str, name: str, looked_at: set[str] | None = None
    ) -> None:
        self.name = name
        self.context = context
        self.origin = origin
        self.watch = Watch(context, origin)
        self.screens: list[str] = []
        self._looked_at = set() if looked_at is None else looked_at
        self.page = self.another_page()

    def another_page(self) -> Page:
        """A fresh page in the same browser; it becomes the one at hand."""
        self.page = self.context.new_page()
        self.page.on("domcontentloaded", lambda page: self.screens.append(page.url))
        return self.page

    @property
    def path(self) -> str:
        """Where this phone is."""
        return self.page.url.removeprefix(self.origin)

    def opens(self, path: str) -> None:
        """Type an address, scan a picture, follow a link from elsewhere."""
        self.page.goto(path if "://" in path else self.origin + path)

    def taps(self, words: str) -> None:
        """Tap the button or link with these words; a form is waited for until its answer stands there."""
        button = self.button(words)
        self._goes_on(button.evaluate(SENDS), button.click)

    def _goes_on(self, sends: bool, act: Callable[[], None]) -> None:
        if not sends:
            return act()
        before = len(self.screens)
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            act()
        if answer.value.status == 303:
            until(lambda: self.page.title() and len(self.screens) > before)

    def tries(self, words: str) -> None:
        """Tap where no answer can come."""
        self.button(words).click()

    def button(self, words: str) -> Locator:
        """What can be tapped, by its words or the first of them."""
        name = re.compile(rf"^\s*{re.escape(words)}")
        either = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        return either.filter(visible=True).first

    def unfolds(self, words: str) -> None:
        """Open what is folded behind these words."""
        self.page.locator("summary").filter(has_text=words).first.click()

    def field(self, label: str) -> Locator:
        """A field by its label or question."""
        return self.page.get_by_label(label).filter(visible=True).first

    def writes(self, label: str, text: str, among: str = "") -> None:
        """Fill a field; `among` names the group that it belongs to."""
        group = self.page.get_by_role("group", name=among) if among else self.page
        group.get_by_label(label).filter(visible=True).first.fill(text)

    def picks(self, *labels: str) -> None:
        """Tap a card, a chip or a number."""
        for label in labels:
            name = re.compile(rf"^{re.escape(label)}(\D|$)")
            pick = self.page.get_by_role("radio", name=name).or_(self.page.get_by_role("checkbox", name=name))
            pick.first.check()

    def lets_it_begin(self) -> None:
        """Nothing speaks against joint work today."""
        self.reads("Before you two begin")
        self.picks("Nothing of this")
        self.taps("Go on")

    def reads(self, question: str) -> None:
        """The page's one heading says this."""
        expect(self.page.locator("h1")).to_contain_text(question)
        self._looks()

    def sees(self, *words: str) -> None:
        """These words stand somewhere on the page."""
        for each in words:
            expect(self.page.get_by_text(each).filter(visible=True).first).to_be_visible()

    def sees_nothing_of(self, *words: str) -> None:
        """These words stand nowhere in what the server sent, seen or unseen."""
        there = self.page.content()
        for each in words:
            assert each not in there, (each, self.path)

    def sees_numbers(self, *numbers: int) -> None:
        """The numbers that were picked, one's own first; without any, none is shown."""
        expect(self.page.locator(".said .number b")).to_have_text([str(number) for number in numbers])

    def pair_of(self, card: str) -> list[tuple[str, str]]:
        """What stands under a card: who, and their words."""
        lines = self.page.locator(".guess-pair").filter(has_text=card).locator("dl > div")
        texts = [line.locator("dt, dd").all_inner_texts() for line in lines.all()]
        return [(who, words) for who, words in texts]

    def caret(self) -> tuple[str, str, int, int]:
        """Where the hand is: id of the field, its text, the caret's two ends."""
        id, text, start, end = self.page.evaluate(CARET)
        return id, text, start, end

    def tabs_to(self, words: str) -> None:
        """With the keyboard alone: on until the focus is on what bears these words, and can be seen there."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            name, ringed = self.page.evaluate(FOCUS)
            if name.startswith(words):
                assert ringed, f"the focus on {words!r} cannot be seen"
                return
        raise AssertionError(f"no way to {words!r} by keys")

    def presses(self, words: str, key: str = "Enter") -> None:
        """Tab to something and press it; a form is waited for as after a tap."""
        self.tabs_to(words)
        sends = key == "Enter" and self.page.evaluate(f"() => ({SENDS})(document.activeElement)")
        self._goes_on(sends, lambda: self.page.keyboard.press(key))

    def refocus(self, caret: tuple[str, str, int, int]) -> tuple[str, str, int, int]:
        """Put the caret back to where it was, in a page that was loaded anew."""
        expect(self.page.locator(f"#{caret[0]}")).to_have_value(caret[1])
        self.page.locator(f"#{caret[0]}").focus()
        self.page.evaluate(
            "([start, end]) => document.activeElement.setSelectionRange(start, end)", caret[2:]
        )
        assert self.caret() == caret
        return caret

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """What happens within goes on in the same page, without a reload."""
        self.page.evaluate("() => { window.same = true }")
        yield
        assert self.page.evaluate("() => window.same === true"), f"{self.name}'s page was loaded again"

    def rests(self) -> None:
        """Stop typing until the page says that the draft is kept."""
        line = self.page.locator("[data-save]").filter(visible=True).first
        expect(line).to_have_text(re.compile("Draft saved on this phone|Saved"))

    def done(self) -> list[str]:
        """Whether each of the two has finished this step, as this phone shows it; oneself first."""
        return self.page.locator(".pair .state").all_inner_texts()

    def streams(self) -> None:
        """Wait until this page hears what the other does."""
        until(lambda: self.page.evaluate(STREAMS))

    def without_server(self) -> None:
        """From here on the server may be away for a while."""
        self.watch.allow(r"net::ERR_|Failed to fetch|NetworkError|htmx:")

    def without_network(self, gone: bool = True) -> None:
        """Flight mode on, or off again."""
        self.watch.allow(r"net::ERR_|Failed to fetch|NetworkError|htmx:")
        self.context.set_offline(gone)

    def shot(self, name: str) -> None:
        """A picture of the whole page, where `SHOTS` names a folder for them."""
        if folder := os.environ.get("SHOTS"):
            self.page.wait_for_timeout(900)  # what fades in has come in
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    def _looks(self) -> None:
        """One heading, a title, and nothing that sticks out at the side, on a small phone and on this one."""
        screen = f"{self.page.title()}: {self.page.locator('h1').inner_text()}"
        if screen in self._looked_at:
            return
        self._looked_at.add(screen)
        for size in (SMALL, PHONE):
            self.page.set_viewport_size(size)
            shape: dict[str, Any] = self.page.evaluate(SHAPE)
            assert shape["heads"] == 1, (self.path, shape)
            assert shape["title"], self.path
            assert shape["wide"] <= 0, (self.path, size, shape)


class Together:
    """Two who do the same thing, each on their own phone."""

    def __init__(self, *hands: Hand) -> None:
        self.hands = hands

    def go_on_to(self, question: str) -> None:
        """Both tap Go on and read the next question."""
        for hand in self.hands:
            hand.taps("Go on")
        for hand in self.hands:
            hand.reads(question)


together = Together
