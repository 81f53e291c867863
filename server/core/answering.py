"""Deeds on one's own answers: complete, choose, read again, put away, move on."""

from __future__ import annotations

from msgspec.structs import replace

from server.core import deeds
from server.core.opening import rule
from server.core.problems import Code, Problem
from server.core.progress import Stage, current, reached, stage
from server.core.state import Course, Mark, Session, Sitting
from server.core.steps.base import Reveal, Step

PERSONAL = (Reveal.PRIVATE, Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN)


def put_course(session: Session, step: str, course: Course) -> Session:
    """The session with one step's course replaced."""
    courses = session.state.courses | {step: course}
    return replace(session, state=replace(session.state, courses=courses))


def put_sitting(session: Session, seat: int, sitting: Sitting) -> Session:
    """The session with one sitting replaced."""
    sittings = session.state.sittings | {seat: sitting}
    return replace(session, state=replace(session.state, sittings=sittings))


def complete(session: Session, seat: int, deed: deeds.Complete, at: int) -> Session | Problem:
    """Answer a step, or answer it anew while it is unopened; then pass by the steps that `when` hides."""
    step = session.exercise.step(deed.step)
    problem = _may_answer(session, seat, step, deed, at)
    if problem is not None or step is None:
        return problem or Problem(Code.UNKNOWN_STEP)
    held = rule(session.exercise, step)
    place = (step.id, seat, 0)
    course = session.state.course(step.id)
    mark = _mark(session.state.sittings[seat].person, held, deed.show, at)
    before = course.marks.get(seat)
    if before is not None and session.answers.get(place) == deed.answer and before.show == mark.show:
        return session
    done = replace(session, answers=session.answers | {place: deed.answer})
    done = put_course(done, step.id, replace(course, marks=course.marks | {seat: mark}))
    return pass_by(done, seat, at)


def _may_answer(
    session: Session, seat: int, step: Step | None, deed: deeds.Complete, at: int
) -> Problem | None:
    if step is None:
        return Problem(Code.UNKNOWN_STEP, deed.step)
    held = rule(session.exercise, step)
    if held not in PERSONAL or step.kind != deed.answer.kind:
        return Problem(Code.WRONG_KIND, step.id)
    if not reached(session, seat, step, at):
        return Problem(Code.NOT_REACHED, step.id)
    if seat in session.state.course(step.id).opened:
        return Problem(Code.OPENED, step.id)
    if held is Reveal.CHOSEN and deed.show is None:
        return Problem(Code.CHOICE_MISSING, step.id)
    return None


def _mark(person: str, held: Reveal, show: bool | None, at: int) -> Mark:
    """A private step leaves no time in the session: the head says "done" and nothing else."""
    if held is Reveal.PRIVATE:
        return Mark(author=person)
    return Mark(author=person, at=at, show=show if held is Reveal.CHOSEN else None)


def pass_by(session: Session, seat: int, at: int) -> Session:
    """Mark the next steps that `when` hides from this seat as done, so that nobody can tell them from answered.

    Looks only at the seat's own answers. A step that was passed by and is now asked for (the earlier answer
    changed) is asked again, unless it was answered.
    """
    session = _unpass(session, seat)
    while (step := current(session, seat, at)) is not None:
        if step.when is None or _asked(session, seat, step) or stage(session, seat, step, at) is not Stage.ASK:
            break
        held = rule(session.exercise, step)
        course = session.state.course(step.id)
        mark = _mark(session.state.sittings[seat].person, held, False, at)
        session = put_course(session, step.id, replace(course, marks=course.marks | {seat: mark}))
        if held is not Reveal.PRIVATE:
            session = _read(session, seat, step.id)
    return session


def _unpass(session: Session, seat: int) -> Session:
    for step in session.exercise.steps:
        course = session.state.course(step.id)
        passed = seat in course.marks and (step.id, seat, 0) not in session.answers
        if step.when is not None and passed and not course.opened and _asked(session, seat, step):
            marks = {whose: mark for whose, mark in course.marks.items() if whose != seat}
            session = put_course(session, step.id, replace(course, marks=marks))
    return session


def _asked(session: Session, seat: int, step: Step) -> bool:
    if step.when is None:
        return True
    earlier = session.answers.get((step.when.step, seat, 0))
    return earlier is not None and earlier.meets(step.when)


def choose(session: Session, seat: int, deed: deeds.Choose, at: int) -> Session | Problem:
    """Show or keep a `chosen` answer, changeable until it opened."""
    step = session.exercise.step(deed.step)
    if step is None or rule(session.exercise, step) is not Reveal.CHOSEN:
        return Problem(Code.WRONG_KIND, deed.step)
    course = session.state.course(step.id)
    mark = course.marks.get(seat)
    if mark is None or (step.id, seat, 0) not in session.answers:
        return Problem(Code.NOTHING_HERE, step.id)
    if seat in course.opened:
        return Problem(Code.OPENED, step.id)
    if mark.show == deed.show:
        return session
    return put_course(
        session, step.id, replace(course, marks=course.marks | {seat: replace(mark, show=deed.show, at=at)})
    )


def put_away(session: Session, seat: int, deed: deeds.PutAway, at: int) -> Session | Problem:
    """Take an unopened answer back; it is asked again, and the words stay with their author."""
    found = _sealed(session, seat, deed.step)
    if isinstance(found, Problem):
        return found
    marks = {whose: mark for whose, mark in found.marks.items() if whose != seat}
    return put_course(session, deed.step, replace(found, marks=marks))


def keep(session: Session, seat: int, deed: deeds.Keep, at: int) -> Session | Problem:
    """Read again and kept: the answer counts as written now."""
    found = _sealed(session, seat, deed.step)
    if isinstance(found, Problem):
        return found
    marks = found.marks | {seat: replace(found.marks[seat], at=at)}
    return put_course(session, deed.step, replace(found, marks=marks))


def _sealed(session: Session, seat: int, id: str) -> Course | Problem:
    """The course of a step in which this seat has an answer that is neither private nor open."""
    step = session.exercise.step(id)
    if step is None or rule(session.exercise, step) not in PERSONAL[1:]:
        return Problem(Code.WRONG_KIND, id)
    course = session.state.course(id)
    if seat not in course.marks:
        return Problem(Code.NOTHING_HERE, id)
    return Problem(Code.OPENED, id) if seat in course.opened else course


def read_on(session: Session, seat: int, deed: deeds.ReadOn, at: int) -> Session | Problem:
    """Move on from an outcome that was shown."""
    step = session.exercise.step(deed.step)
    if step is None:
        return Problem(Code.UNKNOWN_STEP, deed.step)
    now = stage(session, seat, step, at)
    if now is Stage.PAST:
        return session
    if now is not Stage.SHOWN or not reached(session, seat, step, at):
        return Problem(Code.NOT_OPEN, deed.step)
    return pass_by(_read(session, seat, step.id), seat, at)


def _read(session: Session, seat: int, step: str) -> Session:
    sitting = session.state.sittings[seat]
    return put_sitting(session, seat, replace(sitting, read_on=(*sitting.read_on, step)))


__all__ = ["choose", "complete", "keep", "pass_by", "put_away", "put_course", "put_sitting", "read_on"]
