"""What two seats make between them, as one seat sees it: the floor of a talk, and the joint paper."""

from __future__ import annotations

from server.core.opening import other
from server.core.progress import agreement, floor
from server.core.state import Entry, Session
from server.core.steps.agree import AgreeAnswer
from server.core.steps.base import Step
from server.core.steps.turns import TurnsAnswer, TurnsStep
from server.core.talking import actor, speaker
from server.render.views.session import Move, Paper, Turn


def turn_of(session: Session, step: Step, seat: int) -> Turn:
    """The floor as this seat sees it."""
    now = floor(session, step)
    moves = [_move(session, step, seat, number, entry) for number, entry in enumerate(now.entries)]
    return Turn(
        mode=now.mode,
        phase=now.phase,
        mine=now.phase != "done" and actor(now) == seat,
        speaker=speaker(now) == seat,
        after=now.after,
        number=now.turn,
        card=step.card(now.turn) if isinstance(step, TurnsStep) else "",
        tries=now.tries,
        entries=_before_speaking(step, moves) if now.phase == "speak" else _of_this_turn(moves),
        talk=moves,
    )


def _move(session: Session, step: Step, seat: int, number: int, entry: Entry) -> Move:
    answer = session.answers.get((step.id, entry.seat, number))
    text = answer.text if isinstance(answer, TurnsAnswer) else ""
    return Move(mine=entry.seat == seat, move=entry.move, text=text)


def _of_this_turn(moves: list[Move]) -> list[Move]:
    """The moves since somebody began to speak last."""
    starts = [number for number, move in enumerate(moves) if move.move in ("say", "pass")]
    return moves[starts[-1] :] if starts else []


def _before_speaking(step: Step, moves: list[Move]) -> list[Move]:
    """What was not read yet as the turns change: what the listener added, or what nobody says back."""
    unread = ("after",) if isinstance(step, TurnsStep) and step.mirror else ("say", "after")
    return [move for move in _of_this_turn(moves) if move.move in unread]


def paper_of(session: Session, step: Step, seat: int) -> Paper:
    """The joint document as this seat sees it."""
    now = agreement(session, step)
    found = [a for (id, _, number), a in session.answers.items() if id == step.id and number == now.version]
    answer = found[0] if now.version and found and isinstance(found[0], AgreeAnswer) else None
    author = next((s for s, sitting in session.state.sittings.items() if sitting.person == now.author), 0)
    return Paper(
        version=now.version,
        text=answer.text if answer else "",
        review=answer.review if answer else "",
        mine=seat in now.signed,
        theirs=other(seat) in now.signed,
        by=session.state.sittings[author].name if author else "",
        changed=now.version > 1 and author == other(seat),
        left_open=now.left_open,
    )
