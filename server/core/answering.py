"""Deeds on one's own answers: complete, choose, read again, put away, move on."""

from __future__ import annotations

from msgspec.structs import replace

from server.core import deeds
from server.core.opening import expects, rule, stale
from server.core.problems import Code, Problem
from server.core.progress import Stage, current, reached, stage
from server.core.state import Course, Mark, Place, Session, Sitting
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
    mark = _mark(session, seat, step, deed.show, at)
    before = session.state.course(step.id).marks.get(seat)
    if mark.at and before is not None and before.author == mark.author and not stale(before, at):
        # As old as when it was first given: else the time at which it opens would tell of every edit.
        mark = replace(mark, at=before.at)
    done = replace(session, answers=session.answers | {(step.id, seat, 0): deed.answer})
    return pass_by(_put_mark(done, seat, step.id, mark), seat, at)


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
    if held is Reveal.CHOSEN and deed.show is None and expects(session.state, seat):
        return Problem(Code.CHOICE_MISSING, step.id)
    return None


def _mark(session: Session, seat: int, step: Step, show: bool | None, at: int) -> Mark:
    """What only its author will read leaves no time in the session: the head says "done" and nothing else."""
    held = rule(session.exercise, step)
    person = session.state.sittings[seat].person
    if held is Reveal.PRIVATE or not expects(session.state, seat):
        return Mark(author=person)
    return Mark(author=person, at=at, show=show if held is Reveal.CHOSEN else None)


def _put_mark(session: Session, seat: int, step: str, mark: Mark) -> Session:
    course = session.state.course(step)
    return put_course(session, step, replace(course, marks=course.marks | {seat: mark}))


def _drop_mark(session: Session, seat: int, step: str) -> Session:
    """Not done after all, so that the step is asked again even if its author had moved on from it."""
    course = session.state.course(step)
    marks = {whose: mark for whose, mark in course.marks.items() if whose != seat}
    sitting = session.state.sittings[seat]
    read_on = tuple(id for id in sitting.read_on if id != step)
    session = put_sitting(session, seat, replace(sitting, read_on=read_on))
    return put_course(session, step, replace(course, marks=marks))


def pass_by(session: Session, seat: int, at: int) -> Session:
    """Mark the next steps that `when` hides from this seat as done; a private one looks like an answered one.

    Looks only at the seat's own answers. A step that was passed by and is now asked for (the earlier answer
    changed) is asked again, unless it was answered.
    """
    session = _unpass(session, seat)
    while (step := current(session, seat, at)) is not None:
        if _asked(session, seat, step) or stage(session, seat, step, at) is not Stage.ASK:
            break
        mark = _mark(session, seat, step, None, at)
        if rule(session.exercise, step) is not Reveal.PRIVATE:
            mark = replace(mark, passed=True)
            session = _read(session, seat, step.id)
        session = _put_mark(session, seat, step.id, mark)
    return session


def _unpass(session: Session, seat: int) -> Session:
    for step in session.exercise.steps:
        mark = session.state.course(step.id).marks.get(seat)
        if step.when is not None and mark is not None:
            passed = mark.passed or _unanswered(session, (step.id, seat, 0), step, mark)
            if passed and _asked(session, seat, step):
                session = _drop_mark(session, seat, step.id)
    return session


def _unanswered(session: Session, place: Place, step: Step, mark: Mark) -> bool:
    """A private step done without words. Of what an earlier person in this seat did, nobody can tell."""
    own = mark.author == session.state.sittings[place[1]].person
    return own and rule(session.exercise, step) is Reveal.PRIVATE and place not in session.answers


def _asked(session: Session, seat: int, step: Step) -> bool:
    if step.when is None or not _may_pass(session, step, step.when.step):
        return True
    earlier = session.answers.get((step.when.step, seat, 0))
    return earlier is not None and earlier.meets(step.when)


def _may_pass(session: Session, step: Step, earlier: str) -> bool:
    """A gap that the other can see must not tell them what a private, or still sealed, answer said."""
    on = session.exercise.step(earlier)
    if rule(session.exercise, step) is Reveal.PRIVATE or on is None:
        return True
    return {rule(session.exercise, step), rule(session.exercise, on)} == {Reveal.SHARED}


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
    return _put_mark(session, seat, step.id, replace(mark, show=deed.show))


def put_away(session: Session, seat: int, deed: deeds.PutAway, at: int) -> Session | Problem:
    """Take an unopened answer back; it is asked again, and the words stay with their author."""
    found = _sealed(session, seat, deed.step)
    if isinstance(found, Problem):
        return found
    return _drop_mark(session, seat, deed.step)


def keep(session: Session, seat: int, deed: deeds.Keep, at: int) -> Session | Problem:
    """Old words read again and kept: they count as written now. Only their author could read them."""
    found = _sealed(session, seat, deed.step)
    if isinstance(found, Problem):
        return found
    if found.author != session.state.sittings[seat].person:
        return Problem(Code.NOTHING_HERE, deed.step)
    return _put_mark(session, seat, deed.step, replace(found, at=at)) if stale(found, at) else session


def _sealed(session: Session, seat: int, id: str) -> Mark | Problem:
    """The mark of an answer of this seat that is neither private nor open."""
    step = session.exercise.step(id)
    if step is None or rule(session.exercise, step) not in PERSONAL[1:]:
        return Problem(Code.WRONG_KIND, id)
    course = session.state.course(id)
    mark = course.marks.get(seat)
    if mark is None or mark.passed:
        return Problem(Code.NOTHING_HERE, id)
    return Problem(Code.OPENED, id) if seat in course.opened else mark


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
