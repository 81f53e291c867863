"""The only place where a session changes: `decide` turns a deed into a new session or a named problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from server.core import agreeing, answering, deeds, gate, one_phone, stops, talking
from server.core.exercise import Exercise
from server.core.opening import other, rests_for, settle
from server.core.problems import Code, Problem
from server.core.progress import glance
from server.core.state import Session, Sitting, Standing, State

_MOVES: Mapping[type, Callable[[Session, int, Any, int], Session | Problem]] = {
    deeds.Check: gate.check,
    deeds.Take: one_phone.take,
    deeds.Complete: answering.complete,
    deeds.Choose: answering.choose,
    deeds.PutAway: answering.put_away,
    deeds.Keep: answering.keep,
    deeds.ReadOn: answering.read_on,
    deeds.Say: talking.say,
    deeds.PassTurn: talking.pass_turn,
    deeds.Judge: talking.judge,
    deeds.GoOn: talking.go_on,
    deeds.Switch: talking.switch,
    deeds.Draw: agreeing.draw,
    deeds.Sign: agreeing.sign,
    deeds.Unsign: agreeing.unsign,
    deeds.LeaveOpen: agreeing.leave_open,
    deeds.Halt: stops.halt,
    deeds.Ready: stops.ready,
    deeds.FinishAlone: stops.finish_alone,
    deeds.Depart: stops.depart,
    deeds.Meet: stops.meet,
    deeds.CloseDoor: stops.close_door,
    deeds.Name: stops.name,
}

_ANY_TIME = (deeds.Halt, deeds.Ready, deeds.FinishAlone, deeds.Depart, deeds.CloseDoor, deeds.Name)
"""What one can do while stopped or at rest: nothing here answers a step, and leaving is among it."""
_AT_THE_GATE = (deeds.Check, deeds.Meet)
"""What one can do before the check before joint work is passed, beside what one can do at any time."""
_NO_TOUCH = (deeds.Ready, deeds.Name, deeds.Take)
"""What does not end a rest by itself: one is not yet both; a name, or a hand-over, is no part of the work."""


def begin(
    id: str, exercise: Exercise, person: str, *, alone: bool, at: int, first: int = 1, here: bool = False
) -> Session:
    """A new session with its first seat taken. `alone`: the solo form, or a solo exercise.

    `here`: two on one phone. Both seats are of the one sign-in, so both are taken from the start.
    """
    alone = alone or exercise.audience == "solo"
    here = here and not alone and exercise.passable
    form = exercise.for_one() if alone else one_phone.form_of(exercise) if here else exercise
    taken = {seat: Sitting(person=person) for seat in ((1, 2) if here else (1,))}
    state = State(began=at, touched=at, alone=alone, here=here, sittings=taken, first=first)
    return Session(id=id, exercise=form, state=state)


def decide(
    session: Session, seat: int, deed: deeds.Deed, at: int, *, saw_partner: bool = False
) -> Session | Problem:
    """The session after `deed` by `seat` at `at` (milliseconds), or why nothing changes. Total and pure.

    `saw_partner`: the deed came from a page that named who joined. The first person's next step after that
    lets what was written before open (design.md section 5, joining by link); stopping or leaving does not.
    Who arrives has no seat yet: for `Arrive`, `seat` is the one they come to.
    """
    if isinstance(deed, deeds.Arrive):
        return _follow(session, stops.arrive(session, seat, deed, at), seat, at)
    problem = _may_act(session, seat, deed, at)
    if problem is not None:
        return problem
    known = session
    if saw_partner and seat == 1 and not isinstance(deed, _ANY_TIME):
        known = replace(session, state=replace(session.state, met=True))
    after = _MOVES[type(deed)](known, seat, deed, at)
    if session.state.here and isinstance(after, Session):
        after = one_phone.both(after, seat, deed, at)
    return _follow(session, after, seat, at, touch=not isinstance(deed, _NO_TOUCH))


def _may_act(session: Session, seat: int, deed: deeds.Deed, at: int) -> Problem | None:
    sitting = session.state.sittings.get(seat)
    if sitting is None:
        return Problem(Code.NOT_ADMITTED)
    if sitting.standing is Standing.LEFT and not isinstance(deed, deeds.Depart):
        return Problem(Code.LEFT)
    if (problem := one_phone.may(session, seat, deed, at)) is not None:
        return problem
    halts = isinstance(deed, deeds.Halt)
    if isinstance(deed, _ANY_TIME) and not halts:
        return None
    if not isinstance(deed, _AT_THE_GATE) and gate.passage(session, seat, at) is not gate.Passage.OPEN:
        return Problem(Code.GATE)
    # Whoever went on alone is not held up by a stop of the one they left behind.
    if session.state.pause is not None and sitting.standing is Standing.HERE and not halts:
        return Problem(Code.PAUSED)
    return Problem(Code.RESTING) if rests_for(session.state, seat, at) else None


def _follow(
    before: Session, after: Session | Problem, seat: int, at: int, *, touch: bool = True
) -> Session | Problem:
    if isinstance(after, Problem) or after == before:
        return after
    after = settle(after, at)
    if touch and _noticed(before, after, other(seat)):
        after = replace(after, state=replace(after.state, touched=max(at, after.state.touched)))
    return after


def _noticed(before: Session, after: Session, across: int) -> bool:
    """What nobody else sees does not put off the rest of two: its coming would tell them of it."""
    there = across in before.state.sittings and across in after.state.sittings
    return not there or glance(before, across) != glance(after, across)
