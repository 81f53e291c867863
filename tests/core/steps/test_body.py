"""Where in the body something is felt."""

from __future__ import annotations

from server.core.steps.base import When
from server.core.steps.body import BodyAnswer, BodyStep
from tests.core.steps.examples import lines, refused

STEP = BodyStep(id="body", ask="Where do you notice it?")


def test_regions_are_read_from_head_to_feet_with_the_note_last() -> None:
    answer = STEP.parse({"region": ["feet", "head"], "note": ["warm"]})
    assert answer == BodyAnswer(regions=("feet", "head"), note="warm")
    assert lines(answer, STEP) == ["body.head", "body.feet", "warm"]


def test_a_note_alone_is_an_answer_and_so_is_nowhere() -> None:
    assert lines(STEP.parse({"note": ["a hum"]}), STEP) == ["a hum"]
    assert lines(STEP.parse({"region": ["nowhere"]}), STEP) == ["body.nowhere"]


def test_only_known_regions_are_taken() -> None:
    assert refused(STEP, {"region": ["elbow"]}) == [("region", "not-an-option")]


def test_a_long_note_is_the_only_flaw() -> None:
    assert refused(STEP, {"note": ["x" * 501]}) == [("note", "too-long")]


def test_a_later_step_asks_for_a_region() -> None:
    assert STEP.parse({"region": ["chest"]}).meets(When(step="body", one_of=("chest", "throat")))
    assert not STEP.parse({"region": ["feet"]}).meets(When(step="body", one_of=("chest", "throat")))
