"""Deeds that stop, take up, leave or join a session."""

from __future__ import annotations

from msgspec.structs import replace

from server.core import deeds
from server.core.answering import pass_by, put_sitting
from server.core.opening import other, rests_for
from server.core.problems import Code, Problem
from server.core.state import BREAK_AT_LEAST, Course, Gate, Pause, Session, Sitting, Standing, State, Stop


def halt(session: Session, seat: int, deed: deeds.Halt, at: int) -> Session | Problem:
    """Stop for both, or propose another time while stopped; a break never gets shorter than its minimum."""
    state = session.state
    if state.sittings[seat].standing is Standing.ALONE:
        return Problem(Code.ALONE)
    pause = _stopped(state.pause, deed, at)
    least = pause.since + BREAK_AT_LEAST if pause.kind is Stop.BREAK else at
    if pause.until < max(at, least):
        return Problem(Code.TOO_SHORT)
    return session if pause == state.pause else replace(session, state=replace(state, pause=pause, ready=()))


def _stopped(before: Pause | None, deed: deeds.Halt, at: int) -> Pause:
    """A moment can become a break, whose minimum begins then; a break stays one."""
    if before is None or (before.kind is Stop.MOMENT and deed.kind is Stop.BREAK):
        return Pause(kind=deed.kind, since=at, until=deed.until)
    return replace(before, until=deed.until)


def ready(session: Session, seat: int, deed: deeds.Ready, at: int) -> Session | Problem:
    """Go on once every seat that still takes part has said so."""
    state = session.state
    pause = state.pause
    if seat not in _taking_part(state) or (pause is None and not rests_for(state, seat, at)):
        return Problem(Code.NOT_PAUSED)
    if pause is not None and pause.kind is Stop.BREAK and at < pause.since + BREAK_AT_LEAST:
        return Problem(Code.TOO_EARLY)
    said = tuple(sorted({*state.ready, seat}))
    if set(said) >= _taking_part(state):
        return replace(session, state=replace(state, pause=None, ready=(), touched=max(at, state.touched)))
    return replace(session, state=replace(state, ready=said))


def _taking_part(state: State) -> set[int]:
    return {seat for seat, sitting in state.sittings.items() if sitting.standing is Standing.HERE}


def finish_alone(session: Session, seat: int, deed: deeds.FinishAlone, at: int) -> Session | Problem:
    """Go on without waiting. A stop holds for two, so it ends with the two."""
    sitting = session.state.sittings[seat]
    if session.state.alone or sitting.standing is Standing.ALONE:
        return session
    session = put_sitting(session, seat, replace(sitting, standing=Standing.ALONE))
    session = replace(session, state=replace(session.state, pause=None, ready=()))
    return pass_by(session, seat, at)


def depart(session: Session, seat: int, deed: deeds.Depart, at: int) -> Session | Problem:
    """Leave for good, possible at every step. What opened stays with both; the rest goes with its author."""
    sitting = session.state.sittings[seat]
    if sitting.standing is Standing.LEFT:
        return session
    courses = {id: _without(course, seat) for id, course in session.state.courses.items()}
    answers = session.answers
    if deed.erase:
        answers = {p: a for p, a in answers.items() if not _unopened(session, p, seat)}
    state = replace(session.state, courses=courses, pause=None, ready=())
    session = replace(session, state=state, answers=answers)
    return put_sitting(session, seat, replace(sitting, standing=Standing.LEFT))


def _without(course: Course, seat: int) -> Course:
    """The course as the other may go on seeing it: marks of unopened answers leave with their author."""
    if seat in course.opened or seat not in course.marks:
        return course
    return replace(course, marks={whose: mark for whose, mark in course.marks.items() if whose != seat})


def _unopened(session: Session, place: tuple[str, int, int], seat: int) -> bool:
    id, whose, number = place
    course = session.state.course(id)
    return whose == seat and number == 0 and seat not in course.opened and course.floor is None


def arrive(session: Session, seat: int, deed: deeds.Arrive, at: int) -> Session | Problem:
    """Sit down on the second seat, or take either seat up again after a lost phone."""
    state = session.state
    if any(sitting.person == deed.person for sitting in state.sittings.values()):
        return Problem(Code.SAME_PERSON)
    if seat == 2 and 2 in state.sittings and not state.met and deed.met:
        # Whoever is let in now replaces somebody whom the first person never met, and inherits nothing.
        state = _emptied(state)
    before, host = state.sittings.get(seat), state.sittings.get(other(seat))
    problem = _no_way_in(state, seat, before, host)
    if problem is not None or (before is not None and not deed.met):
        return Problem(problem or Code.SEAT_TAKEN)
    sitting = replace(before or Sitting(person=""), person=deed.person, name=deed.name)
    sittings = state.sittings | {seat: sitting}
    # Whoever sits down now has not answered the check; what already holds the two goes on holding.
    answered = {who: when for who, when in state.gate.checked.items() if who != seat}
    gate = Gate(checked=answered, held=state.gate.held)
    # A new phone of the same two changes nothing between them.
    first = state.first if before is not None or deed.first is None else deed.first
    state = replace(state, sittings=sittings, met=deed.met, ready=(), gate=gate, first=first)
    return replace(session, state=state)


def _no_way_in(state: State, seat: int, before: Sitting | None, host: Sitting | None) -> Code | None:
    """Nobody comes to a seat that was left, or to one who does it alone, or is let in by an unmet guest."""
    if state.alone or state.here:
        return Code.ALONE if state.alone else Code.ONE_PHONE
    if host is None or (seat == 1 and not state.met):
        return Code.NOT_ADMITTED
    if host.standing is Standing.LEFT or (before is not None and before.standing is Standing.LEFT):
        return Code.LEFT
    return Code.ALONE if host.standing is Standing.ALONE else None


def meet(session: Session, seat: int, deed: deeds.Meet, at: int) -> Session | Problem:
    """The first person goes on with whoever joined by the link."""
    if seat != 1 or 2 not in session.state.sittings:
        return Problem(Code.NOT_ADMITTED)
    return replace(session, state=replace(session.state, met=True))


def close_door(session: Session, seat: int, deed: deeds.CloseDoor, at: int) -> Session | Problem:
    """Free the second seat again before anything opened to whoever took it by the link."""
    state = session.state
    if seat != 1 or state.met or 2 not in state.sittings:
        return Problem(Code.NOT_ADMITTED)
    return replace(session, state=_emptied(state))


def _emptied(state: State) -> State:
    """As if nobody had sat down on the second seat: their marks go, and a stop that they may have called."""
    courses = {id: _without(course, 2) for id, course in state.courses.items()}
    sittings = {1: state.sittings[1]}
    return replace(state, sittings=sittings, courses=courses, met=True, pause=None, ready=(), gate=Gate())


def name(session: Session, seat: int, deed: deeds.Name, at: int) -> Session | Problem:
    """What the other may call this seat."""
    return put_sitting(session, seat, replace(session.state.sittings[seat], name=deed.name))


def partner_left(session: Session, seat: int) -> bool:
    """Whether the seat across stopped taking part."""
    partner = session.state.sittings.get(other(seat))
    return partner is not None and partner.standing is not Standing.HERE
