"""The private check before joint work: two go on together, or this week each alone."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from server.core import deeds
from server.core.exercise import Audience
from server.core.opening import both_here, passed, rests_for
from server.core.problems import Problem
from server.core.state import DAY, MINUTE, Gate, Session, Standing, State

WAIT = 10 * MINUTE
"""If only one has answered, and not for today, the page of both changes this long after that answer."""
SHORTEST, LONGEST = 4 * DAY, 9 * DAY
"""How long every new attempt ends alike: somewhere between, drawn anew each time."""

ORDINARY = ("time", "tired", "another-day")
WORRYING = ("not-free", "pushed", "afraid", "hurt")
REASONS = (*ORDINARY, *WORRYING)
"""What somebody can tap, in the order of the page. Any of them leads to the same."""


class Passage(StrEnum):
    """Where a seat stands at the gate."""

    ASK = "ask"
    WAIT = "wait"
    OPEN = "open"
    CLOSED = "closed"


class Checks(Struct, frozen=True, kw_only=True):
    """What somebody's own journal keeps of their checks: never which reasons they tapped."""

    until: int = 0
    """Milliseconds: until then every joint attempt of theirs ends alike, whatever they tap."""
    stopped: bool = False
    """They stopped joint exercises for now, by themselves and unseen."""
    worried: bool = False
    """Fuller help waits for them."""


def answered(checks: Checks, reasons: tuple[str, ...], at: int, lasts: int) -> tuple[Checks, bool]:
    """What the journal keeps after an answer, and whether it holds the two back this time.

    `lasts`: milliseconds between `SHORTEST` and `LONGEST`, drawn by the caller. An answer that comes while an
    earlier one still holds does not make it longer: trying every day would never end it.
    """
    held = checks.stopped or at < checks.until
    if reasons:
        worried = checks.worried or any(reason in WORRYING for reason in reasons)
        return replace(checks, until=max(checks.until, at + lasts), worried=worried), True
    return checks, held


def closed(session: Session, at: int) -> bool:
    """This one is not for two any more: both have answered, or one did long enough ago."""
    return _over(session.state.gate, at)


def _over(gate: Gate, at: int) -> bool:
    if not gate.held or not gate.checked:
        return False
    return len(gate.checked) == 2 or at >= min(gate.checked.values()) + WAIT


def lately(states: Iterable[State], at: int) -> bool:
    """Whether one of these sessions on two phones ended at the gate, not longer ago than any check holds.

    Both phones of such a session know of it alike, so a try on one phone tells nobody who held it.
    """
    gates = [state.gate for state in states if not state.here and _over(state.gate, at)]
    return any(at < max(gate.checked.values()) + LONGEST for gate in gates)


def passage(session: Session, seat: int, at: int) -> Passage:
    """Whether `seat` may go on, has to answer or to wait, or is to do this alone."""
    state = session.state
    sitting = state.sittings.get(seat)
    if session.exercise.gate is not Audience.PAIR or state.alone or sitting is None:
        return Passage.OPEN
    if sitting.standing is not Standing.HERE:
        return Passage.OPEN
    if closed(session, at):
        return Passage.CLOSED
    stopped = state.pause is not None or rests_for(state, seat, at)
    if not both_here(state) or passed(session) or stopped:
        return Passage.OPEN
    return Passage.WAIT if seat in state.gate.checked else Passage.ASK


def check(session: Session, seat: int, deed: deeds.Check, at: int) -> Session | Problem:
    """Answer the check. Until both have, one may think again, though what holds is not taken back."""
    if passage(session, seat, at) not in (Passage.ASK, Passage.WAIT):
        return session
    if session.state.here:
        return _check_here(session, deed, at)
    gate = session.state.gate
    all_ = gate.checked if seat in gate.checked else gate.checked | {seat: at}
    after = Gate(checked=all_, held=gate.held or deed.holds)
    return replace(session, state=replace(session.state, gate=after))


def _check_here(session: Session, deed: deeds.Check, at: int) -> Session:
    """On one phone: one tap for both, in sight of both; nobody is asked for a reason."""
    state = session.state
    names = deed.names or tuple(state.sittings[seat].name for seat in (1, 2))
    called = {seat: replace(state.sittings[seat], name=names[seat - 1]) for seat in (1, 2)}
    gate = Gate(checked={1: at, 2: at}, held=deed.holds)
    return replace(session, state=replace(state, gate=gate, sittings=called))
