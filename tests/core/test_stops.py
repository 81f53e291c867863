"""Stopping: for both at once, going on only when both are ready, and nobody is named."""

from __future__ import annotations

import pytest

from server.core import deeds
from server.core.deeds import Complete
from server.core.progress import glance
from server.core.state import BREAK_AT_LEAST, HOUR, MINUTE, Stop
from server.core.steps.base import Reveal
from tests.core.cast import NOON, agree, deal, spoken, turns, words, write
from tests.core.evening import Evening, for_two

HERS = Complete(step="it", answer=words("I was afraid"), show=True)
HIS = Complete(step="it", answer=words("I was proud"), show=True)
READY = deeds.Ready()


def break_for(evening: Evening, minutes: int = 20) -> deeds.Halt:
    return deeds.Halt(Stop.BREAK, evening.at + minutes * MINUTE)


def moment(evening: Evening) -> deeds.Halt:
    return deeds.Halt(Stop.MOMENT, evening.at + MINUTE)


def with_all_kinds_of_steps() -> Evening:
    evening = for_two(write("it", Reveal.TOGETHER), write("mine"), turns(), agree())
    evening.ada(HERS)
    return evening


AT_A_STEP = (
    *(HIS, deeds.Choose("it", True), deeds.PutAway("it"), deeds.Keep("it"), deeds.ReadOn("it")),
    *(deeds.Say("talk", spoken("I")), deeds.PassTurn("talk"), deeds.Judge("talk", "heard")),
    *(deeds.GoOn("talk"), deeds.Switch("talk", "aloud"), deeds.Draw("deal", 0, deal("text"))),
    *(deeds.Sign("deal", 1), deeds.Unsign("deal"), deeds.LeaveOpen("deal"), deeds.Meet()),
)


@pytest.mark.parametrize("deed", AT_A_STEP, ids=lambda deed: type(deed).__name__)
@pytest.mark.parametrize("seat", [1, 2])
def test_while_they_have_a_break_no_step_takes_anything_from_either(deed: deeds.Deed, seat: int) -> None:
    evening = with_all_kinds_of_steps()
    evening.ben(break_for(evening))
    assert evening.refuses(seat, deed) == "paused"
    evening.later(minutes=20)
    evening.ada(READY)
    assert evening.refuses(seat, deed) == "paused"
    evening.ben(READY)
    evening.ben(HIS)


def test_a_break_lasts_at_least_twenty_minutes() -> None:
    evening = with_all_kinds_of_steps()
    assert evening.refuses(1, break_for(evening, 19)) == "break-too-short"
    evening.ada(break_for(evening, 20))
    evening.later(minutes=19)
    assert evening.refuses(1, READY) == "too-early"
    evening.later(minutes=1)
    evening.ada(READY)


def test_back_in_a_moment_has_no_minimum_but_does_not_end_in_the_past() -> None:
    evening = with_all_kinds_of_steps()
    assert evening.refuses(1, deeds.Halt(Stop.MOMENT, evening.at - 1)) == "break-too-short"
    evening.ada(deeds.Halt(Stop.MOMENT, evening.at))
    evening.ben(READY)
    evening.ada(READY)
    assert evening.session.state.pause is None


def test_a_moment_can_become_a_break_which_then_has_its_full_time() -> None:
    evening = with_all_kinds_of_steps()
    evening.ada(moment(evening))
    evening.later(minutes=30)
    assert evening.refuses(2, deeds.Halt(Stop.BREAK, evening.at + MINUTE)) == "break-too-short"
    evening.ben(break_for(evening))
    assert evening.refuses(1, READY) == "too-early"
    pause = evening.session.state.pause
    assert pause is not None
    assert pause.since == evening.at


def test_a_break_does_not_become_a_moment_and_another_time_can_be_proposed() -> None:
    evening = with_all_kinds_of_steps()
    evening.ada(break_for(evening, 30))
    evening.later(minutes=10)
    evening.ben(deeds.Halt(Stop.MOMENT, evening.at + 12 * HOUR))
    pause = evening.session.state.pause
    assert pause is not None
    assert (pause.kind, pause.since, pause.until) == (Stop.BREAK, NOON, evening.at + 12 * HOUR)
    assert evening.refuses(1, deeds.Halt(Stop.BREAK, NOON + BREAK_AT_LEAST - 1)) == "break-too-short"


def test_it_goes_on_only_when_both_have_said_ready_and_nobody_sees_who_has_not() -> None:
    evening = with_all_kinds_of_steps()
    evening.ada(moment(evening))
    stopped = glance(evening.session, 2)
    evening.ada(READY)
    assert glance(evening.session, 2) == stopped
    assert evening.refuses(1, HERS) == "paused"
    evening.ben(READY)
    assert evening.session.state.pause is None
    assert glance(evening.session, 2) != stopped


def test_a_new_time_asks_both_again_and_tells_the_one_who_was_ready() -> None:
    evening = with_all_kinds_of_steps()
    evening.ada(moment(evening))
    evening.ben(READY)
    was_ready = glance(evening.session, 2)
    same = moment(evening)
    evening.ada(same)
    assert glance(evening.session, 2) == was_ready
    evening.ada(deeds.Halt(Stop.MOMENT, evening.at + HOUR))
    assert glance(evening.session, 2) != was_ready
    evening.ada(READY)
    assert evening.session.state.pause is not None


def test_ready_without_a_stop_is_nothing() -> None:
    evening = with_all_kinds_of_steps()
    assert evening.refuses(1, READY) == "not-paused"
