"""How far a seat has come: which step is its current one, and what the other seat may notice of it."""

from __future__ import annotations

from enum import StrEnum

from server.core.opening import expects, other, rule, stale, stays_closed
from server.core.state import Agreement, Floor, Mark, Session
from server.core.steps.base import Reveal, Step


class Stage(StrEnum):
    """Where one seat stands with one step."""

    ASK = "ask"
    """It is mine to answer (or, in turns and joint steps, ours to go on with)."""
    REREAD = "reread"
    """The other is complete; my own words are old and wait for me to read them again."""
    WAIT = "wait"
    """I am complete and the other is not."""
    SHOWN = "shown"
    """There is an outcome to look at before moving on."""
    PAST = "past"


def stage(session: Session, seat: int, step: Step, at: int) -> Stage:
    """Where `seat` stands with `step` at the time `at`."""
    held = rule(session.exercise, step)
    course = session.state.course(step.id)
    if held is Reveal.PRIVATE:
        return Stage.PAST if seat in course.marks else Stage.ASK
    if step.id in session.state.sittings[seat].read_on:
        return Stage.PAST
    if held in (Reveal.TURNS, Reveal.JOINT):
        return _between(session, seat, step)
    mark = course.marks.get(seat)
    if mark is None:
        return Stage.ASK
    if _has_outcome(session, seat, step):
        return Stage.SHOWN
    return _waiting(mark, course.marks.get(other(seat)), at)


def _has_outcome(session: Session, seat: int, step: Step) -> bool:
    course = session.state.course(step.id)
    if step.reveal is Reveal.SHARED or not expects(session.state, seat):
        return True
    return len(course.opened) == 2 or stays_closed(step, course)


def _waiting(mine: Mark, theirs: Mark | None, at: int) -> Stage:
    return Stage.REREAD if theirs is not None and stale(mine, at) else Stage.WAIT


def _between(session: Session, seat: int, step: Step) -> Stage:
    """Turns and joint steps: both work on one thing, so there is nothing to do before the other has come."""
    course = session.state.course(step.id)
    over = (course.floor is not None and course.floor.phase == "done") or (
        course.agreement is not None and course.agreement.settled
    )
    if over or not expects(session.state, seat):
        return Stage.SHOWN
    return Stage.ASK if other(seat) in session.state.sittings and session.state.met else Stage.WAIT


def current(session: Session, seat: int, at: int) -> Step | None:
    """The step at which this seat goes on, on whatever device; None when it has finished."""
    return next((step for step in session.exercise.steps if stage(session, seat, step, at) is not Stage.PAST), None)


def reached(session: Session, seat: int, step: Step, at: int) -> bool:
    """Whether this seat may look at `step`: it, or a later one, is the seat's current step."""
    now = current(session, seat, at)
    order = session.exercise.steps
    return now is None or order.index(step) <= order.index(now)


def finished(session: Session, seat: int, at: int) -> bool:
    """Whether every step of the exercise is past for this seat."""
    return current(session, seat, at) is None


Glance = tuple[object, ...]


def glance(session: Session, seat: int) -> Glance:
    """All that a seat's own pages show of the other seat. Equal glances: nothing to tell that seat.

    Holds no revision, no time of an unopened answer, no private step and nobody's readiness, so typing,
    editing and private steps move nothing (design.md section 8).
    """
    state = session.state
    partner = state.sittings.get(other(seat))
    seen: list[object] = [state.met, state.pause]
    if partner is not None:
        seen += [partner.name, partner.standing, partner.person]
    for step in session.exercise.steps:
        course = state.courses.get(step.id)
        if course is not None and rule(session.exercise, step) is not Reveal.PRIVATE:
            seen += [step.id, other(seat) in course.marks, tuple(sorted(course.opened))]
            seen += [stays_closed(step, course), course.floor, course.agreement]
    return tuple(seen)


def floor(session: Session, step: Step) -> Floor:
    """The floor of a turns step; before the first word it lies with whoever speaks first in this session."""
    modes = getattr(step, "modes", ("written",))
    return session.state.course(step.id).floor or Floor(first=session.state.first, mode=modes[0])


def agreement(session: Session, step: Step) -> Agreement:
    """The joint document of an agree step; version 0 is the text it begins with."""
    return session.state.course(step.id).agreement or Agreement()
