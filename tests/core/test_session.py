"""`decide` takes any deed of Ada's and Ben's in any state, and nothing that must hold is ever broken."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from server.core import deeds
from server.core.exercise import Audience
from server.core.problems import Code, Problem
from server.core.state import Session, Stop
from server.core.steps.base import Reveal
from tests.core.cast import (
    BEN,
    FORMS,
    NOON,
    agree,
    deal,
    exercise,
    number,
    scale,
    spoken,
    step,
    turns,
    words,
    write,
)
from tests.core.evening import Evening, for_two, walk
from tests.core.session_machine import SessionMachine

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


def _run(examples: int) -> None:
    run_state_machine_as_test(
        SessionMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=50,
            deadline=None,
            phases=PHASES,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_whatever_ada_and_ben_do_every_rule_of_a_session_holds() -> None:
    _run(250)


@pytest.mark.long
def test_whatever_ada_and_ben_do_for_a_long_time_every_rule_holds() -> None:
    _run(5_000)


def test_ada_and_ben_go_from_the_first_step_to_the_last_through_every_kind_and_rule() -> None:
    rules = (Reveal.PRIVATE, Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN)
    kinds = [step(kind, f"{kind}-{rule}", rule) for kind in FORMS for rule in rules]
    evening = for_two(*kinds, turns(), agree())
    walk(evening)
    assert (evening.at_step(1), evening.at_step(2)) == ("", "")
    assert len([course for course in evening.session.state.courses.values() if course.opened]) == 3 * len(
        FORMS
    )


def test_ada_alone_does_the_solo_form_and_nobody_joins_her() -> None:
    evening = Evening(exercise(write("ours", Reveal.TOGETHER), solo=(write("mine"),)), alone=True)
    assert evening.at_step(1) == "mine"
    assert evening.refuses(2, deeds.Arrive(BEN, "Ben", met=True)) is Code.ALONE
    walk(evening)
    assert evening.at_step(1) == ""
    assert evening.at_home("mine", 1)


def test_an_exercise_for_one_is_for_one_even_if_a_partner_was_asked_for() -> None:
    evening = Evening(exercise(write("mine"), audience=Audience.SOLO))
    assert evening.refuses(2, deeds.Arrive(BEN, "Ben", met=True)) is Code.ALONE


def test_a_pair_exercise_without_a_solo_form_can_still_be_walked_through_alone() -> None:
    evening = Evening(exercise(write("ours", Reveal.TOGETHER), turns(), agree(), write("end")), alone=True)
    walk(evening)
    assert evening.at_step(1) == ""
    assert evening.at_home("ours", 1)


@pytest.mark.parametrize("id", ["nowhere", "words", "talk", "deal"])
@pytest.mark.parametrize("deed", list(get_args(deeds.Deed)), ids=lambda deed: deed.__name__)
def test_a_deed_at_a_step_of_another_kind_or_at_no_step_is_refused_and_never_breaks(
    deed: type[Any], id: str
) -> None:
    fields: dict[str, Any] = {
        "step": id,
        "answer": number(3),
        "show": True,
        "verdict": "heard",
        "mode": "aloud",
        "holds": True,
    }
    fields |= {
        "base": 0,
        "version": 0,
        "kind": Stop.MOMENT,
        "until": NOON,
        "person": BEN,
        "name": "",
        "met": True,
    }
    evening = for_two(write("words", Reveal.TOGETHER), turns("talk"), agree("deal"))
    given = {name: fields[name] for name in deed.__struct_fields__ if name in fields}
    result = evening.does(1, deed(**given))
    fits = deed in (deeds.Halt, deeds.FinishAlone, deeds.Depart, deeds.Name, deeds.Meet, deeds.Check)
    assert isinstance(result, Session if fits else Problem)


def test_theo_who_has_no_seat_can_do_nothing() -> None:
    evening = Evening(exercise(write("ours", Reveal.TOGETHER)))
    deed = deeds.Complete(step="ours", answer=words("I was here"))
    assert evening.refuses(2, deed) is Code.NOT_ADMITTED
    assert evening.refuses(7, deed) is Code.NOT_ADMITTED
    evening.ada(deed)


def test_a_step_further_on_waits_until_it_is_reached() -> None:
    evening = for_two(write("one"), write("two", Reveal.SHARED), turns(), agree())
    later = (
        deeds.Complete(step="two", answer=words("too soon")),
        deeds.Say("talk", spoken("too soon")),
        deeds.Draw("deal", 0, deal("too soon")),
    )
    assert [evening.refuses(1, deed) for deed in later] == [Code.NOT_REACHED] * 3
    evening.ada(deeds.Complete(step="one", answer=words("first")))
    evening.ada(later[0])


def test_words_that_opened_stay_as_they_were_read() -> None:
    evening = for_two(write("ours", Reveal.TOGETHER))
    evening.ada(deeds.Complete(step="ours", answer=words("you listened")))
    evening.ada(deeds.Complete(step="ours", answer=words("you really listened")))
    evening.ben(deeds.Complete(step="ours", answer=words("you laughed")))
    changed = deeds.Complete(step="ours", answer=words("never mind"))
    assert evening.refuses(1, changed) is Code.OPENED
    assert evening.refuses(1, deeds.PutAway("ours")) is Code.OPENED
    assert evening.held_by(2).answers["ours", 1, 0] == words("you really listened")


def test_the_same_words_sent_twice_change_nothing() -> None:
    evening = for_two(write("ours", Reveal.TOGETHER))
    said = deeds.Complete(step="ours", answer=words("you listened"))
    once = evening.ada(said)
    evening.later(hours=2)
    assert evening.ada(said) == once
    assert evening.ada(deeds.Complete(step="ours", answer=words("you laughed"))) != once


def test_an_answer_of_another_kind_is_not_taken() -> None:
    evening = for_two(scale("calm"))
    assert evening.refuses(1, deeds.Complete(step="calm", answer=words("seven"))) is Code.WRONG_KIND
    evening.ada(deeds.Complete(step="calm", answer=number(7)))
