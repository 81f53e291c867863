"""Feeling words from a vocabulary, and own words beside them."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.base import Option, When
from server.core.steps.feelings import Family, FeelingsAnswer, FeelingsStep
from tests.core.steps.examples import BODY, SAD, codes, lines, refused

STEP = FeelingsStep(id="mood", ask="What do you feel?", families=(SAD, BODY), most=2)


def test_words_are_read_in_the_order_of_the_vocabulary() -> None:
    answer = STEP.parse({"pick": ["tense", "hurt"]})
    assert answer == FeelingsAnswer(picked=("tense", "hurt"))
    assert lines(answer, STEP) == ["hurt", "tense"]


def test_a_feeling_without_a_word_in_the_list_is_an_answer() -> None:
    answer = STEP.parse({"other": ["far off"]})
    assert lines(answer, STEP) == ["far off"]
    assert not answer.empty


def test_own_words_count_as_one() -> None:
    assert refused(STEP, {"pick": ["hurt", "tense"], "other": ["far off"]}) == [("pick", "too-many")]


def test_a_word_outside_the_vocabulary_is_refused() -> None:
    assert refused(STEP, {"pick": ["sad"]}) == [("pick", "not-an-option")]


def test_a_later_step_asks_for_a_feeling() -> None:
    assert STEP.parse({"pick": ["tense"]}).meets(When(step="mood", one_of=("tense",)))
    assert not STEP.parse({"pick": ["hurt"]}).meets(When(step="mood", one_of=("tense",)))


def test_no_word_stands_in_two_families() -> None:
    again = Family(id="angry", label="Angry", words=(Option(id="hurt", label="hurt"),))
    assert codes(replace(STEP, families=(SAD, again)).flaws()) == [("families", "same-id")]
    assert codes(replace(STEP, families=(), most=11).flaws()) == [
        ("most", "too-large"),
        ("families", "too-few-given"),
        ("families", "too-few-given"),
    ]
