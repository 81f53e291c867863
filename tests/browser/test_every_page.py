"""Every page, by the rules for pages that all can use: one heading, a title, and nothing that axe finds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from tests.browser.conftest import Begun, Phones
from tests.browser.hands import Hand
from tests.house import ROOT

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK_AXE = """async ([runOnly, rules]) => {
  const found = await axe.run(document, { runOnly, rules, resultTypes: ['violations'] });
  const where = each => each.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ');
  return found.violations.map(each => each.id + ': ' + where(each));
}"""
OPEN = (
    "/",
    "/exercises",
    "/exercises/gm-appreciations",
    "/exercises/sf-scale/sheet",
    "/join",
    "/sign-in",
    "/help",
    "/help?country=de",
    "/argued",
    "/trust",
)
OWN = ("/today", "/together", "/journal", "/you", "/you/unlocks")


@cache
def _axe() -> str:
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text()


def violations(hand: Hand, forced: bool = False) -> list[str]:
    """What axe finds on this page as it stands. Forced colours are not ours: their contrast is not asked."""
    hand.page.evaluate(_axe())
    found: list[str] = hand.page.evaluate(ASK_AXE, [RULES, {"color-contrast": {"enabled": not forced}}])
    return [f"{hand.path}: {each}" for each in found]


def _in_light_and_dark(hand: Hand) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        hand.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme} {each}" for each in violations(hand)]
    return found


def test_axe_would_find_something(ada: Hand) -> None:
    ada.opens("/")
    ada.page.evaluate("() => document.querySelector('h1').replaceWith(document.createElement('input'))")
    assert any("label" in each for each in violations(ada))
    assert any("page-has-heading-one" in each for each in violations(ada))


def test_pages_that_are_open_to_all(ada: Hand) -> None:
    found = []
    for path in OPEN:
        ada.opens(path)
        ada.reads("")
        found += _in_light_and_dark(ada)
    assert found == []


def test_pages_of_ones_own(ada: Hand, begun: Begun) -> None:
    begun("sf-scale", ada, until="higher")
    found = []
    for path in OWN:
        ada.opens(path)
        ada.reads("")
        found += _in_light_and_dark(ada)
    assert found == []


def _stages(ada: Hand, ben: Hand, begun: Begun) -> Iterator[None]:
    """Ada's pages of sessions for two, one after the other."""
    session = begun("gm-know-my-world", ada, ben)
    ada.opens(session)
    yield
    ada.writes("My answer", "Silence with coffee")
    ada.taps("Save and continue")
    ada.sees("Ben has not finished this step yet.")
    yield
    ben.opens(session)
    ben.writes("My answer", "A walk")
    ben.taps("Save and continue")
    ada.sees("A walk")
    yield
    ada.unfolds("Take a break")
    yield
    ada.taps("I need a break")
    ada.reads("You two are taking a break.")
    yield
    ada.opens(f"{session}/departure")
    yield


def test_pages_of_two(ada: Hand, ben: Hand, begun: Begun) -> None:
    found = []
    for _ in _stages(ada, ben, begun):
        ada.reads("")
        found += _in_light_and_dark(ada)
    assert found == []


def test_pages_of_a_talk_and_of_the_end(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("co-floor", ada, ben, until="floor")
    found = []
    for hand in (ada, ben):
        hand.opens(session)
        found += _in_light_and_dark(hand)
    ada.writes("Say what it is like for you", "The bins")
    ada.taps("Hand over")
    ben.writes("Say back what you heard", "The bins")
    ben.taps("Is that it?")
    ada.sees("Did Ben get you?")
    found += _in_light_and_dark(ada)
    ada.taps("Yes, you got me")
    ada.reads("Yes, you got me.")
    found += _in_light_and_dark(ada)
    ada.opens(f"{begun('gm-appreciations', ada, ben, until='end')}")
    ada.reads("Three things I noticed")
    found += _in_light_and_dark(ada)
    assert found == []


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark", "night"])
@pytest.mark.parametrize(
    "more", [{"contrast": "more"}, {"forced_colors": "active"}, {}], ids=["contrast", "forced", "plain"]
)
def test_every_page_in_every_light(phones: Phones, begun: Begun, theme: str, more: dict[str, str]) -> None:
    ada, ben = phones("Ada", **more), phones("Ben")
    ada.context.add_cookies([{"name": "theme", "value": theme, "url": ada.origin}])
    found = []
    for path in OPEN:
        ada.opens(path)
        found += violations(ada, "forced_colors" in more)
    for _ in _stages(ada, ben, begun):
        found += violations(ada, "forced_colors" in more)
    for path in OWN:
        ada.opens(path)
        found += violations(ada, "forced_colors" in more)
    assert found == []
