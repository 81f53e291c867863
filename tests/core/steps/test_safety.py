"""How someone is before joint work."""

from __future__ import annotations

from server.core.steps.base import When
from server.core.steps.safety import SafetyAnswer, SafetyStep
from tests.core.steps.examples import lines, refused

STEP = SafetyStep(id="check", ask="How are you?")


def test_distress_and_whether_it_is_all_right_to_go_on() -> None:
    answer = STEP.parse({"distress": ["0"], "ok": ["unsure"]})
    assert answer == SafetyAnswer(distress=0, ok="unsure")
    assert lines(answer, STEP) == ["safety.distress: 0", "safety.ok: safety.unsure"]


def test_both_are_asked_and_both_are_named() -> None:
    assert refused(STEP, {"distress": ["11"], "ok": ["maybe"]}) == [
        ("distress", "out-of-range"),
        ("ok", "not-an-option"),
    ]


def test_a_later_own_step_asks_for_either() -> None:
    bad = STEP.parse({"distress": ["9"], "ok": ["no"]})
    good = STEP.parse({"distress": ["1"], "ok": ["yes"]})
    for when in (When(step="check", one_of=("no", "unsure")), When(step="check", at_least=8)):
        assert bad.meets(when)
        assert not good.meets(when)
    both = When(step="check", one_of=("no",), at_most=5)
    assert not bad.meets(both)
