"""Deeds of a turns step: the speaker speaks, the listener mirrors, the speaker judges, then they swap."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from server.core import deeds
from server.core.answering import put_course
from server.core.opening import other, rule
from server.core.problems import Code, Problem
from server.core.progress import Stage, floor, reached, stage
from server.core.state import TRIES, Entry, Floor, Session
from server.core.steps.base import Answer, Reveal, Step
from server.core.steps.turns import TurnsAnswer, TurnsStep

Move = Literal["say", "mirror", "heard", "partly", "again", "after", "pass"]


def speaker(now: Floor) -> int:
    """Whose speaking turn it is; the two alternate, so both get equally many."""
    return now.first if now.turn % 2 == 0 else other(now.first)


def actor(now: Floor) -> int:
    """Who does the next move: the only seat that may."""
    listens = now.phase in ("mirror", "heard", "later", "after")
    return other(speaker(now)) if listens else speaker(now)


def _open_floor(session: Session, seat: int, id: str, at: int) -> tuple[TurnsStep, Floor] | Problem:
    step = session.exercise.step(id)
    if not isinstance(step, TurnsStep) or rule(session.exercise, step) is not Reveal.TURNS:
        return Problem(Code.WRONG_KIND, id)
    if not reached(session, seat, step, at):
        return Problem(Code.NOT_REACHED, id)
    if stage(session, seat, step, at) is not Stage.ASK:
        return Problem(Code.SETTLED if floor(session, step).phase == "done" else Code.NOT_OPEN, id)
    now = floor(session, step)
    return (step, now) if actor(now) == seat else Problem(Code.NOT_YOUR_TURN, id)


def say(session: Session, seat: int, deed: deeds.Say, at: int) -> Session | Problem:
    """The next words of this seat: said, mirrored or added, written or aloud."""
    found = _open_floor(session, seat, deed.step, at)
    if isinstance(found, Problem):
        return found
    step, now = found
    if now.phase not in ("speak", "mirror", "after"):
        return Problem(Code.NOT_YOUR_TURN, step.id)
    if deed.answer is not None and not isinstance(deed.answer, TurnsAnswer):
        return Problem(Code.WRONG_KIND, step.id)
    aloud = deed.answer is None or deed.answer.said
    if aloud != (now.mode == "aloud"):
        return Problem(Code.OTHER_MODE, step.id)
    match now.phase:
        case "speak":
            follow = replace(now, phase="mirror") if step.mirror else _heard(step, now)
            return _enter(session, step, follow, seat, "say", at, deed.answer)
        case "mirror":
            return _enter(session, step, replace(now, phase="judge"), seat, "mirror", at, deed.answer)
        case _:
            more = now.after + 1 < len(step.after)
            follow = replace(now, after=now.after + 1) if more else _next_turn(step, now)
            return _enter(session, step, follow, seat, "after", at, deed.answer)


def judge(session: Session, seat: int, deed: deeds.Judge, at: int) -> Session | Problem:
    """Heard; or partly or try again, kindly ended after the third try."""
    found = _open_floor(session, seat, deed.step, at)
    if isinstance(found, Problem):
        return found
    step, now = found
    if now.phase != "judge":
        return Problem(Code.NOT_YOUR_TURN, step.id)
    tries = now.tries + 1
    if deed.verdict == "heard":
        follow = replace(now, phase="heard", tries=tries)
    elif tries >= TRIES:
        follow = replace(now, phase="later", tries=tries)
    else:
        follow = replace(now, phase="mirror", tries=tries)
    return _enter(session, step, follow, seat, deed.verdict, at, None)


def pass_turn(session: Session, seat: int, deed: deeds.PassTurn, at: int) -> Session | Problem:
    """Let one's own speaking turn go by."""
    found = _open_floor(session, seat, deed.step, at)
    if isinstance(found, Problem):
        return found
    step, now = found
    if now.phase != "speak":
        return Problem(Code.NOT_YOUR_TURN, step.id)
    return _enter(session, step, _next_turn(step, now), seat, "pass", at, None)


def go_on(session: Session, seat: int, deed: deeds.GoOn, at: int) -> Session | Problem:
    """Leave the quiet page after the verdict, towards the after-moves or the next turn."""
    found = _open_floor(session, seat, deed.step, at)
    if isinstance(found, Problem):
        return found
    step, now = found
    if now.phase not in ("heard", "later"):
        return Problem(Code.NOT_YOUR_TURN, step.id)
    return _keep_floor(session, step, _heard(step, now) if now.phase == "heard" else _next_turn(step, now))


def switch(session: Session, seat: int, deed: deeds.Switch, at: int) -> Session | Problem:
    """Written or aloud from here on; either seat may ask for it at any turn."""
    step = session.exercise.step(deed.step)
    if not isinstance(step, TurnsStep) or deed.mode not in step.modes:
        return Problem(Code.WRONG_KIND, deed.step)
    if not reached(session, seat, step, at) or stage(session, seat, step, at) is not Stage.ASK:
        return Problem(Code.NOT_OPEN, deed.step)
    now = floor(session, step)
    return session if now.mode == deed.mode else _keep_floor(session, step, replace(now, mode=deed.mode))


def _heard(step: TurnsStep, now: Floor) -> Floor:
    """What comes once the speaker was heard: the listener's further moves, else the next turn."""
    return replace(now, phase="after", after=0) if step.after else _next_turn(step, now)


def _next_turn(step: TurnsStep, now: Floor) -> Floor:
    turn = now.turn + 1
    return replace(now, turn=turn, phase="done" if turn == 2 * step.rounds else "speak", tries=0, after=0)


def _enter(
    session: Session, step: Step, follow: Floor, seat: int, move: Move, at: int, answer: Answer | None
) -> Session:
    person = session.state.sittings[seat].person
    entry = Entry(seat=seat, move=move, at=at, author=person, written=answer is not None)
    session = _keep_floor(session, step, replace(follow, entries=(*follow.entries, entry)))
    if answer is None:
        return session
    return replace(session, answers=session.answers | {(step.id, seat, len(follow.entries)): answer})


def _keep_floor(session: Session, step: Step, now: Floor) -> Session:
    return put_course(session, step.id, replace(session.state.course(step.id), floor=now))
