"""A text that both write and both sign."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.agree import AgreeAnswer, AgreeStep
from server.core.steps.base import Reveal
from tests.core.steps.examples import codes, lines, refused

STEP = AgreeStep(id="deal", ask="What do you agree on?", start="We both")


def test_the_text_has_a_day_to_look_at_it_again() -> None:
    answer = STEP.parse({"text": ["We both rest."], "review": ["2027-01-14"]})
    assert answer == AgreeAnswer(text="We both rest.", review="2027-01-14")
    assert lines(answer, STEP) == ["We both rest.", "agree.review: 2027-01-14"]


def test_every_bad_field_is_named() -> None:
    assert refused(STEP, {"text": ["\x00"], "review": ["soon"]}) == [
        ("text", "unfit-character"),
        ("review", "not-a-date"),
    ]
    assert refused(STEP, {"text": ["We both rest."]}) == [("review", "missing")]


def test_without_a_review_no_day_is_asked() -> None:
    assert replace(STEP, review_days=0).parse({"text": ["We both rest."]}) == AgreeAnswer(
        text="We both rest."
    )


def test_a_day_without_a_text_is_nothing() -> None:
    assert replace(STEP, optional=True).parse({"review": ["2027-01-14"]}).empty


def test_the_beginning_fits_into_the_text() -> None:
    assert STEP.reveal is Reveal.JOINT
    assert codes(replace(STEP, most=3).flaws()) == [("start", "too-large")]
    assert codes(replace(STEP, review_days=367).flaws()) == [("review_days", "too-large")]
