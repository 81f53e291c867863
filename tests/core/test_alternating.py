"""Over all that two people do together, the first word goes from one to the other."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from server.core import deeds
from server.core.alternating import first_seat
from server.core.session import begin
from server.core.state import HOUR, State
from tests.core.cast import ADA, BEN, CLEO, NOON, exercise, spoken, turns
from tests.core.evening import Evening, taken

SAY = deeds.Say("talk", spoken("I miss our walks"))


class Plan(Struct, frozen=True):
    """One session: who invites whom, and whether they come to talk in it."""

    host: str
    guest: str
    talks: bool


def couples(*people: str) -> st.SearchStrategy[Plan]:
    pairs = [(one, two) for one in people for two in people if one != two]
    return st.builds(lambda pair, talks: Plan(pair[0], pair[1], talks), st.sampled_from(pairs), st.booleans())


def lived(plan: Plan, earlier: list[State], at: int) -> tuple[State, str]:
    """A session after it was lived, and who had the first word in it ("" where nobody talked)."""
    evening = Evening(exercise(turns()))
    evening.session = begin("session", exercise(turns()), plan.host, alone=False, at=at)
    evening.at = at
    first = first_seat(earlier, plan.host, plan.guest)
    taken(evening.does(2, deeds.Arrive(plan.guest, "them", met=True, first=first)))
    if not plan.talks:
        return evening.session.state, ""
    taken(evening.does(first, SAY))
    evening.refuses(first, SAY)
    return evening.session.state, (plan.host, plan.guest)[first - 1]


@given(st.lists(couples(ADA, BEN, CLEO), max_size=16), st.randoms(use_true_random=False))
def test_between_any_two_the_first_word_alternates_whoever_invites(plans: list[Plan], chance: Random) -> None:
    states: list[State] = []
    words: dict[frozenset[str], list[str]] = {}
    for number, plan in enumerate(plans):
        known = list(states)
        chance.shuffle(known)
        state, spoke = lived(plan, known, NOON + number * HOUR)
        states.append(state)
        if spoke:
            words.setdefault(frozenset((plan.host, plan.guest)), []).append(spoke)
    for spoken_first in words.values():
        assert all(one != two for one, two in pairwise(spoken_first))


@given(couples(ADA, BEN), st.lists(couples(ADA, CLEO), max_size=4))
def test_what_one_did_with_somebody_else_counts_for_nothing(plan: Plan, others: list[Plan]) -> None:
    elsewhere = [lived(other, [], NOON + number)[0] for number, other in enumerate(others)]
    assert first_seat(elsewhere, plan.host, plan.guest) == 1


def test_a_session_that_ended_before_the_talk_is_nobodys_turn() -> None:
    talked, _ = lived(Plan(ADA, BEN, True), [], NOON)
    idle, _ = lived(Plan(ADA, BEN, False), [talked], NOON + HOUR)
    assert (talked.first, idle.first) == (1, 2)
    assert first_seat([talked, idle], ADA, BEN) == 2
    assert first_seat([idle], ADA, BEN) == 1


def test_a_new_phone_in_the_same_seat_changes_nothing() -> None:
    evening = Evening(exercise(turns()), first=2)
    evening.ben_joins()
    taken(evening.does(2, deeds.Arrive("person-new-ben", "Ben", met=True, first=1)))
    assert evening.session.state.first == 2
