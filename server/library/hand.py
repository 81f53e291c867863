"""The plain thing to do at any step, for walking through an exercise up to where something is looked at."""

from __future__ import annotations

from server.core import deeds
from server.core.progress import Stage, agreement, current, floor, stage
from server.core.state import Session
from server.core.steps.base import Form, Reveal, Step
from server.core.steps.choice import ChoiceStep
from server.core.steps.feelings import FeelingsStep
from server.core.steps.guess import GuessStep
from server.core.steps.list import ListStep
from server.core.steps.match import MatchStep
from server.core.steps.rank import RankStep
from server.core.steps.scale import ScaleStep
from server.core.steps.table import TableStep
from server.core.steps.turns import TurnsStep
from server.core.talking import actor

WORDS = "Something small."


def plain(step: Step) -> Form:
    """A form that this step takes, answered calmly: numbers in the middle, yes to going on, few words."""
    match step:
        case ScaleStep():
            return {"value": [str((step.least + step.most) // 2)]}
        case ChoiceStep():
            return {"pick": list(step.ids()[: step.span()[0]])}
        case FeelingsStep():
            return {"pick": [step.families[0].words[0].id]}
        case RankStep():
            return {f"place-{place}": [id] for place, id in enumerate(step.ids()[: step.top], start=1)}
        case ListStep():
            return {"item": [WORDS] * max(1, step.least)}
        case GuessStep():
            return {field.name: [WORDS] for field in step.fields()}
        case MatchStep():
            return {field.name: ["yes"] for field in step.fields()}
        case TableStep():
            return {field.name: ["5" if field.holds == "number" else WORDS] for field in step.fields()}
    return _FIXED.get(step.kind, {})


_FIXED: dict[str, Form] = {
    "write": {"text": [WORDS]},
    "body": {"region": ["chest"]},
    "timer": {"ended": ["done"]},
    "letter": {"text": [WORDS], "fate": ["keep"]},
    "commit": {"cue": [WORDS], "act": [WORDS]},
    "safety": {"distress": ["2"], "ok": ["yes"]},
    "debrief": {"after": ["5"], "want": ["fine"]},
    "agree": {"text": [WORDS], "review": ["2030-01-02"]},
    "turns": {"text": [WORDS]},
}


def next_deed(session: Session, seat: int, at: int) -> deeds.Deed | None:
    """What somebody at this seat plainly does next; None where there is only waiting, or nothing more."""
    step = current(session, seat, at)
    if step is None:
        return None
    match stage(session, seat, step, at):
        case Stage.SHOWN:
            return deeds.ReadOn(step.id)
        case Stage.REREAD:
            return deeds.Keep(step.id)
        case Stage.ASK if isinstance(step, TurnsStep):
            return _next_move(session, seat, step)
        case Stage.ASK if step.reveal is Reveal.JOINT:
            return _next_signature(session, seat, step)
        case Stage.ASK:
            show = True if step.reveal is Reveal.CHOSEN else None
            return deeds.Complete(step=step.id, answer=step.parse(plain(step)), show=show)
    return None


def _next_move(session: Session, seat: int, step: TurnsStep) -> deeds.Deed | None:
    now = floor(session, step)
    if actor(now) != seat:
        return None
    if now.phase == "judge":
        return deeds.Judge(step.id, "heard")
    if now.phase in ("heard", "later"):
        return deeds.GoOn(step.id)
    return deeds.Say(step.id, step.parse(plain(step)) if now.mode == "written" else None)


def _next_signature(session: Session, seat: int, step: Step) -> deeds.Deed | None:
    paper = agreement(session, step)
    if paper.version == 0:
        return deeds.Draw(step.id, 0, step.parse(plain(step)))
    return None if seat in paper.signed else deeds.Sign(step.id, paper.version)
