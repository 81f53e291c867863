"""A few short texts of the same sort."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.list import ListAnswer, ListStep
from tests.core.steps.examples import codes, lines, refused

STEP = ListStep(id="three", ask="Which things?", each="One thing", least=2, most=3)


def test_empty_fields_are_left_out_and_the_order_stays() -> None:
    answer = STEP.parse({"item": ["tea", " ", "a call"]})
    assert answer == ListAnswer(items=("tea", "a call"))
    assert lines(answer, STEP) == ["One thing: tea", "One thing: a call"]


def test_one_of_two_is_too_few_and_four_of_three_too_many() -> None:
    assert refused(STEP, {"item": ["tea"]}) == [("item", "too-few")]
    assert refused(STEP, {"item": ["a", "b", "c", "d"]}) == [("item", "too-many")]


def test_a_list_that_may_be_left_out_is_still_whole_or_not_there() -> None:
    optional = replace(STEP, optional=True)
    assert optional.parse({"item": []}).empty
    assert refused(optional, {"item": ["tea"]}) == [("item", "too-few")]


def test_a_long_item_is_named_once() -> None:
    assert refused(STEP, {"item": ["x" * 501]}) == [("item", "too-long")]


def test_the_definition_says_how_many_in_order() -> None:
    assert codes(replace(STEP, least=4, each="").flaws()) == [("each", "empty"), ("least", "wrong-order")]
    assert codes(replace(STEP, least=0, most=21).flaws()) == [("least", "too-small"), ("most", "too-large")]
