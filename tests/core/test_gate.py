"""Before joint work: whatever fits one of the two leads both to the same, and nobody is told who or why."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core import deeds
from server.core.deeds import Check, Complete
from server.core.exercise import Audience
from server.core.gate import (
    LONGEST,
    ORDINARY,
    REASONS,
    SHORTEST,
    WAIT,
    WORRYING,
    Checks,
    Passage,
    answered,
    passage,
)
from server.core.problems import Code
from server.core.progress import glance
from server.core.state import DAY, MINUTE, Stop
from server.core.steps.base import Reveal
from server.core.visibility import Sight
from tests.core.cast import CLEO, NOON, exercise, words, write
from tests.core.evening import Evening

OURS = Complete(step="ours", answer=words("you listened"))


def evening() -> Evening:
    """Ada has begun and written already; Ben has just come in."""
    plan = exercise(write("ours", Reveal.TOGETHER), write("mine"), gate=Audience.PAIR)
    found = Evening(plan)
    found.ada(OURS)
    found.ben_joins()
    return found


def at(found: Evening) -> tuple[Passage, Passage]:
    one, two = (passage(found.session, seat, found.at) for seat in (1, 2))
    return one, two


def test_nobody_is_asked_before_there_are_two() -> None:
    found = Evening(exercise(write("ours", Reveal.TOGETHER), gate=Audience.PAIR))
    assert passage(found.session, 1, NOON) is Passage.OPEN
    found.ada(OURS)
    found.ben_joins()
    assert at(found) == (Passage.ASK, Passage.ASK)


def test_nothing_is_taken_and_nothing_opens_before_both_have_answered() -> None:
    found = evening()
    assert found.refuses(2, OURS) is Code.GATE
    assert found.refuses(1, deeds.Halt(Stop.MOMENT, found.at + MINUTE)) is Code.GATE
    found.ben(Check(holds=False))
    assert at(found) == (Passage.ASK, Passage.WAIT)
    assert found.refuses(2, OURS) is Code.GATE
    found.ada(Check(holds=False))
    assert at(found) == (Passage.OPEN, Passage.OPEN)
    found.ben(OURS)
    assert found.sees(1, "ours", 2) is Sight.OPEN


@pytest.mark.parametrize("seats", tuple(permutations((1, 2))))
@pytest.mark.parametrize("holder", [1, 2])
def test_whoever_holds_it_and_whoever_answers_first_both_see_the_same(
    seats: tuple[int, int], holder: int
) -> None:
    found = evening()
    for seat in seats:
        assert Passage.CLOSED not in at(found)
        found.does(seat, Check(holds=seat == holder))
    assert at(found) == (Passage.CLOSED, Passage.CLOSED)
    assert found.refuses(1, OURS) is found.refuses(2, OURS) is Code.GATE


@pytest.mark.parametrize("holds", [True, False])
def test_that_one_has_answered_is_nothing_the_other_notices(holds: bool) -> None:
    found = evening()
    before = glance(found.session, 2)
    found.ada(Check(holds=holds))
    assert glance(found.session, 2) == before
    found.ben(Check(holds=False))
    assert glance(found.session, 1) != before, "the second answer is for both to see"


def test_what_holds_shows_after_a_fixed_wait_though_the_other_never_answers() -> None:
    found = evening()
    found.ada(Check(holds=True))
    found.later(minutes=WAIT // MINUTE - 1)
    assert at(found) == (Passage.WAIT, Passage.ASK)
    found.later(minutes=1)
    assert at(found) == (Passage.CLOSED, Passage.CLOSED)


def test_without_anything_that_holds_one_only_waits() -> None:
    found = evening()
    found.ada(Check(holds=False))
    found.later(days=3)
    assert at(found) == (Passage.WAIT, Passage.ASK)


def test_one_may_think_again_while_one_waits_and_cannot_be_made_to_take_it_back() -> None:
    found = evening()
    found.ada(Check(holds=False))
    found.ada(Check(holds=True))
    found.ada(Check(holds=False))
    found.ben(Check(holds=False))
    assert at(found) == (Passage.CLOSED, Passage.CLOSED)


def test_what_ada_wrote_stays_hers_and_she_can_go_on_alone() -> None:
    found = evening()
    found.ada(Check(holds=False))
    found.ben(Check(holds=True))
    assert found.sees(2, "ours", 1) is Sight.SEALED
    found.ada(deeds.FinishAlone())
    assert at(found) == (Passage.OPEN, Passage.CLOSED)
    assert found.lies_at_home("ours", 1)
    found.ada(deeds.ReadOn("ours"))
    found.ada(Complete(step="mine", answer=words("a quiet evening")))


def test_leaving_is_possible_at_the_gate() -> None:
    for answers in ([], [Check(holds=True)]):
        found = evening()
        for each in answers:
            found.ben(each)
        found.ben(deeds.Depart())
        assert passage(found.session, 1, found.at) is Passage.OPEN, "Ada is on her own now"


def test_whoever_takes_a_seat_up_again_answers_for_themselves() -> None:
    found = evening()
    found.ada(Check(holds=False))
    found.ben(Check(holds=False))
    found.does(2, deeds.Arrive(CLEO, "Ben", met=True))
    assert at(found) == (Passage.WAIT, Passage.ASK)


# What the journal keeps

reasons = st.lists(st.sampled_from(REASONS), unique=True).map(tuple)
lasting = st.integers(SHORTEST, LONGEST)


@given(reasons, lasting)
def test_any_reason_holds_and_none_does_not(tapped: tuple[str, ...], lasts: int) -> None:
    after, holds = answered(Checks(), tapped, NOON, lasts)
    assert holds is bool(tapped)
    assert after.until == (NOON + lasts if tapped else 0)
    assert after.worried is any(each in WORRYING for each in tapped)


@given(reasons.filter(bool), reasons, lasting, st.integers(0, 12 * DAY))
def test_every_new_attempt_ends_alike_for_four_to_nine_days(
    first: tuple[str, ...], again: tuple[str, ...], lasts: int, later: int
) -> None:
    kept, _ = answered(Checks(), first, NOON, lasts)
    after, holds = answered(kept, again, NOON + later, lasts)
    assert holds is (bool(again) or later < lasts)
    assert after.until == max(kept.until, NOON + later + lasts if again else 0)


@given(st.sampled_from(ORDINARY), st.sampled_from(WORRYING), lasting)
def test_tired_and_afraid_differ_in_nothing_but_the_help_that_waits(
    ordinary: str, worrying: str, lasts: int
) -> None:
    tired, both_hold = answered(Checks(), (ordinary,), NOON, lasts)
    afraid, holds = answered(Checks(), (worrying,), NOON, lasts)
    assert both_hold is holds
    assert (tired.until, tired.stopped) == (afraid.until, afraid.stopped)
    assert (tired.worried, afraid.worried) == (False, True)


def test_whoever_stopped_joint_exercises_is_held_whatever_they_tap() -> None:
    after, holds = answered(Checks(stopped=True), (), NOON, SHORTEST)
    assert holds
    assert after == Checks(stopped=True)
