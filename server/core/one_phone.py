"""Two seats on one phone: the exercise as they do it, whose move it is, and who has the phone in hand."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from server.core import answering, deeds, gate
from server.core.exercise import Exercise
from server.core.opening import other, rests_for
from server.core.problems import Code, Problem
from server.core.progress import Stage, agreement, current, floor, stage
from server.core.state import MINUTE, Session, Standing
from server.core.steps.base import PERSONAL, Reveal, Step
from server.core.steps.turns import TurnsStep
from server.core.talking import actor

SEATS = (1, 2)
PASSED = (Reveal.SHARED, Reveal.TOGETHER, Reveal.TURNS, Reveal.JOINT)
"""The rules of steps that two can do on one phone; private steps are passed by, `chosen` ones never go."""
IN_HAND = 15 * MINUTE
"""So long after the last deed it is asked again who has the phone, before anything of theirs is shown."""

_ANY_HANDS = (deeds.Check, deeds.Halt, deeds.Ready, deeds.Depart)
"""What is done for both, or said for each beside the other: it needs no hand-over."""


def form_of(exercise: Exercise) -> Exercise:
    """The exercise as two do it on one phone: nothing private, nothing held back, talks aloud first.

    What only waits for the other (`together`) is shared: the other writes before the page shows both. What
    tells nothing of anybody (a text to read, a timer) is for both at once.
    """
    kept: list[Step] = []
    for step in exercise.steps:
        if step.reveal in PASSED or not step.telling:
            kept += _as_here(step, {each.id for each in kept})
    minutes = max(1, sum(step.minutes for step in kept if step.when is None))
    return replace(exercise, steps=tuple(kept), minutes=min(minutes, exercise.minutes), solo=exercise.solo)


def _as_here(step: Step, before: set[str]) -> Iterator[Step]:
    """The step with this form's own rule; none for one that hangs on a step which is passed by."""
    if step.when is not None and step.when.step not in before:
        return
    reveal = Reveal.SHARED if step.reveal in PERSONAL else step.reveal
    quotes, recalls = (tuple(id for id in ids if id in before) for ids in (step.quotes, step.recalls))
    if reveal is Reveal.JOINT:
        quotes, recalls = (), (*recalls, *quotes)
    here = replace(step, reveal=reveal, quotes=quotes, recalls=recalls)
    if isinstance(here, TurnsStep) and "aloud" in here.modes:
        here = replace(here, modes=("aloud", *(mode for mode in here.modes if mode != "aloud")))
    yield here


def at_hand(session: Session, own: int, at: int) -> int:
    """The seat for which a page is built: on one phone the one whose move it is, else one's own."""
    return acting(session, at) if session.state.here else own


def acting(session: Session, at: int) -> int:
    """Whose move it is, by the session alone: nobody can say of themselves to be the other."""
    state = session.state
    holder = state.holder or state.first
    if state.pause is not None or rests_for(state, 1, at):
        return _of(holder, [seat for seat in SEATS if seat not in state.ready])
    steps = {seat: current(session, seat, at) for seat in SEATS}
    order = session.exercise.steps
    now = min((step for step in steps.values() if step is not None), key=order.index, default=None)
    if now is None:
        return holder
    there = [seat for seat in SEATS if steps[seat] == now]
    asked = [seat for seat in there if stage(session, seat, now, at) in (Stage.ASK, Stage.REREAD)]
    return _of(_next(session, now, holder), asked) if asked else _of(holder, there)


def _of(wanted: int, able: list[int]) -> int:
    return wanted if wanted in able or not able else able[0]


def _next(session: Session, step: Step, holder: int) -> int:
    """Who goes first at a step that waits for both."""
    if step.reveal is Reveal.TURNS:
        return actor(floor(session, step))
    if step.reveal is Reveal.JOINT:
        return other(holder) if holder in agreement(session, step).signed else holder
    return _starter(session, step) if step.telling else holder


def _starter(session: Session, step: Step) -> int:
    """They begin by turns, so that nobody always writes first; the phone changes hands half as often."""
    own = [each for each in session.exercise.steps if each.telling and each.reveal is Reveal.SHARED]
    return session.state.first if own.index(step) % 2 == 0 else other(session.state.first)


def hands_over(session: Session, at: int) -> bool:
    """Whether it has to be asked who has the phone, before a page of the seat whose move it is."""
    state = session.state
    if not state.here or _over(session) or current(session, acting(session, at), at) is None:
        return False
    if gate.passage(session, 1, at) is not gate.Passage.OPEN:
        return False
    if state.pause is not None or rests_for(state, 1, at):
        return False
    return state.holder != acting(session, at) or at - state.taken >= IN_HAND


def _over(session: Session) -> bool:
    return any(sitting.standing is not Standing.HERE for sitting in session.state.sittings.values())


def may(session: Session, seat: int, deed: deeds.Deed, at: int) -> Problem | None:
    """Why this is not done on one phone, or not by this seat now."""
    if not session.state.here:
        return Problem(Code.ONE_PHONE) if isinstance(deed, deeds.Take) else None
    if isinstance(deed, deeds.FinishAlone | deeds.CloseDoor | deeds.Name):
        return Problem(Code.ONE_PHONE)
    if isinstance(deed, _ANY_HANDS):
        return None
    mine = seat == acting(session, at) and (isinstance(deed, deeds.Take) or seat == session.state.holder)
    return None if mine else Problem(Code.OTHER_HANDS)


def take(session: Session, seat: int, deed: deeds.Take, at: int) -> Session | Problem:
    """This seat says that it has the phone in hand."""
    return replace(session, state=replace(session.state, holder=seat, taken=at))


def both(after: Session, seat: int, deed: deeds.Deed, at: int) -> Session | Problem:
    """What one tap does for both seats: going on from what they looked at together, reading, leaving."""
    if isinstance(deed, deeds.Complete):
        after = _side_by_side(after, seat, deed, at)
    elif isinstance(deed, deeds.ReadOn):
        after = _on(after, other(seat), deed, at)
    elif isinstance(deed, deeds.Depart):
        gone = {who: replace(each, standing=Standing.LEFT) for who, each in after.state.sittings.items()}
        after = replace(after, state=replace(after.state, sittings=gone))
    return after if seat != after.state.holder else replace(after, state=replace(after.state, taken=at))


def _side_by_side(session: Session, seat: int, deed: deeds.Complete, at: int) -> Session:
    """A text or a timer is for both, and there is nothing of anybody to look at afterwards."""
    step = session.exercise.step(deed.step)
    if step is None or step.telling:
        return session
    across = other(seat)
    if stage(session, across, step, at) is Stage.ASK:
        done = answering.complete(session, across, deed, at)
        session = session if isinstance(done, Problem) else done
    for who in (seat, across):
        session = _on(session, who, deeds.ReadOn(step.id), at)
    return session


def _on(session: Session, seat: int, deed: deeds.ReadOn, at: int) -> Session:
    done = answering.read_on(session, seat, deed, at)
    return session if isinstance(done, Problem) else done
