"""Who sees what: each reveal rule, from both seats, before and after it opens."""

from __future__ import annotations

import pytest

from server.core import deeds
from server.core.deeds import Complete
from server.core.opening import stays_closed
from server.core.progress import Stage
from server.core.steps.base import Reveal
from server.core.visibility import Sight, Viewer, sight
from tests.core.cast import ADA, BEN, THEO, agree, exercise, spoken, turns, words, write
from tests.core.evening import Evening, for_two

HERS = Complete(step="it", answer=words("I was afraid"), show=True)
HIS = Complete(step="it", answer=words("I was proud"), show=True)
KEPT = Complete(step="it", answer=words("I was afraid"), show=False)


def both(evening: Evening, id: str = "it") -> tuple[Sight, Sight]:
    """What Ada has of Ben's answer, and Ben of Ada's."""
    return evening.sees(1, id, 2), evening.sees(2, id, 1)


def test_a_private_answer_stays_with_its_author_for_ever() -> None:
    evening = for_two(write("it"), write("end", Reveal.SHARED))
    evening.ada(HERS)
    evening.ben(HIS)
    evening.later(days=30)
    assert both(evening) == (Sight.HIDDEN, Sight.HIDDEN)
    assert evening.sees(1, "it", 1) is Sight.OPEN
    assert evening.at_home("it", 1)


def test_a_shared_answer_opens_when_its_author_completes_it() -> None:
    evening = for_two(write("it", Reveal.SHARED))
    assert both(evening) == (Sight.HIDDEN, Sight.HIDDEN)
    evening.ada(HERS)
    assert both(evening) == (Sight.HIDDEN, Sight.OPEN)
    assert evening.held_by(2).answers["it", 1, 0] == words("I was afraid")


def test_answers_held_together_open_only_when_both_are_complete() -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.ada(HERS)
    assert both(evening) == (Sight.HIDDEN, Sight.SEALED)
    assert ("it", 1, 0) not in evening.held_by(2).answers
    assert not evening.at_home("it", 1)
    evening.ben(HIS)
    assert both(evening) == (Sight.OPEN, Sight.OPEN)
    assert evening.held_by(2).answers["it", 1, 0] == words("I was afraid")


def test_chosen_answers_open_when_both_show_them() -> None:
    evening = for_two(write("it", Reveal.CHOSEN))
    evening.ada(HERS)
    assert both(evening) == (Sight.HIDDEN, Sight.SEALED)
    evening.ben(HIS)
    assert both(evening) == (Sight.OPEN, Sight.OPEN)


@pytest.mark.parametrize(("hers", "his"), [(KEPT, HIS), (HERS, KEPT), (KEPT, KEPT)])
def test_if_either_keeps_it_both_read_the_same_without_a_name(hers: Complete, his: Complete) -> None:
    evening = for_two(write("it", Reveal.CHOSEN))
    evening.ada(hers)
    assert not stays_closed(evening.step("it"), evening.session.state.course("it"))
    evening.ben(his)
    assert both(evening) == (Sight.SEALED, Sight.SEALED)
    assert stays_closed(evening.step("it"), evening.session.state.course("it"))
    assert (evening.stage(1, "it"), evening.stage(2, "it")) == (Stage.SHOWN, Stage.SHOWN)


def test_a_kept_answer_lies_at_home_and_moves_to_the_session_when_it_is_shown() -> None:
    evening = for_two(write("it", Reveal.CHOSEN))
    evening.ada(KEPT)
    assert evening.lies_at_home("it", 1)
    evening.ada(deeds.Choose("it", True))
    assert not evening.lies_at_home("it", 1)
    evening.ben(HIS)
    assert both(evening) == (Sight.OPEN, Sight.OPEN)


def test_keep_can_become_show_later_until_it_opened_and_not_back() -> None:
    evening = for_two(write("it", Reveal.CHOSEN))
    evening.ada(KEPT)
    evening.ben(HIS)
    evening.ben(deeds.ReadOn("it"))
    evening.ada(deeds.Choose("it", True))
    assert both(evening) == (Sight.OPEN, Sight.OPEN)
    assert evening.refuses(1, deeds.Choose("it", False)) == "opened"


def test_a_choice_has_to_be_made_with_the_answer_and_is_asked_of_chosen_steps_only() -> None:
    evening = for_two(write("it", Reveal.CHOSEN), write("end", Reveal.SHARED))
    undecided = Complete(step="it", answer=words("I was afraid"))
    assert evening.refuses(1, undecided) == "choice-missing"
    assert evening.refuses(1, deeds.Choose("it", True)) == "nothing-here"
    assert evening.refuses(1, deeds.Choose("end", True)) == "wrong-kind"
    evening.ada(HERS)


def test_words_of_a_turn_and_of_a_joint_paper_are_open_to_both() -> None:
    evening = for_two(turns(), agree())
    evening.ada(deeds.Say("talk", spoken("I miss our walks")))
    assert evening.sees(2, "talk", 1, 0) is Sight.OPEN
    assert evening.sees(2, "deal", 1, 1) is Sight.OPEN
    assert not evening.at_home("talk", 1)


def test_theo_sees_nothing_whatever_seat_he_claims() -> None:
    evening = for_two(write("it", Reveal.SHARED), turns())
    evening.ada(HERS)
    evening.ada(deeds.ReadOn("it"))
    evening.ada(deeds.Say("talk", spoken("I miss our walks")))
    for place in (("it", 1, 0), ("talk", 1, 0)):
        assert sight(Viewer(BEN, 2), place, ADA, evening.session) is Sight.OPEN
        for seat in (1, 2, 3):
            assert sight(Viewer(THEO, seat), place, ADA, evening.session) is Sight.HIDDEN


def test_at_a_step_that_is_not_there_nobody_sees_anything_but_their_own() -> None:
    evening = for_two(write("it", Reveal.SHARED))
    evening.ada(HERS)
    assert evening.sees(2, "it", 1) is Sight.OPEN
    assert evening.sees(2, "gone", 1) is Sight.HIDDEN


def test_in_an_exercise_for_one_everything_is_private_whatever_the_step_says() -> None:
    evening = Evening(exercise(write("ours"), solo=(write("it", Reveal.SHARED),)), alone=True)
    evening.ada(HERS)
    assert evening.at_home("it", 1)
    assert sight(Viewer(BEN, 2), ("it", 1, 0), ADA, evening.session) is Sight.HIDDEN


@pytest.mark.parametrize("rule", [Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN])
def test_what_opened_stays_open_for_both_after_everything(rule: Reveal) -> None:
    evening = for_two(write("it", rule), write("end"))
    evening.ada(HERS)
    evening.ben(HIS)
    evening.later(days=20)
    evening.ada(deeds.FinishAlone())
    evening.ben(deeds.Depart(erase=True))
    evening.ada(deeds.Depart(erase=True))
    assert both(evening) == (Sight.OPEN, Sight.OPEN)
    assert not evening.at_home("it", 1)
    assert evening.held_by(1).answers["it", 2, 0] == words("I was proud")


@pytest.mark.parametrize("rule", [Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN])
def test_what_ada_writes_after_going_on_alone_is_not_bens_to_notice(rule: Reveal) -> None:
    evening = for_two(write("it", rule), write("then", rule))
    evening.ada(HERS)
    if rule is not Reveal.SHARED:
        assert evening.sees(2, "it", 1) is Sight.SEALED
    evening.ada(deeds.FinishAlone())
    evening.ada(deeds.ReadOn("it"))
    evening.ada(Complete(step="then", answer=words("for me")))
    evening.ben(HIS)
    assert evening.sees(2, "then", 1) is Sight.HIDDEN
    assert evening.at_home("then", 1)
    assert evening.sees(2, "it", 1) is (Sight.OPEN if rule is Reveal.SHARED else Sight.HIDDEN)
    assert evening.session.state.course("then").marks[1].at == 0
