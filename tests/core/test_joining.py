"""Coming to the second seat: by tap and by link, met and not yet met."""

from __future__ import annotations

import pytest

from server.core import deeds
from server.core.deeds import Complete
from server.core.progress import Stage, glance
from server.core.state import DAY, Stop
from server.core.steps.base import Reveal
from server.core.visibility import Sight, Viewer, sight
from tests.core.cast import ADA, BEN, CLEO, NOON, agree, deal, exercise, spoken, turns, words, write
from tests.core.evening import Evening, for_two

HERS = Complete(step="it", answer=words("I was afraid"), show=True)
HIS = Complete(step="it", answer=words("I was proud"), show=True)
TOMORROW = NOON + DAY
NEW_ADA, NEW_BEN = "person-ada-new-phone", "person-ben-new-phone"


def alone_so_far() -> Evening:
    return Evening(exercise(write("it", Reveal.SHARED), write("then", Reveal.TOGETHER), turns()))


def by_link() -> Evening:
    """Ada has shared something, and somebody came by the link."""
    evening = alone_so_far()
    evening.ada(HERS)
    evening.ben_joins(by_link=True)
    return evening


def test_let_in_by_a_tap_ben_gets_what_ada_shared() -> None:
    evening = alone_so_far()
    evening.ada(HERS)
    evening.ben_joins()
    assert evening.sees(2, "it", 1) is Sight.OPEN


def test_while_ada_has_a_break_ben_can_come_in_and_nothing_opens_until_both_are_ready() -> None:
    evening = alone_so_far()
    evening.ada(HERS)
    evening.ada(deeds.Halt(Stop.MOMENT, TOMORROW))
    evening.ben_joins()
    assert evening.sees(2, "it", 1) is Sight.SEALED
    evening.ada(deeds.Ready())
    evening.ben(deeds.Ready())
    assert evening.sees(2, "it", 1) is Sight.OPEN


def test_the_same_person_does_not_take_both_seats() -> None:
    evening = alone_so_far()
    assert evening.refuses(2, deeds.Arrive(ADA, "Ada", met=True)) == "same-person"
    evening.ben_joins()
    assert evening.refuses(2, deeds.Arrive(BEN, "Ben", met=True)) == "same-person"


def test_a_taken_seat_is_not_taken_again_by_a_link() -> None:
    evening = by_link()
    assert evening.refuses(2, deeds.Arrive(CLEO, "Cleo", met=False)) == "seat-taken"


@pytest.mark.parametrize("deed", [deeds.Depart(), deeds.FinishAlone()])
def test_nobody_joins_ada_once_she_left_or_goes_on_alone(deed: deeds.Deed) -> None:
    evening = alone_so_far()
    evening.ada(deed)
    expected = "left" if isinstance(deed, deeds.Depart) else "alone"
    assert evening.refuses(2, deeds.Arrive(BEN, "Ben", met=True)) == expected


def test_joined_by_link_nothing_opens_until_ada_has_seen_the_name_and_gone_on() -> None:
    evening = by_link()
    assert evening.sees(2, "it", 1) is Sight.SEALED
    evening.ada(deeds.ReadOn("it"))
    assert evening.sees(2, "it", 1) is Sight.SEALED
    evening.ada(Complete(step="then", answer=words("next")), saw_partner=True)
    assert evening.sees(2, "it", 1) is Sight.OPEN


@pytest.mark.parametrize(
    "deed",
    [deeds.Name("Ada"), deeds.Halt(Stop.MOMENT, 2_000_000_000_000), deeds.FinishAlone(), deeds.Depart()],
)
def test_to_stop_or_to_leave_is_not_to_let_somebody_in(deed: deeds.Deed) -> None:
    evening = by_link()
    evening.ada(deed, saw_partner=True)
    assert not evening.session.state.met
    assert evening.sees(2, "it", 1) is not Sight.OPEN


def test_what_ben_does_lets_nobody_in() -> None:
    evening = by_link()
    evening.does(2, HIS, saw_partner=True)
    assert not evening.session.state.met
    assert evening.refuses(2, deeds.Meet()) == "not-admitted"


def test_ada_who_only_waits_can_say_that_she_goes_on_with_ben() -> None:
    evening = Evening(exercise(turns()), first=2)
    evening.ben_joins(by_link=True)
    assert (evening.stage(1, "talk"), evening.stage(2, "talk")) == (Stage.WAIT, Stage.WAIT)
    evening.ada(deeds.Meet())
    evening.ben(deeds.Say("talk", spoken("I am glad to be here")))


def test_until_they_met_they_neither_talk_nor_learn_how_the_other_chose() -> None:
    evening = Evening(exercise(write("it", Reveal.CHOSEN), turns(), agree()))
    evening.ada(Complete(step="it", answer=words("I was afraid"), show=False))
    evening.ben_joins(by_link=True)
    evening.ben(HIS)
    assert evening.stage(2, "it") is Stage.WAIT
    evening.ada(deeds.Meet())
    assert evening.stage(2, "it") is Stage.SHOWN


def test_not_him_ada_closes_the_door_and_it_is_as_if_nobody_had_come() -> None:
    evening = by_link()
    evening.ben(HIS)
    evening.ben(deeds.ReadOn("it"))
    evening.ada(deeds.CloseDoor())
    assert 2 not in evening.session.state.sittings
    assert evening.session.state.course("it").marks.keys() == {1}
    assert sight(Viewer(BEN, 2), ("it", 1, 0), ADA, evening.session) is Sight.HIDDEN
    assert evening.refuses(2, HIS) == "not-admitted"
    evening.ben_joins(person=CLEO)
    assert evening.at_step(2) == "it"


def test_the_door_closes_only_before_they_met_and_only_by_ada() -> None:
    evening = by_link()
    assert evening.refuses(2, deeds.CloseDoor()) == "not-admitted"
    evening.ada(deeds.Meet())
    assert evening.refuses(1, deeds.CloseDoor()) == "not-admitted"


@pytest.mark.parametrize(
    "deed", [deeds.Depart(), deeds.FinishAlone(), deeds.Halt(Stop.BREAK, 2_000_000_000_000)]
)
def test_a_stranger_by_the_link_cannot_end_or_hold_the_session(deed: deeds.Deed) -> None:
    evening = by_link()
    evening.ada(deeds.ReadOn("it"))
    evening.ada(Complete(step="then", answer=words("next")))
    evening.ben(deed)
    assert evening.stage(1, "then") is Stage.WAIT
    assert not evening.at_home("then", 1)
    evening.ada(deeds.CloseDoor())
    assert evening.session.state.pause is None
    evening.ben_joins(person=CLEO)
    evening.ben(Complete(step="it", answer=words("hello")))
    assert evening.sees(1, "it", 2, author=CLEO) is Sight.OPEN


def test_what_a_stranger_does_alone_changes_nothing_on_adas_page() -> None:
    evening = Evening(exercise(write("it", Reveal.TOGETHER)))
    evening.ada(HERS)
    evening.ben_joins(by_link=True)
    evening.ben(deeds.FinishAlone())
    evening.later(hours=73)
    for deed in (HIS, deeds.PutAway("it")):
        evening.ben(deed)
        assert evening.stage(1, "it") is Stage.WAIT


def test_ben_let_in_by_tap_instead_of_a_stranger_inherits_nothing_of_theirs() -> None:
    evening = by_link()
    evening.ben(HIS)
    evening.ben(deeds.ReadOn("it"))
    evening.ben_joins(person=CLEO)
    assert evening.at_step(2) == "it"
    assert evening.sees(1, "it", 2, author=BEN) is Sight.HIDDEN


@pytest.mark.parametrize("seat", [0, 1, 3])
def test_there_is_no_way_in_but_to_the_second_seat_while_ada_is_alone(seat: int) -> None:
    evening = alone_so_far()
    assert evening.refuses(seat, deeds.Arrive(CLEO, "Cleo", met=True)) == "not-admitted"
    evening.ben_joins(person=CLEO)


def test_ada_is_told_that_somebody_came_and_what_they_are_called() -> None:
    evening = alone_so_far()
    before = glance(evening.session, 1)
    evening.ben_joins(by_link=True)
    came = glance(evening.session, 1)
    assert came != before
    evening.ben(deeds.Name("Benni"))
    assert glance(evening.session, 1) != came


def test_a_paper_lies_there_unread_until_they_met() -> None:
    evening = for_two(agree())
    evening.ada(deeds.Draw("deal", 0, deal("We walk on Sundays")))
    assert evening.sees(2, "deal", 1, 1) is Sight.OPEN
    stranger = Evening(exercise(agree()))
    stranger.ben_joins(by_link=True)
    assert stranger.sees(2, "deal", 1, 1) is Sight.SEALED
