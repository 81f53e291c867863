"""Every step of every exercise, in each state it can have, by the same rules for pages that all can use."""

from __future__ import annotations

import pytest

from tests.browser.hands import Hand
from tests.browser.looks import cut_off_at_worst, everything
from tests.browser.walks import walk
from tests.house import ROOT

pytestmark = pytest.mark.browser

ALONE, TOGETHER = (
    sorted(path.stem for path in (ROOT / "exercises" / folder).rglob("*.toml"))
    for folder in ("individual", "couples")
)


@pytest.fixture(scope="module")
def seen() -> set[object]:
    """What was looked at by every rule in this run: alike pages are then only measured."""
    return set()


def _looked_at(seen: set[object], exercises: list[str], *hands: Hand) -> list[str]:
    found = []
    for exercise in exercises:
        for hand, stand, path in walk(exercise, *hands):
            if stand.sort not in seen:
                seen.add(stand.sort)
                hand.opens(path)
                found += everything(hand, "-".join(map(str, (stand.kind, *stand.looks))))
            elif stand.asks and hand is hands[0]:
                hand.opens(path)
                found += cut_off_at_worst(hand)
    return found


def test_alone(ada: Hand, seen: set[object]) -> None:
    assert not (found := _looked_at(seen, ALONE, ada)), "\n".join(found)


@pytest.mark.parametrize("half", [0, 1])
def test_together(ada: Hand, ben: Hand, seen: set[object], half: int) -> None:
    assert not (found := _looked_at(seen, TOGETHER[half::2], ada, ben)), "\n".join(found)


def test_no_exercise_and_no_kind_of_step_was_forgotten() -> None:
    there = {path.stem for path in (ROOT / "exercises").rglob("*.toml")} - {"feelings", "helplines"}
    there = {name for name in there if not name.startswith("entrances")}
    assert there == {*ALONE, *TOGETHER}
