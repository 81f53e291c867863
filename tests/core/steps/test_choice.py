"""One or several of a few given answers."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.base import Option, When
from server.core.steps.choice import ChoiceAnswer, ChoiceStep
from tests.core.steps.examples import ROOMS, codes, lines, refused

ONE = ChoiceStep(id="room", ask="Which room?", options=ROOMS)
MANY = ChoiceStep(id="rooms", ask="Which rooms?", options=ROOMS, many=True, least=2, most=3, other=True)


def test_ben_picks_one_and_reads_its_label() -> None:
    answer = ONE.parse({"pick": ["hall"]})
    assert answer == ChoiceAnswer(picked=("hall",))
    assert lines(answer, ONE) == ["The hall"]


def test_two_are_too_many_where_one_belongs() -> None:
    assert refused(ONE, {"pick": ["hall", "roof"]}) == [("pick", "too-many")]


def test_own_words_are_passed_over_where_none_are_asked() -> None:
    assert ONE.parse({"pick": ["hall"], "other": ["the stairs"]}) == ChoiceAnswer(picked=("hall",))


def test_own_words_count_as_one_of_several() -> None:
    answer = MANY.parse({"pick": ["roof"], "other": ["the stairs"]})
    assert lines(answer, MANY) == ["The roof", "the stairs"]
    assert refused(MANY, {"other": ["the stairs"]}) == [("pick", "too-few")]
    all_four = {"pick": ["roof", "hall", "kitchen"], "other": ["the stairs"]}
    assert refused(MANY, all_four) == [("pick", "too-many")]


def test_long_own_words_are_the_only_flaw() -> None:
    assert refused(MANY, {"pick": ["roof"], "other": ["x" * 201]}) == [("other", "too-long")]


def test_something_else_than_the_options_is_refused() -> None:
    assert refused(ONE, {"pick": ["cellar"]}) == [("pick", "not-an-option")]


def test_a_later_step_asks_for_one_of_the_options() -> None:
    when = When(step="room", one_of=("hall", "roof"))
    assert ONE.parse({"pick": ["hall"]}).meets(when)
    assert not ONE.parse({"pick": ["kitchen"]}).meets(when)


def test_the_options_have_ids_and_labels_of_their_own() -> None:
    twice = (*ROOMS, Option(id="hall", label=""))
    assert codes(replace(ONE, options=twice).flaws()) == [("options", "same-id"), ("options", "empty")]
    assert codes(replace(ONE, options=ROOMS[:1]).flaws()) == [("options", "too-few-given")]
    assert codes(replace(ONE, options=ROOMS[:1], other=True).flaws()) == []


def test_how_many_belongs_only_where_several_may_be_picked() -> None:
    assert codes(replace(ONE, least=1, most=2).flaws()) == [
        ("least", "only-with-many"),
        ("most", "only-with-many"),
    ]
    assert codes(replace(MANY, least=3, most=2).flaws()) == [("least", "wrong-order")]
    assert codes(replace(MANY, most=5).flaws()) == [("most", "too-large")]
