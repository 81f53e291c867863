"""How someone is after an exercise."""

from __future__ import annotations

from server.core.steps.base import When
from server.core.steps.debrief import DebriefAnswer, DebriefStep
from tests.core.steps.examples import lines, refused

STEP = DebriefStep(id="close", ask="How are you now?")


def test_the_text_may_stay_empty() -> None:
    answer = STEP.parse({"after": ["10"], "want": ["fine"]})
    assert answer == DebriefAnswer(after=10, text="", want="fine")
    assert lines(answer, STEP) == ["debrief.after: 10", "debrief.want: debrief.fine"]


def test_the_text_stands_between_both() -> None:
    answer = STEP.parse({"after": ["2"], "text": ["a lump in my throat"], "want": ["break"]})
    assert lines(answer, STEP)[1] == "a lump in my throat"


def test_all_three_fields_are_named_when_all_are_bad() -> None:
    bad = {"after": ["eleven"], "text": ["x" * 2001], "want": ["more"]}
    assert refused(STEP, bad) == [("after", "not-a-number"), ("text", "too-long"), ("want", "not-an-option")]


def test_a_later_own_step_asks_what_is_wanted() -> None:
    when = When(step="close", one_of=("repair",))
    assert STEP.parse({"after": ["5"], "want": ["repair"]}).meets(when)
    assert not STEP.parse({"after": ["5"], "want": ["fine"]}).meets(when)
