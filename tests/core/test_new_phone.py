"""A new phone: the person is let back into their seat, and what was sealed on the old one stays closed."""

from __future__ import annotations

from server.core import deeds
from server.core.deeds import Complete
from server.core.progress import Stage
from server.core.state import MINUTE, Standing, Stop
from server.core.steps.base import Reveal
from server.core.visibility import Sight
from tests.core.cast import BEN, CLEO, exercise, turns, words, write
from tests.core.evening import Evening, for_two, taken

HERS = Complete(step="it", answer=words("I was afraid"), show=True)
HIS = Complete(step="it", answer=words("I was proud"), show=True)
NEW_ADA, NEW_BEN = "person-ada-new-phone", "person-ben-new-phone"


def test_ben_with_a_new_phone_goes_on_where_he_was_with_what_was_opened() -> None:
    evening = for_two(write("mine"), write("it", Reveal.TOGETHER), turns())
    evening.ben(Complete(step="mine", answer=words("only for me")))
    evening.ben(HIS)
    evening.ada(Complete(step="mine", answer=words("only for me")))
    evening.ada(HERS)
    evening.ben(deeds.ReadOn("it"))
    evening.ben_joins(person=NEW_BEN)
    assert evening.at_step(2) == "talk"
    assert evening.held_by(2).answers == {
        ("it", 1, 0): words("I was afraid"),
        ("it", 2, 0): words("I was proud"),
    }


def test_ada_too_is_let_back_in_when_ben_taps_for_her() -> None:
    evening = for_two(write("mine"), write("it", Reveal.TOGETHER), turns())
    evening.ada(Complete(step="mine", answer=words("only for me")))
    evening.ada(HERS)
    taken(evening.does(1, deeds.Arrive(NEW_ADA, "Ada", met=True)))
    assert evening.stage(1, "it") is Stage.WAIT
    assert (evening.sees(1, "mine", 1), evening.sees(1, "it", 1)) == (Sight.HIDDEN, Sight.SEALED)
    evening.ben(Complete(step="mine", answer=words("only for me")))
    evening.ben(HIS)
    assert (evening.sees(1, "it", 1), evening.sees(1, "it", 2)) == (Sight.OPEN, Sight.OPEN)


def test_a_guest_whom_ada_never_met_lets_nobody_into_her_seat() -> None:
    evening = Evening(exercise(write("it", Reveal.SHARED)))
    evening.ben_joins(by_link=True)
    assert evening.refuses(1, deeds.Arrive(CLEO, "Ada", met=True)) == "not-admitted"
    evening.ada(deeds.Meet())
    taken(evening.does(1, deeds.Arrive(CLEO, "Ada", met=True)))


def test_what_ben_left_sealed_on_his_old_phone_stays_closed_to_whoever_sits_there_now() -> None:
    evening = for_two(write("mine"), write("it", Reveal.TOGETHER))
    evening.ben(Complete(step="mine", answer=words("only for me")))
    evening.ben(HIS)
    assert evening.sees(2, "mine", 2) is Sight.OPEN
    evening.ben_joins(person=NEW_BEN)
    assert (evening.sees(2, "mine", 2), evening.sees(2, "it", 2)) == (Sight.HIDDEN, Sight.SEALED)
    evening.later(hours=73)
    assert evening.refuses(2, deeds.Keep("it")) == "nothing-here"
    evening.ben(Complete(step="it", answer=words("again, from my new phone")))
    evening.ada(Complete(step="mine", answer=words("mine")))
    evening.ada(HERS)
    assert evening.sees(1, "it", 2, author=NEW_BEN) is Sight.OPEN
    assert evening.sees(1, "it", 2, author=BEN) is Sight.HIDDEN


def test_ben_who_went_on_alone_comes_back_to_look_and_not_to_go_on_together() -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.ada(HERS)
    evening.ben(deeds.FinishAlone())
    evening.ben_joins(person=NEW_BEN)
    assert evening.session.state.sittings[2].standing is Standing.ALONE
    evening.ben(HIS)
    assert evening.sees(1, "it", 2, author=NEW_BEN) is Sight.HIDDEN


def test_a_seat_that_was_left_for_good_is_not_taken_again() -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.ben(deeds.Depart())
    assert evening.refuses(2, deeds.Arrive(NEW_BEN, "Ben", met=True)) == "left"


def test_the_old_phones_readiness_does_not_count_for_the_new_one() -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.ada(deeds.Halt(Stop.MOMENT, evening.at + MINUTE))
    evening.ben(deeds.Ready())
    evening.ben_joins(person=NEW_BEN)
    evening.ada(deeds.Ready())
    assert evening.session.state.pause is not None
    evening.ben(deeds.Ready())
    assert evening.session.state.pause is None
