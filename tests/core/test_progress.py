"""How far each has come, which steps are passed by, and what of it the other notices."""

from __future__ import annotations

import pytest

from server.core import deeds
from server.core.deeds import Complete
from server.core.progress import Stage, finished, glance, reached
from server.core.steps.base import Reveal, When
from tests.core.cast import choice, exercise, number, pick, scale, spoken, step, turns, words, write
from tests.core.evening import Evening, for_two

LOW, HIGH = Complete(step="calm", answer=number(2)), Complete(step="calm", answer=number(8))
TENSE = When(step="calm", at_most=3)
LATER = When(step="now", one_of=("later",))


def asked_when_tense() -> Evening:
    return for_two(scale("calm"), write("rest", when=TENSE), write("end", Reveal.SHARED))


def note(id: str, text: str = "a line") -> Complete:
    return Complete(step=id, answer=words(text))


def test_ada_is_asked_what_her_answer_calls_for_and_ben_is_not() -> None:
    evening = asked_when_tense()
    evening.ada(LOW)
    evening.ben(HIGH)
    assert (evening.at_step(1), evening.at_step(2)) == ("rest", "end")


def test_a_private_step_passed_by_looks_in_the_session_like_one_that_was_answered() -> None:
    answered, passed, waits = asked_when_tense(), asked_when_tense(), asked_when_tense()
    answered.ada(LOW)
    answered.ada(note("rest", "my shoulders"))
    passed.ada(HIGH)
    waits.ada(LOW)
    assert answered.session == passed.session
    assert waits.session != passed.session


def test_a_step_passed_by_is_asked_again_when_the_earlier_answer_changes() -> None:
    evening = asked_when_tense()
    evening.ada(HIGH)
    assert evening.at_step(1) == "end"
    evening.ada(LOW)
    assert evening.at_step(1) == "rest"
    evening.ada(note("rest"))
    evening.ada(HIGH)
    assert evening.at_step(1) == "end"
    evening.ada(LOW)
    assert evening.at_step(1) == "end"


def test_several_steps_in_a_row_are_passed_by_up_to_the_last() -> None:
    evening = for_two(scale("calm"), write("one", when=TENSE), write("two", when=TENSE))
    evening.ada(HIGH)
    assert finished(evening.session, 1, evening.at)
    evening.ben(LOW)
    assert evening.at_step(2) == "one"


def test_a_step_that_hangs_on_one_passed_by_is_passed_by_too() -> None:
    way = step("choice", "way", when=TENSE)
    evening = for_two(scale("calm"), way, write("more", when=When(step="way", one_of=("yes",))))
    evening.ada(HIGH)
    assert finished(evening.session, 1, evening.at)
    evening.ben(LOW)
    evening.ben(Complete(step="way", answer=pick("yes")))
    assert evening.at_step(2) == "more"


def test_a_shared_step_that_hangs_on_a_shared_answer_is_passed_by_and_opens_nothing() -> None:
    evening = for_two(choice("now", Reveal.SHARED), write("when", Reveal.SHARED, LATER), write("end"))
    evening.ada(Complete(step="now", answer=pick("yes")))
    evening.ada(deeds.ReadOn("now"))
    assert evening.at_step(1) == "end"
    assert evening.session.state.course("when").opened == {}
    evening.ben(Complete(step="now", answer=pick("later")))
    evening.ben(deeds.ReadOn("now"))
    assert evening.at_step(2) == "when"
    evening.ben(note("when", "on Friday"))
    assert evening.held_by(1).answers["when", 2, 0] == words("on Friday")


def test_a_shared_step_passed_by_before_ben_came_is_asked_once_the_shared_answer_changes() -> None:
    steps = (choice("now", Reveal.SHARED), write("when", Reveal.SHARED, LATER), write("end"))
    evening = Evening(exercise(*steps))
    evening.ada(Complete(step="now", answer=pick("yes")))
    evening.ada(deeds.ReadOn("now"))
    assert evening.refuses(1, deeds.Keep("when")) == "nothing-here"
    evening.ada(Complete(step="now", answer=pick("later")))
    assert evening.at_step(1) == "when"


@pytest.mark.parametrize("rule", [Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN])
def test_a_gap_that_ben_would_notice_never_tells_what_ada_answered_in_private(rule: Reveal) -> None:
    evening = for_two(scale("calm"), write("then", rule, TENSE), write("rest", when=TENSE), write("end"))
    evening.ada(HIGH)
    assert evening.at_step(1) == "then"
    evening.ada(Complete(step="then", answer=words("a line"), show=True))
    evening.ben(LOW)
    evening.ben(Complete(step="then", answer=words("a line"), show=True))
    evening.ada(deeds.ReadOn("then"))
    assert evening.at_step(1) == "end"


def test_put_away_brings_ada_back_to_a_step_she_had_moved_on_from() -> None:
    evening = for_two(write("it", Reveal.CHOSEN), write("end"))
    evening.ada(Complete(step="it", answer=words("a line"), show=False))
    evening.ben(Complete(step="it", answer=words("a line"), show=True))
    evening.ada(deeds.ReadOn("it"))
    assert evening.at_step(1) == "end"
    evening.ada(deeds.PutAway("it"))
    assert (evening.at_step(1), evening.stage(2, "it")) == ("it", Stage.WAIT)


def test_ada_may_look_at_what_she_has_reached_and_at_nothing_further_on() -> None:
    evening = for_two(write("one"), write("two", Reveal.TOGETHER), write("three"))
    evening.ada(note("one"))
    assert [reached(evening.session, 1, evening.step(id), evening.at) for id in ("one", "two", "three")] == [
        True,
        True,
        False,
    ]


def test_each_waits_for_the_other_where_they_open_together_and_goes_on_after_reading() -> None:
    evening = for_two(write("it", Reveal.TOGETHER), write("end"))
    assert (evening.stage(1, "it"), evening.stage(2, "it")) == (Stage.ASK, Stage.ASK)
    evening.ada(note("it"))
    assert (evening.stage(1, "it"), evening.stage(2, "it")) == (Stage.WAIT, Stage.ASK)
    assert evening.refuses(1, deeds.ReadOn("it")) == "not-open"
    evening.ben(note("it"))
    assert (evening.stage(1, "it"), evening.stage(2, "it")) == (Stage.SHOWN, Stage.SHOWN)
    evening.ada(deeds.ReadOn("it"))
    assert (evening.stage(1, "it"), evening.at_step(1), evening.at_step(2)) == (Stage.PAST, "end", "it")


def test_reading_on_twice_is_reading_on_once() -> None:
    evening = for_two(write("it", Reveal.SHARED), write("end"))
    evening.ada(note("it"))
    once = evening.ada(deeds.ReadOn("it"))
    assert evening.ada(deeds.ReadOn("it")) == once


def test_ben_is_told_that_ada_is_done_and_not_that_she_writes_changes_or_is_private() -> None:
    evening = for_two(write("mine"), write("it", Reveal.TOGETHER))
    before = glance(evening.session, 2)
    evening.ada(note("mine"))
    evening.ada(note("mine", "changed"))
    assert glance(evening.session, 2) == before
    evening.ada(note("it"))
    done = glance(evening.session, 2)
    assert done != before
    evening.later(hours=5)
    evening.ada(note("it", "changed"))
    evening.ada(deeds.Keep("it"))
    assert glance(evening.session, 2) == done


def test_ben_is_told_of_each_move_of_a_talk() -> None:
    evening = for_two(turns())
    before = glance(evening.session, 2)
    evening.ada(deeds.Say("talk", spoken("I miss our walks")))
    assert glance(evening.session, 2) != before


def test_ben_is_not_told_what_ada_does_after_going_on_alone() -> None:
    evening = for_two(write("it", Reveal.TOGETHER), write("then", Reveal.CHOSEN))
    evening.ada(deeds.FinishAlone())
    before = glance(evening.session, 2)
    evening.ada(note("it"))
    evening.ada(deeds.ReadOn("it"))
    evening.ada(Complete(step="then", answer=words("a line"), show=False))
    assert glance(evening.session, 2) == before
