"""What is looked for on a page as it stands: axe in each light, sizes at 320 pixels and 200 %, edges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from tests.browser.hands import PHONE, SMALL, Hand
from tests.house import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIGHTS = ("light", "dark", "night")
ASK_AXE = """async ([runOnly, rules]) => {
  const found = await axe.run(document, { runOnly, rules, resultTypes: ['violations'] });
  const where = each => each.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ');
  return found.violations.map(each => each.id + ': ' + where(each));
}"""
LIT = """light => {
  const { dataset } = document.documentElement, before = dataset.theme;
  if (light) dataset.theme = light;
  return before;
}"""
HIDDEN_AXE = "() => !window.axe"


@cache
def _script(name: str) -> str:
    return (ROOT / name).read_text()


def _axe(hand: Hand, only: list[str], rules: dict[str, Any]) -> list[str]:
    if hand.page.evaluate(HIDDEN_AXE):
        hand.page.evaluate(_script("node_modules/axe-core/axe.min.js"))
    found: list[str] = hand.page.evaluate(ASK_AXE, [only, rules])
    return [f"{hand.path}: {each}" for each in found]


def violations(hand: Hand, forced: bool = False) -> list[str]:
    """What axe finds on this page as it stands. Forced colours are not ours: their contrast is not asked."""
    return _axe(hand, RULES, {"color-contrast": {"enabled": not forced}})


def _asked(hand: Hand, question: str, *given: Any) -> list[str]:
    """One of the questions in looks.js, put to this page."""
    if not hand.page.evaluate("() => !!window.looks"):
        hand.page.evaluate(_script("tests/browser/looks.js"))
    found: list[str] = hand.page.evaluate(f"given => looks.{question}(...given)", list(given))
    return [f"{hand.path} {question}: {each}" for each in found]


@contextmanager
def text_at_200_percent(hand: Hand) -> Iterator[None]:
    """As in the browser's own settings: the text that a page takes as one `rem` is 32 pixels."""
    devtools = hand.context.new_cdp_session(hand.page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    yield
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    devtools.detach()


def cut_off(hand: Hand) -> list[str]:
    """What sticks out at the side, at 320 pixels, and at 200 % text there and on a usual phone."""
    hand.page.set_viewport_size(SMALL)
    found = _asked(hand, "wide", "320")
    with text_at_200_percent(hand):
        found += _asked(hand, "wide", "320 at 200 %")
        hand.page.set_viewport_size(PHONE)
        found += _asked(hand, "wide", "390 at 200 %")
    return found


def cut_off_at_worst(hand: Hand) -> list[str]:
    """The hardest of these alone, for pages that differ from others only by their words."""
    hand.page.set_viewport_size(SMALL)
    with text_at_200_percent(hand):
        return [*_asked(hand, "wide", "320 at 200 %"), *_asked(hand, "head")]


def small_targets(hand: Hand) -> list[str]:
    """What can be tapped and is less than 44 pixels high or wide; links in sentences may be."""
    return _asked(hand, "small")


def faint_edges(hand: Hand) -> list[str]:
    """Fields and buttons whose edge stands out from the ground by less than 3:1."""
    return _asked(hand, "faint")


def hidden_focus(hand: Hand) -> list[str]:
    """What would be behind a bar when the focus comes to it, forwards or backwards, on a small phone."""
    hand.page.set_viewport_size(SMALL)
    found = _asked(hand, "covered")
    hand.page.set_viewport_size(PHONE)
    return found


def in_each_light(hand: Hand) -> list[str]:
    """Axe and edges in light, dark and night: all of axe in light, in the others what a light changes."""
    before = hand.page.evaluate(LIT, "light")
    found = violations(hand)
    for light in LIGHTS:
        hand.page.evaluate(LIT, light)
        contrast = [] if light == "light" else _axe(hand, ["color-contrast"], {})
        found += [f"{light} {each}" for each in [*contrast, *faint_edges(hand)]]
    hand.page.evaluate(LIT, before)
    return found


def by_size(hand: Hand) -> list[str]:
    """All that has to do with sizes and places."""
    return [*_asked(hand, "head"), *cut_off(hand), *small_targets(hand), *hidden_focus(hand)]


def everything(hand: Hand, shot: str = "") -> list[str]:
    """All of the above, on the page as it stands."""
    if shot:
        hand.shot(shot)
    return [*in_each_light(hand), *by_size(hand)]
