"""Going on alone and leaving: at any step, at once, and with everything that has not opened."""

from __future__ import annotations

import pytest

from server.core import deeds
from server.core.deeds import Complete
from server.core.progress import Stage
from server.core.state import BREAK_AT_LEAST, MINUTE, Standing, Stop
from server.core.steps.base import Reveal
from server.core.visibility import Sight
from tests.core.cast import ADA, BEN, turns, words, write
from tests.core.evening import Evening, for_two

HERS = Complete(step="it", answer=words("I was afraid"), show=True)
HIS = Complete(step="it", answer=words("I was proud"), show=True)
READY = deeds.Ready()


def moment(evening: Evening) -> deeds.Halt:
    return deeds.Halt(Stop.MOMENT, evening.at + MINUTE)


def sealed() -> Evening:
    """Ada has answered what opens together, and Ben has not."""
    evening = for_two(write("it", Reveal.TOGETHER), write("mine"))
    evening.ada(HERS)
    return evening


def break_now(evening: Evening) -> deeds.Halt:
    return deeds.Halt(Stop.BREAK, evening.at + BREAK_AT_LEAST)


def test_whoever_waits_finishes_alone_at_once_and_keeps_what_did_not_open() -> None:
    evening = sealed()
    assert evening.refuses(1, deeds.ReadOn("it")) == "not-open"
    assert not evening.lies_at_home("it", 1)
    evening.ada(deeds.FinishAlone())
    assert evening.lies_at_home("it", 1)
    evening.ada(deeds.ReadOn("it"))
    evening.ben(HIS)
    assert (evening.sees(2, "it", 1), evening.sees(1, "it", 2)) == (Sight.HIDDEN, Sight.HIDDEN)
    assert evening.stage(2, "it") is Stage.SHOWN


def test_a_stop_of_two_ends_when_one_goes_on_alone_and_holds_only_the_other_after_that() -> None:
    evening = sealed()
    evening.ada(break_now(evening))
    evening.ada(deeds.FinishAlone())
    assert evening.session.state.pause is None
    evening.ben(moment(evening))
    assert evening.refuses(2, HIS) == "paused"
    evening.ada(deeds.ReadOn("it"))
    assert evening.refuses(1, moment(evening)) == "alone"
    assert evening.refuses(1, READY) == "not-paused"
    evening.ben(READY)
    evening.ben(HIS)


@pytest.mark.parametrize("stopped", [False, True])
@pytest.mark.parametrize("days", [0, 20])
def test_ada_leaves_whenever_she_likes_and_takes_home_what_has_not_opened(stopped: bool, days: int) -> None:
    evening = for_two(write("open", Reveal.SHARED), write("it", Reveal.TOGETHER))
    evening.ada(Complete(step="open", answer=words("this one was read")))
    evening.ada(deeds.ReadOn("open"))
    evening.ada(HERS)
    if stopped:
        evening.ben(break_now(evening))
    evening.later(days=days)
    evening.ada(deeds.Depart())
    assert evening.session.state.sittings[1].standing is Standing.LEFT
    assert evening.lies_at_home("it", 1)
    assert 1 not in evening.session.state.course("it").marks
    assert not evening.lies_at_home("open", 1)
    assert evening.sees(2, "open", 1) is Sight.OPEN
    assert evening.refuses(1, HERS) == "left"
    again = evening.session.state
    assert evening.ada(deeds.Depart()).state == again


def test_ada_leaves_and_erases_what_has_not_opened_and_only_hers() -> None:
    evening = for_two(write("mine"), write("open", Reveal.SHARED), write("it", Reveal.TOGETHER), turns())
    for id in ("mine", "open"):
        evening.ada(Complete(step=id, answer=words("a line")))
        evening.ben(Complete(step=id, answer=words("a line")))
    evening.ada(deeds.ReadOn("open"))
    evening.ada(HERS)
    evening.ada(deeds.Depart(erase=True))
    assert {place for place, kept in evening.kept.items() if kept.author == ADA} == {("open", 1, 0)}
    assert {place for place, kept in evening.kept.items() if kept.author == BEN} == {
        ("mine", 2, 0),
        ("open", 2, 0),
    }


def test_the_one_who_stays_goes_on_from_where_they_waited() -> None:
    evening = sealed()
    assert evening.stage(1, "it") is Stage.WAIT
    evening.ben(deeds.Depart())
    assert evening.stage(1, "it") is Stage.SHOWN
    evening.ada(deeds.ReadOn("it"))
    assert evening.at_step(1) == "mine"
