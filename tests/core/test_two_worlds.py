"""Two worlds that differ in what Ada writes and how often: until it opens, Ben's evening is the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from server.core import deeds
from server.core.exercise import Exercise
from server.core.progress import Stage, current, glance, stage
from server.core.state import HOUR, Stop
from server.core.steps.base import Reveal
from server.core.visibility import Sight
from tests.core.cast import FORMS, exercise, words, write
from tests.core.evening import Evening, natural
from tests.core.plans import steps

PERSONAL = (Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN)
ACTIONS = st.lists(st.sampled_from(["ada", "ada", "ben", "ben", "edit", "pass time", "stop"]), max_size=30)


class World(Struct):
    """One of the two: which answer Ada gives, and whether she goes on changing what has not opened."""

    version: int
    edits: bool


def ada_goes_on(evening: Evening, version: int) -> None:
    """One deed that Ben may notice, with all the private ones around it.

    What is shared at once is the same in both worlds, since Ben reads it and may see what follows from it.
    """
    _all_private(evening, version)
    now = current(evening.session, 1, evening.at)
    open_at_once = now is not None and now.reveal is Reveal.SHARED
    deed = natural(evening.session, 1, evening.at, version=0 if open_at_once else version)
    if deed is not None:
        evening.does(1, deed)
    _all_private(evening, version)


def _all_private(evening: Evening, version: int) -> None:
    while (now := current(evening.session, 1, evening.at)) is not None and now.reveal is Reveal.PRIVATE:
        evening.ada(deeds.Complete(step=now.id, answer=now.parse(FORMS[now.kind][version])))


def ada_edits(evening: Evening, version: int) -> None:
    """She changes her mind about everything that has not opened, twice."""
    for step in evening.session.exercise.steps:
        course = evening.session.state.course(step.id)
        if (step.id, 1, 0) in evening.kept and 1 in course.marks and 1 not in course.opened:
            for form in (FORMS[step.kind][1 - version], FORMS[step.kind][version]):
                show = True if step.reveal is Reveal.CHOSEN else None
                evening.does(1, deeds.Complete(step=step.id, answer=step.parse(form), show=show))


def stops(evening: Evening) -> None:
    evening.does(2, deeds.Halt(Stop.MOMENT, evening.at + HOUR))
    evening.does(1, deeds.Ready())
    evening.does(2, deeds.Ready())


def bens_evening(plan: Exercise, actions: list[str], world: World) -> list[object]:
    """All that Ben's pages are made of, after each thing that was done."""
    evening = Evening(plan)
    evening.ben_joins()
    told: list[object] = []
    for action in actions:
        match action:
            case "ada":
                ada_goes_on(evening, world.version)
            case "ben":
                deed = natural(evening.session, 2, evening.at)
                if deed is not None:
                    evening.does(2, deed)
            case "edit" if world.edits:
                ada_edits(evening, world.version)
            case "pass time":
                evening.later(hours=2)
            case "stop":
                stops(evening)
        told.append(seen_by_ben(evening))
    return told


def seen_by_ben(evening: Evening) -> object:
    session = evening.session
    stages = [stage(session, 2, step, evening.at) for step in session.exercise.steps]
    theirs = {place: evening.sees(2, place[0], place[1], place[2]) for place in evening.kept if place[1] == 1}
    shown = {place: what for place, what in theirs.items() if what is not Sight.HIDDEN}
    return glance(session, 2), stages, shown


@settings(deadline=None, max_examples=400)
@given(steps().map(lambda made: exercise(*made)), ACTIONS, st.booleans())
def test_until_it_opens_ben_cannot_tell_what_ada_writes_or_how_often(
    plan: Exercise, actions: list[str], edits: bool
) -> None:
    one, other = World(version=0, edits=False), World(version=1, edits=edits)
    assert bens_evening(plan, actions, one) == bens_evening(plan, actions, other)


@pytest.mark.long
@settings(deadline=None, max_examples=5_000)
@given(steps().map(lambda made: exercise(*made)), ACTIONS, st.booleans())
def test_in_thousands_of_worlds_ben_cannot_tell_what_ada_writes_or_how_often(
    plan: Exercise, actions: list[str], edits: bool
) -> None:
    one, other = World(version=0, edits=False), World(version=1, edits=edits)
    assert bens_evening(plan, actions, one) == bens_evening(plan, actions, other)


@pytest.mark.parametrize("held", PERSONAL)
def test_the_comparison_would_notice_a_completion_and_an_opening(held: Reveal) -> None:
    plan = exercise(write("it", held))
    world = World(version=0, edits=False)
    nothing, done, both = (
        bens_evening(plan, actions, world)[-1] for actions in (["stop"], ["ada"], ["ada", "ben"])
    )
    assert nothing != done
    assert done != both


def test_ben_reads_ada_s_own_words_once_they_open() -> None:
    evening = Evening(exercise(write("it", Reveal.TOGETHER)))
    evening.ben_joins()
    ada_goes_on(evening, 1)
    evening.ben(deeds.Complete(step="it", answer=words("mine")))
    assert evening.stage(2, "it") is Stage.SHOWN
    assert evening.held_by(2).answers["it", 1, 0] == words("I felt alone")
