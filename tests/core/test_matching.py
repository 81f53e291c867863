"""Of a match each learns what both said yes to. "Ask me first" and "not now" stay with who said so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core import deeds
from server.core.deeds import Complete
from server.core.steps.base import Option, Reveal
from server.core.steps.match import GIVEN, Given, MatchAnswer, MatchStep
from server.core.visibility import Sight, Viewer, narrowed
from tests.core.cast import ADA, BEN, words, write
from tests.core.evening import Evening, for_two, taken

TOUCH = ("hand", "hug", "kiss", "back")
Said = tuple[Given, ...]
SAYS: st.SearchStrategy[Said] = st.tuples(*[st.sampled_from(GIVEN)] * len(TOUCH))
HERS: Said = ("yes", "yes", "ask", "not")
HIS: Said = ("yes", "ask", "yes", "not")
NEW_ADA = "person-ada-new-phone"


def step() -> MatchStep:
    options = tuple(Option(id=id, label=f"A {id}") for id in TOUCH)
    return MatchStep(id="map", ask="Which would you welcome?", options=options)


def says(*answers: Given) -> MatchAnswer:
    return MatchAnswer(given=dict(zip(TOUCH, answers, strict=True)))


def both(hers: Said, his: Said) -> Evening:
    evening = for_two(step(), write("end", Reveal.SHARED))
    evening.ada(Complete(step="map", answer=says(*hers)))
    evening.ben(Complete(step="map", answer=says(*his)))
    return evening


def theirs(evening: Evening, seat: int) -> object:
    """What a seat holds of the other's answer."""
    return evening.held_by(seat).answers.get(("map", 3 - seat, 0))


def test_each_holds_their_own_answer_whole_and_of_the_other_what_both_welcome() -> None:
    evening = both(HERS, HIS)
    assert theirs(evening, 1) == theirs(evening, 2) == MatchAnswer(given={"hand": "yes"})
    assert evening.held_by(1).answers["map", 1, 0] == says(*HERS)
    assert evening.held_by(2).answers["map", 2, 0] == says(*HIS)


def test_before_both_are_complete_nothing_of_it_is_held_by_the_other() -> None:
    evening = for_two(step())
    evening.ada(Complete(step="map", answer=says(*HERS)))
    assert evening.sees(2, "map", 1) is Sight.SEALED
    assert theirs(evening, 2) is None


@given(SAYS, SAYS)
def test_nobody_ever_holds_more_than_what_both_said_yes_to(hers: Said, his: Said) -> None:
    evening = both(hers, his)
    common = {id for id, *two in zip(TOUCH, hers, his, strict=True) if two == ["yes", "yes"]}
    for seat in (1, 2):
        assert theirs(evening, seat) == MatchAnswer(
            given=dict.fromkeys(sorted(common, key=TOUCH.index), "yes")
        )


@given(SAYS, SAYS, st.lists(st.sampled_from(["ask", "not"]), min_size=4, max_size=4))
def test_ask_me_first_and_not_now_are_one_world_to_the_other(
    hers: Said, his: Said, again: list[Given]
) -> None:
    changed = tuple(was if was == "yes" else now for was, now in zip(hers, again, strict=True))
    assert bens_evening(hers, his) == bens_evening(changed, his)


@given(SAYS, SAYS)
def test_a_yes_that_ben_did_not_share_is_hidden_from_him_as_well(hers: Said, his: Said) -> None:
    """What he did not welcome himself, he does not learn that she would have."""
    kept = tuple("not" if mine != "yes" else was for was, mine in zip(hers, his, strict=True))
    assert bens_evening(hers, his) == bens_evening(kept, his)


def bens_evening(hers: Said, his: Said) -> list[object]:
    """All that Ben holds from before he answers until she has left."""
    evening = for_two(step(), write("end", Reveal.SHARED))
    held: list[object] = []

    def note() -> None:
        session = evening.held_by(2)
        held.append((session.state, session.answers, evening.stage(2, "map")))

    evening.ada(Complete(step="map", answer=says(*hers)))
    note()
    evening.ben(Complete(step="map", answer=says(*his)))
    note()
    evening.ada(deeds.ReadOn("map"))
    evening.ada(Complete(step="end", answer=words("thank you")))
    note()
    evening.ada(deeds.Depart(erase=True))
    note()
    return held


def test_the_comparison_of_the_two_worlds_would_notice_a_yes() -> None:
    assert bens_evening(HERS, HIS) != bens_evening(("not", "yes", "ask", "not"), HIS)


def test_a_new_phone_in_her_seat_gets_neither_answer_whole() -> None:
    """Who was let in after a lost phone is not yet known to be the one who answered."""
    evening = both(HERS, HIS)
    taken(evening.does(1, deeds.Arrive(NEW_ADA, "Ada", met=True)))
    held = evening.held_by(1).answers
    assert held["map", 1, 0] == held["map", 2, 0] == MatchAnswer(given={"hand": "yes"})


def test_without_the_answer_across_there_is_nothing_in_common() -> None:
    place = ("map", 1, 0)
    assert narrowed(Viewer(BEN, 2), {place: says(*HERS)}, {place: ADA}) == {place: MatchAnswer(given={})}
    assert narrowed(Viewer(ADA, 1), {place: says(*HERS)}, {place: ADA}) == {place: says(*HERS)}


def test_left_out_and_nothing_in_common_are_one_thing_to_the_other() -> None:
    places = {("map", 1, 0): MatchAnswer(given={}), ("map", 2, 0): says(*HIS)}
    authors = {("map", 1, 0): ADA, ("map", 2, 0): BEN}
    left_out = narrowed(Viewer(BEN, 2), places, authors)
    nothing = narrowed(Viewer(BEN, 2), places | {("map", 1, 0): says("not", "yes", "ask", "not")}, authors)
    assert left_out == nothing


@pytest.mark.parametrize("whose", [1, 2])
def test_other_kinds_leave_whole(whose: int) -> None:
    evening = for_two(write("it", Reveal.SHARED))
    evening.ada(Complete(step="it", answer=words("hers")))
    evening.ben(Complete(step="it", answer=words("his")))
    assert evening.held_by(3 - whose).answers["it", whose, 0] == words(("hers", "his")[whose - 1])
