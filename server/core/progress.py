"""How far a seat has come: which step is its current one, and what the other seat may notice of it."""

from __future__ import annotations

from enum import StrEnum

from server.core.opening import both_here, expects, other, passed, rule, stale, stays_closed
from server.core.state import Agreement, Floor, Mark, Session, State
from server.core.steps.base import Reveal, Step
from server.core.steps.turns import TurnsStep


class Stage(StrEnum):
    """Where one seat stands with one step."""

    ASK = "ask"
    """It is mine to answer (or, in turns and joint steps, ours to go on with)."""
    REREAD = "reread"
    """All it waits for is that I read my own old words again."""
    WAIT = "wait"
    """I am complete and the other is not."""
    SHOWN = "shown"
    """There is an outcome to look at before moving on."""
    PAST = "past"


def stage(session: Session, seat: int, step: Step, at: int) -> Stage:
    """Where `seat` stands with `step` at the time `at`."""
    held = rule(session.exercise, step)
    mark = session.state.course(step.id).marks.get(seat)
    if held is Reveal.PRIVATE:
        return Stage.ASK if mark is None else Stage.PAST
    if mark is not None and _rereads(session, seat, step, mark, at):
        return Stage.REREAD
    if step.id in session.state.sittings[seat].read_on:
        return Stage.PAST
    if held in (Reveal.TURNS, Reveal.JOINT):
        return _between(session, seat, step)
    if mark is None:
        return Stage.ASK
    return Stage.SHOWN if _has_outcome(session, seat, step) else Stage.WAIT


def _rereads(session: Session, seat: int, step: Step, mark: Mark, at: int) -> bool:
    """My sealed words would open if they were not old; I may be far beyond that step by now."""
    course = session.state.course(step.id)
    if seat in course.opened or mark.passed or not _together(session.state) or not stale(mark, at):
        return False
    theirs = course.marks.get(other(seat))
    match step.reveal:
        case Reveal.SHARED:
            return True
        case Reveal.CHOSEN:
            return theirs is not None and bool(mark.show and theirs.show)
        case _:
            return theirs is not None


def _together(state: State) -> bool:
    return both_here(state) and state.met


def _has_outcome(session: Session, seat: int, step: Step) -> bool:
    state = session.state
    if step.reveal is Reveal.SHARED or not expects(state, seat):
        return True
    course = state.course(step.id)
    return len(course.opened) == 2 or (state.met and stays_closed(step, course))


def _between(session: Session, seat: int, step: Step) -> Stage:
    """Turns and joint steps: both work on one thing, so there is nothing to do before the other has come."""
    state = session.state
    course = state.course(step.id)
    over = (course.floor is not None and course.floor.phase == "done") or (
        course.agreement is not None and course.agreement.settled
    )
    if over or not expects(state, seat):
        return Stage.SHOWN
    return Stage.ASK if _together(state) else Stage.WAIT


def current(session: Session, seat: int, at: int) -> Step | None:
    """The step at which this seat goes on, on whatever device; None when it has finished."""
    steps = session.exercise.steps
    return next((step for step in steps if stage(session, seat, step, at) is not Stage.PAST), None)


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

    Holds no revision, no time of an unopened answer, no private step, nothing of someone who went on alone,
    and nobody's readiness but one's own (which another's deed can use up), so typing, editing and private
    steps move nothing (design.md section 8).
    """
    state = session.state
    both = both_here(state)
    partner = state.sittings.get(other(seat))
    seen: list[object] = [state.met, state.pause if both else None, seat in state.ready]
    seen += [passed(session), state.gate.held and len(state.gate.checked) == 2]
    if partner is not None:
        seen += [partner.name, partner.standing, partner.person]
    for step in session.exercise.steps:
        if rule(session.exercise, step) is not Reveal.PRIVATE:
            course = state.course(step.id)
            seen += [step.id, both and other(seat) in course.marks, tuple(sorted(course.opened))]
            seen += [both and state.met and stays_closed(step, course), course.floor, course.agreement]
    return tuple(seen)


def told(before: Session, after: Session, seat: int) -> list[int]:
    """The seats whose view a deed of `seat` changes: its own, and the other's if it shows anything of it.

    On one phone there is one view, kept under the first seat.
    """
    if after.state.here:
        return [1]
    across = other(seat)
    was, is_ = across in before.state.sittings, across in after.state.sittings
    if was and is_:
        return [seat] if glance(before, across) == glance(after, across) else [seat, across]
    return [seat, across] if was or is_ else [seat]


def floor(session: Session, step: Step) -> Floor:
    """The floor of a turns step; before the first word it lies with whoever speaks first in this session."""
    mode = step.modes[0] if isinstance(step, TurnsStep) else "written"
    return session.state.course(step.id).floor or Floor(first=session.state.first, mode=mode)


def agreement(session: Session, step: Step) -> Agreement:
    """The joint document of an agree step; version 0 is the text it begins with."""
    return session.state.course(step.id).agreement or Agreement()
