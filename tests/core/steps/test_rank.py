"""The first few of several things, in order."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.base import When
from server.core.steps.rank import RankAnswer, RankStep
from tests.core.steps.examples import ROOMS, codes, lines, refused

STEP = RankStep(id="order", ask="Which come first?", options=ROOMS, top=2)


def test_the_first_place_comes_first() -> None:
    answer = STEP.parse({"place-1": ["roof"], "place-2": ["hall"]})
    assert answer == RankAnswer(order=("roof", "hall"))
    assert lines(answer, STEP) == ["1: The roof", "2: The hall"]


def test_one_thing_has_one_place() -> None:
    assert refused(STEP, {"place-1": ["roof"], "place-2": ["roof"]}) == [("place-2", "twice")]


def test_a_half_filled_order_is_refused_even_where_it_may_be_left_out() -> None:
    assert refused(STEP, {"place-1": ["roof"]}) == [("place-2", "missing")]
    assert refused(replace(STEP, optional=True), {"place-2": ["roof"]}) == [("place-1", "missing")]


def test_a_later_step_asks_whether_something_has_a_place() -> None:
    answer = STEP.parse({"place-1": ["roof"], "place-2": ["hall"]})
    assert answer.meets(When(step="order", one_of=("hall",)))
    assert not answer.meets(When(step="order", one_of=("kitchen",)))


def test_there_are_no_more_places_than_things() -> None:
    assert codes(replace(STEP, top=4).flaws()) == [("top", "too-large")]
    assert codes(replace(STEP, top=0).flaws()) == [("top", "too-small")]
