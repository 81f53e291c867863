"""Ada and Ben, small exercises for them of every kind and reveal rule, and words to answer them with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.core.exercise import Access, Audience, Exercise, Solo, Source
from server.core.steps import KINDS
from server.core.steps.agree import AgreeAnswer, AgreeStep
from server.core.steps.base import Option, Reveal, Step, When
from server.core.steps.choice import ChoiceAnswer, ChoiceStep
from server.core.steps.feelings import Family
from server.core.steps.guess import Card
from server.core.steps.scale import ScaleAnswer, ScaleStep
from server.core.steps.table import Column
from server.core.steps.turns import TurnsAnswer, TurnsStep
from server.core.steps.write import WriteAnswer, WriteStep

ADA, BEN, CLEO, THEO = "person-ada", "person-ben", "person-cleo", "person-theo"
NOON = 1_800_000_000_000
"""When each evening begins (milliseconds)."""

OPTIONS = (Option(id="yes", label="Yes"), Option(id="no", label="No"), Option(id="later", label="Later"))

OWN_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "body": {},
    "choice": {"options": OPTIONS},
    "commit": {"when_label": "When", "then_label": "I will"},
    "debrief": {},
    "feelings": {"families": (Family(id="joy", label="Joy", words=OPTIONS),)},
    "guess": {"cards": (Card(id="tea", ask="Which tea?"),)},
    "letter": {},
    "list": {"each": "One thing"},
    "match": {"options": OPTIONS},
    "rank": {"options": OPTIONS, "top": 2},
    "read": {"text": ("Sit where you can see each other.",)},
    "safety": {},
    "scale": {"least": 0, "most": 10, "low": "not at all", "high": "completely"},
    "table": {"columns": (Column(id="thought", label="Thought"),)},
    "timer": {"seconds": 60},
    "write": {},
}
"""What the definition of each kind that a seat answers alone needs."""

FORMS: Mapping[str, tuple[Mapping[str, list[str]], ...]] = {
    "body": ({"region": ["chest"]}, {"region": ["chest"], "note": ["tight"]}),
    "choice": ({"pick": ["yes"]}, {"pick": ["no"]}),
    "commit": (
        {"cue": ["tea"], "act": ["call"]},
        {"cue": ["tea"], "act": ["write"], "on": ["2027-01-02"]},
    ),
    "debrief": ({"after": ["7"], "want": ["fine"]}, {"after": ["2"], "want": ["break"]}),
    "feelings": ({"pick": ["yes"]}, {"pick": ["no", "later"]}),
    "guess": (
        {"mine-tea": ["green"], "guess-tea": ["black"]},
        {"mine-tea": ["mint"], "guess-tea": ["none"]},
    ),
    "letter": ({"text": ["Dear you"], "fate": ["keep"]}, {"text": ["Dear me"], "fate": ["keep"]}),
    "list": ({"item": ["a walk"]}, {"item": ["a walk", "a call"]}),
    "match": (
        {"answer-yes": ["yes"], "answer-no": ["ask"], "answer-later": ["not"]},
        {"answer-yes": ["not"], "answer-no": ["yes"], "answer-later": ["ask"]},
    ),
    "rank": ({"place-1": ["yes"], "place-2": ["no"]}, {"place-1": ["no"], "place-2": ["later"]}),
    "read": ({}, {}),
    "safety": ({"distress": ["2"], "ok": ["yes"]}, {"distress": ["9"], "ok": ["no"]}),
    "scale": ({"value": ["2"]}, {"value": ["9"]}),
    "table": ({"thought-1": ["late again"]}, {"thought-1": ["late"], "thought-2": ["tired"]}),
    "timer": ({"ended": ["done"]}, {"ended": ["stopped"]}),
    "write": ({"text": ["I noticed you listened"]}, {"text": ["I felt alone"]}),
}
"""Two forms that each of those kinds takes; where it has more to tell than one answer, they differ."""


def step(kind: str, id: str, reveal: Reveal = Reveal.PRIVATE, when: When | None = None, **more: Any) -> Step:
    """A step of any kind that a seat answers alone."""
    fields: dict[str, Any] = {**OWN_FIELDS[kind], **more}
    return KINDS[kind].step(id=id, ask=f"What about {id}?", reveal=reveal, when=when, **fields)


def write(id: str, reveal: Reveal = Reveal.PRIVATE, when: When | None = None) -> WriteStep:
    return WriteStep(id=id, ask=f"What about {id}?", reveal=reveal, when=when)


def scale(id: str, reveal: Reveal = Reveal.PRIVATE) -> ScaleStep:
    return ScaleStep(id=id, ask="How much?", least=0, most=10, low="little", high="much", reveal=reveal)


def choice(id: str, reveal: Reveal = Reveal.PRIVATE) -> ChoiceStep:
    return ChoiceStep(id=id, ask="Which?", options=OPTIONS, reveal=reveal)


def turns(id: str = "talk", rounds: int = 1, after: tuple[str, ...] = (), modes: Any = None) -> TurnsStep:
    return TurnsStep(
        id=id,
        ask="Speak and listen.",
        speak="Say it.",
        mirror="Say it back.",
        rounds=rounds,
        after=after,
        modes=modes or ("written", "aloud"),
    )


def agree(id: str = "deal") -> AgreeStep:
    return AgreeStep(id=id, ask="What do you both want?", start="From now on")


def exercise(
    *steps: Step,
    audience: Audience = Audience.PAIR,
    solo: tuple[Step, ...] = (),
    gate: Audience = Audience.SOLO,
) -> Exercise:
    """A small exercise. The check before joint work has tests of its own: it is asked if `gate` says so."""
    return Exercise(
        slug="an-evening",
        version=1,
        title="An evening",
        summary="A few small steps.",
        audience=audience,
        approach="communication",
        aims=("closeness",),
        minutes=5,
        access=Access.OPEN,
        gate=gate,
        stop="Stop whenever you like.",
        not_for="No one.",
        source=Source(based_on="Common practice", works=(), evidence="None."),
        steps=steps,
        solo=Solo(note="It can still help.", steps=solo) if solo else None,
    )


def words(text: str) -> WriteAnswer:
    return WriteAnswer(text=text)


def number(value: int) -> ScaleAnswer:
    return ScaleAnswer(value=value)


def pick(*ids: str) -> ChoiceAnswer:
    return ChoiceAnswer(picked=ids)


def spoken(text: str) -> TurnsAnswer:
    return TurnsAnswer(text=text)


def deal(text: str) -> AgreeAnswer:
    return AgreeAnswer(text=text)
