"""A stretch of time."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.base import When
from server.core.steps.timer import Cue, TimerStep
from tests.core.steps.examples import codes, lines, refused

STEP = TimerStep(
    id="rest", ask="Rest.", seconds=60, cues=(Cue(at=0, text="Sit."), Cue(at=30, text="Breathe."))
)


def test_stopping_early_is_as_good_as_staying() -> None:
    assert lines(STEP.parse({"ended": ["done"]}), STEP) == ["timer.done"]
    assert lines(STEP.parse({"ended": ["stopped"]}), STEP) == ["timer.stopped"]


def test_it_ends_in_one_of_two_ways() -> None:
    assert refused(STEP, {"ended": ["paused"]}) == [("ended", "not-an-option")]


def test_a_later_step_asks_how_it_ended() -> None:
    when = When(step="rest", one_of=("stopped",))
    assert STEP.parse({"ended": ["stopped"]}).meets(when)
    assert not STEP.parse({"ended": ["done"]}).meets(when)


def test_cues_come_in_order_within_the_time() -> None:
    late = (Cue(at=30, text="Breathe."), Cue(at=30, text="Sit."))
    assert codes(replace(STEP, cues=late).flaws()) == [("cues", "not-rising")]
    assert codes(replace(STEP, cues=(Cue(at=61, text=""),)).flaws()) == [
        ("cues", "empty"),
        ("cues", "too-large"),
    ]


def test_it_lasts_ten_seconds_to_an_hour() -> None:
    assert codes(replace(STEP, seconds=9, cues=()).flaws()) == [("seconds", "too-small")]
    assert codes(replace(STEP, seconds=3601).flaws()) == [("seconds", "too-large")]
