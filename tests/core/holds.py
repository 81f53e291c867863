"""What a session looks like from a seat, and what holds of every state of it, whatever led there."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from server.core import deeds
from server.core.opening import both_here, expects, in_journal, rests_for
from server.core.progress import current, floor, stage
from server.core.session import decide
from server.core.state import MINUTE, Session, Standing, State
from server.core.steps.base import PERSONAL
from server.core.steps.turns import TurnsStep
from server.core.visibility import Sight, Viewer, sight
from tests.core.evening import Evening, natural, taken

_SIGNS = {"say": "s", "pass": "-", "mirror": "m", "heard": "h", "partly": "n", "again": "n", "after": "a"}


def snapshot(session: Session) -> bytes:
    answers = {str(place): answer for place, answer in session.answers.items()}
    return msgspec.json.encode((session.state, answers))


def position(session: Session, seat: int, at: int) -> int:
    """How many steps a seat has behind it."""
    now = current(session, seat, at)
    steps = session.exercise.steps
    return len(steps) if now is None else steps.index(now)


def seen_by(evening: Evening, seat: int) -> object:
    """All that the pages of a seat show of the other, taken together without asking `glance`."""
    session = evening.session
    state = session.state
    stages = [stage(session, seat, step, evening.at) for step in session.exercise.steps]
    partner = state.sittings.get(3 - seat)
    viewer = Viewer(state.sittings[seat].person, seat)
    sights = {place: sight(viewer, place, kept.author, session) for place, kept in evening.kept.items()}
    shown = {place: what for place, what in sights.items() if what is not Sight.HIDDEN}
    courses = [course for course in state.courses.values() if course.floor or course.agreement]
    talk = [(course.floor, course.agreement) for course in courses]
    stop = state.pause if both_here(state) else None
    who = partner and (partner.person, partner.name, partner.standing)
    return stages, shown, talk, stop, who, seat in state.ready


def survives_storing(state: State) -> None:
    """The head record holds all of it."""
    assert msgspec.json.decode(msgspec.json.encode(state), type=State) == state


def needs_no_answers(evening: Evening, seat: int) -> None:
    """Where a seat stands is the same on a device that has opened nothing yet."""
    held, bare = evening.held_by(seat), evening.session
    for step in held.exercise.steps:
        assert stage(held, seat, step, evening.at) is stage(bare, seat, step, evening.at)


def leaving_is_possible(evening: Evening, seat: int) -> None:
    """Now, without a condition; what opened stays, the rest goes home with its author, or is gone."""
    before = evening.held_by(seat)
    after = taken(decide(before, seat, deeds.Depart(), evening.at))
    erased = taken(decide(before, seat, deeds.Depart(erase=True), evening.at))
    assert after.state.sittings[seat].standing is Standing.LEFT
    for step in after.exercise.steps:
        course = after.state.course(step.id)
        assert course.opened == before.state.course(step.id).opened
        if step.reveal in PERSONAL:
            opened = seat in course.opened
            assert (seat in course.marks) == opened
            assert in_journal(after, step, seat) != opened
            assert opened or (step.id, seat, 0) not in erased.answers
            assert after.answers.get((step.id, seat, 0)) == before.answers.get((step.id, seat, 0))


def somebody_can_go_on(evening: Evening) -> None:
    """Nobody is ever stuck: after stop or rest there is a next thing to do, if only to finish alone."""
    at = evening.at + 20 * MINUTE
    session = _taken_up(evening.session, at)
    state = session.state
    able = {
        seat: _can_go_on(evening, session, seat, at) for seat in state.sittings if _still(session, seat, at)
    }
    if both_here(state) and state.met and able:
        assert any(able.values()), "both only wait"
    for seat, can in able.items():
        assert can or expects(state, seat), f"seat {seat} waits for nobody"
        if not can and state.sittings[seat].standing is Standing.HERE:
            alone = taken(decide(_with(evening, session, seat), seat, deeds.FinishAlone(), at))
            assert current(alone, seat, at) is None or natural(alone, seat, at) is not None
    if not state.met and state.sittings[1].standing is Standing.HERE:
        assert isinstance(decide(session, 1, deeds.Meet(), at), Session)
        assert isinstance(decide(session, 1, deeds.CloseDoor(), at), Session)


def _still(session: Session, seat: int, at: int) -> bool:
    return (
        session.state.sittings[seat].standing is not Standing.LEFT and current(session, seat, at) is not None
    )


def _can_go_on(evening: Evening, session: Session, seat: int, at: int) -> bool:
    deed = natural(session, seat, at)
    if deed is None:
        return False
    before = _with(evening, session, seat)
    assert taken(decide(before, seat, deed, at)) != before
    return True


def _with(evening: Evening, session: Session, seat: int) -> Session:
    return replace(session, answers=evening.held_by(seat).answers)


def _taken_up(session: Session, at: int) -> Session:
    """After everybody who has to said ready, and not before."""
    for _ in range(2):
        here = [seat for seat, sitting in session.state.sittings.items() if sitting.standing is Standing.HERE]
        waits = [seat for seat in here if seat not in session.state.ready]
        if session.state.pause is None and not any(rests_for(session.state, seat, at) for seat in here):
            break
        for seat in waits or here:
            session = taken(decide(session, seat, deeds.Ready(), at))
    assert session.state.pause is None or not here
    return session


def the_talk_is_fair(evening: Evening) -> None:
    """Turn by turn, both as often, at most three tries each, and nothing out of its order."""
    for step in evening.session.exercise.steps:
        if isinstance(step, TurnsStep):
            now = floor(evening.session, step)
            spoke = [entry.seat for entry in now.entries if entry.move in ("say", "pass")]
            due = [now.first, 3 - now.first] * step.rounds
            assert spoke == due[: len(spoke)]
            if now.phase == "done":
                told = "".join(f"{entry.seat}{_SIGNS[entry.move]}" for entry in now.entries)
                assert re.fullmatch("".join(_turn(seat, len(step.after)) for seat in due), told), told
            assert len(spoke) == min(now.turn + (now.phase not in ("speak", "done")), len(due))


def _turn(a: int, after: int) -> str:
    b = 3 - a
    heard = rf"(?:{a}n{b}m){{0,2}}{a}h(?:{b}a){{{after}}}"
    return rf"(?:{a}-|{a}s{b}m(?:{heard}|(?:{a}n{b}m){{2}}{a}n))"
