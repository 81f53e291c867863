"""When sealed answers open, and where each is kept: under the session's key or in its author's journal."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.exercise import Audience, Exercise
from server.core.state import RESTS_AFTER, STALE_AFTER, Course, Mark, Session, Standing, State
from server.core.steps.base import Reveal, Step


def other(seat: int) -> int:
    """The seat across the table."""
    return 3 - seat


def rule(exercise: Exercise, step: Step) -> Reveal:
    """The reveal rule that holds; in an exercise for one person everything is private."""
    return step.reveal if exercise.audience == "pair" else Reveal.PRIVATE


def expects(state: State, seat: int) -> bool:
    """Whether this seat still does the exercise with somebody, who may yet have to join.

    Whoever came by the link and was not met yet cannot end that for the first person by leaving again.
    """
    if state.alone or state.sittings[seat].standing is not Standing.HERE:
        return False
    partner = state.sittings.get(other(seat))
    unknown = partner is None or (seat == 1 and not state.met)
    return unknown or (partner is not None and partner.standing is Standing.HERE)


def both_here(state: State) -> bool:
    """Two people are in the exercise, though the first may not have met the second yet."""
    sittings = state.sittings.values()
    return len(sittings) == 2 and all(sitting.standing is Standing.HERE for sitting in sittings)


def passed(session: Session) -> bool:
    """Both have answered the check before joint work, and nothing holds them; or there is none."""
    gate = session.state.gate
    return session.exercise.gate is not Audience.PAIR or (len(gate.checked) == 2 and not gate.held)


def rests(state: State, at: int) -> bool:
    """Nothing was done for so long that nothing opens until both take it up again."""
    return at - state.touched >= RESTS_AFTER


def rests_for(state: State, seat: int, at: int) -> bool:
    """Only what is done by two rests; a person on their own comes back whenever they like."""
    return expects(state, seat) and rests(state, at)


def stale(mark: Mark, at: int) -> bool:
    """The author wrote this long ago and has not read it again since."""
    return at - mark.at > STALE_AFTER


def settle(session: Session, at: int) -> Session:
    """Open whatever its rule lets open now. Runs after every deed, so nothing opens by being looked at."""
    state = session.state
    if not (both_here(state) and state.met and passed(session)) or state.pause is not None:
        return session
    courses = dict(state.courses)
    for step in session.exercise.steps:
        course = courses.get(step.id)
        if course is not None and course.marks:
            courses[step.id] = _opened(rule(session.exercise, step), course, at)
    if courses == state.courses:
        return session
    return replace(session, state=replace(state, courses=courses))


def _opened(held: Reveal, course: Course, at: int) -> Course:
    ready = {seat for seat, mark in course.marks.items() if not (mark.passed or stale(mark, at))}
    match held:
        case Reveal.SHARED:
            opening = ready
        case Reveal.TOGETHER:
            opening = ready if len(ready) == 2 else set()
        case Reveal.CHOSEN:
            shown = {seat for seat in ready if course.marks[seat].show}
            opening = shown if len(shown) == 2 else set()
        case _:
            opening = set()
    new = {seat: at for seat in opening if seat not in course.opened}
    return replace(course, opened=course.opened | new) if new else course


def stays_closed(step: Step, course: Course) -> bool:
    """A `chosen` step that both completed and at least one keeps: it reads the same to both, with no name."""
    return (
        step.reveal is Reveal.CHOSEN
        and len(course.marks) == 2
        and not course.opened
        and not all(mark.show for mark in course.marks.values())
    )


def in_journal(session: Session, step: Step, seat: int) -> bool:
    """Where a seat's own answer belongs: True for its author's journal, False for the session's record.

    What has opened stays in the session. What has not goes to the journal once its author stopped sharing the
    exercise, took the answer back, or keeps a `chosen` one.
    """
    held = rule(session.exercise, step)
    if held in (Reveal.TURNS, Reveal.JOINT):
        return False
    if held is Reveal.PRIVATE:
        return True
    course = session.state.course(step.id)
    if seat in course.opened:
        return False
    mark = course.marks.get(seat)
    if mark is None or mark.passed or not expects(session.state, seat):
        return True
    return held is Reveal.CHOSEN and not mark.show
