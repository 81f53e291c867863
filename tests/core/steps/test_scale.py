"""One number between two ends."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.core.steps.base import When
from server.core.steps.scale import ScaleAnswer, ScaleStep
from tests.core.steps.examples import codes, lines, refused

STEP = ScaleStep(id="calm", ask="How calm?", low="not at all", high="fully")


def test_zero_is_an_answer() -> None:
    answer = STEP.parse({"value": ["0"]})
    assert answer == ScaleAnswer(value=0)
    assert not answer.empty
    assert lines(answer, STEP) == ["0 (0 = not at all, 10 = fully)"]


def test_eleven_is_beyond_the_scale() -> None:
    assert refused(STEP, {"value": ["11"]}) == [("value", "out-of-range")]


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (When(step="calm", at_least=8), [8, 9, 10]),
        (When(step="calm", at_most=1), [0, 1]),
        (When(step="calm", at_least=4, at_most=5), [4, 5]),
        (When(step="calm"), []),
        (When(step="calm", one_of=("8",)), []),
    ],
)
def test_a_later_step_asks_for_a_range(when: When, shown: list[int]) -> None:
    assert [value for value in range(11) if ScaleAnswer(value=value).meets(when)] == shown
    assert not ScaleAnswer(value=None).meets(when)


def test_the_ends_have_words_and_an_order() -> None:
    assert codes(replace(STEP, low=" ", high="").flaws()) == [("low", "empty"), ("high", "empty")]
    assert codes(replace(STEP, least=5, most=5).flaws()) == [("least", "wrong-order")]
    assert codes(replace(STEP, least=-11, most=101).flaws()) == [
        ("least", "too-small"),
        ("most", "too-large"),
    ]
