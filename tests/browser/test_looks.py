"""What looks at pages would find a fault: each kind is planted once in a page that is well."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.hands import SMALL, Hand
from tests.browser.looks import cut_off, everything, faint_edges, hidden_focus, in_each_light, small_targets

pytestmark = pytest.mark.browser

STYLE = """text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
  document.adoptedStyleSheets = text ? [sheet] : []; }"""
SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return at.contains(there) || there?.closest('label')?.contains(at);
}"""
FAULTS: list[tuple[str, str, Callable[[Hand], list[str]], str]] = [
    ("/join", "h1 { min-width: 330px }", cut_off, "320:"),
    ("/join", "h1 { min-width: 19rem }", cut_off, "320 at 200 %"),
    ("/join", "h1 { min-width: 23rem; max-width: 320px }", cut_off, "390 at 200 %"),
    ("/join", ".btn { min-block-size: 0; padding: 4px }", small_targets, "btn"),
    ("/", ".asides a { min-block-size: 0 }", small_targets, "/exercises"),
    ("/join", "input { border-color: #ccc !important }", faint_edges, "input"),
    ("/exercises", ".chip-pick { border-color: #ccc !important }", faint_edges, "chip-pick"),
    ("/join", ".btn.quiet { border-color: #ddd !important }", faint_edges, "btn quiet"),
    ("/trust", ".top { position: fixed; inset: 60% 0 0; z-index: 99 }", hidden_focus, "trust"),
    ("/exercises", "html { scroll-padding-block: 0 !important }", hidden_focus, "href"),
    ("/join", "[data-theme=night] .help, [data-theme=night] label { color: #333 }", in_each_light, "night"),
]


def test_faults_that_are_planted_are_found(ada: Hand) -> None:
    missed = []
    for path, fault, look, words in FAULTS:
        ada.opens(path)
        ada.page.evaluate(STYLE, fault)
        if not any(words in each for each in look(ada)):
            missed.append(fault)
        ada.page.evaluate(STYLE, "")
        assert look(ada) == []
    assert missed == []


def test_axe_finds_a_field_without_a_name_and_a_page_without_a_heading(ada: Hand) -> None:
    ada.opens("/")
    ada.page.evaluate("() => document.querySelector('h1').replaceWith(document.createElement('input'))")
    found = everything(ada)
    for rule in ("label", "page-has-heading-one", "0 headings"):
        assert any(rule in each for each in found), rule


def test_the_focus_is_never_behind_a_bar_on_the_way_by_keys(ada: Hand) -> None:
    ada.opens("/exercises")
    ada.page.set_viewport_size(SMALL)
    for key, times in (("Tab", 12), ("Shift+Tab", 11)):
        for _ in range(times):
            ada.page.keyboard.press(key)
            assert ada.page.evaluate(SEEN), ada.page.evaluate("() => document.activeElement.outerHTML")
