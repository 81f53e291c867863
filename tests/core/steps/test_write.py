"""Free text."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.base import Reveal
from server.core.steps.write import WriteAnswer, WriteStep
from tests.core.steps.examples import codes, lines, refused

STEP = WriteStep(id="text", ask="What happened?", most=10)


def test_ada_writes_and_reads_her_words_again() -> None:
    answer = STEP.parse({"text": ["It rained."]})
    assert answer == WriteAnswer(text="It rained.")
    assert lines(answer, STEP) == ["It rained."]


def test_eleven_characters_are_one_too_many() -> None:
    assert refused(STEP, {"text": ["It rained!!"]}) == [("text", "too-long")]


def test_it_may_be_shown_by_any_personal_rule_and_by_no_joint_one() -> None:
    assert codes(replace(STEP, reveal=Reveal.CHOSEN).flaws()) == []
    assert codes(replace(STEP, reveal=Reveal.JOINT).flaws()) == [("reveal", "unfit-reveal")]


def test_limits_and_starters_are_checked() -> None:
    flawed = replace(STEP, most=0, rows=99, starters=("I saw", " "))
    assert codes(flawed.flaws()) == [("most", "too-small"), ("rows", "too-large"), ("starters", "empty")]
