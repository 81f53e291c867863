"""Random exercises for two, of every kind and every reveal rule, and random words for a step of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from msgspec.structs import replace

from server.core.exercise import Access, Audience, Exercise, Source
from server.core.steps.agree import AgreeStep
from server.core.steps.base import Reveal, Step, When
from server.core.steps.body import BodyStep
from server.core.steps.choice import ChoiceStep
from server.core.steps.feelings import FeelingsStep
from server.core.steps.guess import GuessStep
from server.core.steps.list import ListStep
from server.core.steps.match import GIVEN, MatchStep
from server.core.steps.rank import RankStep
from server.core.steps.scale import ScaleStep
from server.core.steps.table import TableStep
from server.core.steps.turns import TurnsStep
from tests.core.steps.examples import STEPS

Form = dict[str, list[str]]

PERSONAL = (
    "write",
    "list",
    "scale",
    "choice",
    "feelings",
    "rank",
    "body",
    "table",
    "timer",
    "read",
    "commit",
)
KINDS: Mapping[Reveal, tuple[str, ...]] = {
    Reveal.PRIVATE: (*PERSONAL, "letter", "safety", "debrief", "scale", "choice"),
    Reveal.SHARED: PERSONAL,
    Reveal.TOGETHER: (*PERSONAL, "guess", "match", "match"),
    Reveal.CHOSEN: ("write", "letter", "list", "scale", "feelings", "table"),
    Reveal.TURNS: ("turns",),
    Reveal.JOINT: ("agree",),
}
RULES = (
    *(Reveal.PRIVATE, Reveal.PRIVATE, Reveal.TOGETHER, Reveal.TOGETHER, Reveal.CHOSEN, Reveal.CHOSEN),
    *(Reveal.SHARED, Reveal.TURNS, Reveal.JOINT),
)
ASKS: Mapping[str, Mapping[str, Any]] = {
    "scale": {"at_least": 5},
    "choice": {"one_of": ("kitchen",)},
    "safety": {"one_of": ("no", "unsure")},
    "debrief": {"at_most": 4},
}
LENGTHS = (0, 0, 1, 50, 255, 256, 400, 5000)
LETTERS = "aaabcdeeeilnorst  \n" + "äé,.!"


def plan(rng: Random, slug: str) -> Exercise:
    """Two to four steps; about every third that can looks at an earlier answer."""
    steps: list[Step] = []
    for number in range(rng.randint(2, 4)):
        rule = rng.choice(RULES)
        earlier = [step for step in steps if step.kind in ASKS]
        look = rng.choice(earlier) if earlier and rng.random() < 0.4 else None
        when = When(step=look.id, **ASKS[look.kind]) if look else None
        if rule in (Reveal.TURNS, Reveal.JOINT):
            when = None
        steps.append(_step(rng, f"s{number}", rule, when))
    return Exercise(
        slug=slug,
        version=1,
        title="One evening",
        summary="For two.",
        audience=Audience.PAIR,
        approach="communication",
        aims=("closeness",),
        minutes=9,
        access=Access.OPEN,
        gate=Audience.PAIR,
        stop="Stop whenever you like.",
        not_for="For nobody who is afraid.",
        source=Source(based_on="Talking", works=("A. Author, 1999, A Work",), evidence="Some."),
        steps=tuple(steps),
        passable=False,
    )


def _step(rng: Random, id: str, rule: Reveal, when: When | None) -> Step:
    kind = rng.choice(KINDS[rule])
    optional = rule not in (Reveal.TURNS, Reveal.JOINT) and rng.random() < 0.4
    step = replace(STEPS[kind], id=id, title=f"Part {id}", reveal=rule, when=when, optional=optional)
    return replace(step, most=6000) if kind == "write" else step


def form(step: Step, rng: Random) -> Form:
    """A form that this step takes, with random words from none at all to five thousand characters."""
    match step:
        case ListStep():
            return {"item": [text(rng, 480, least=1) for _ in range(rng.randint(step.least, step.most))]}
        case ScaleStep():
            return {"value": [str(rng.randint(step.least, step.most))]}
        case ChoiceStep():
            ids, (least, most) = list(step.ids()), step.span()
            return {"pick": rng.sample(ids, rng.randint(least, min(most, len(ids))))}
        case FeelingsStep():
            ids = [word.id for family in step.families for word in family.words]
            return {"pick": rng.sample(ids, rng.randint(1, min(step.most, len(ids))))}
        case RankStep():
            return {f"place-{n}": [id] for n, id in enumerate(rng.sample(step.ids(), step.top), 1)}
        case BodyStep():
            regions = ["chest", "jaw", "hands", "back"]
            return {"region": rng.sample(regions, rng.randint(1, 4)), "note": [text(rng, 480)]}
        case TableStep():
            return _table(step, rng)
        case GuessStep():
            sides = [f"{side}-{card.id}" for card in step.cards for side in ("mine", "guess")]
            return {name: [text(rng, 480, least=1)] for name in rng.sample(sides, rng.randint(1, len(sides)))}
        case MatchStep():
            return {field.name: [rng.choice(GIVEN)] for field in step.fields()}
        case AgreeStep():
            return {"text": [text(rng, step.most - 10, least=1)], "review": ["2031-02-03"]}
        case TurnsStep():
            return {"text": [text(rng, step.most - 10, least=1)]}
    return _other(step, rng)


def _other(step: Step, rng: Random) -> Form:
    least = 0 if step.optional else 1
    match step.kind:
        case "write":
            return {"text": [text(rng, 5000, least=least)]}
        case "letter":
            share = step.reveal is Reveal.CHOSEN and rng.random() < 0.5
            return {"text": [text(rng, 5000, least=1)], "fate": ["share" if share else "keep"]}
        case "timer":
            return {"ended": [rng.choice(["done", "stopped"])]}
        case "commit":
            return {"cue": [text(rng, 200, least=1)], "act": [text(rng, 200, least=1)], "on": ["2031-01-02"]}
        case "safety":
            return {"distress": [str(rng.randint(0, 10))], "ok": [rng.choice(["yes", "unsure", "no"])]}
        case "debrief":
            want = rng.choice(["fine", "repair", "break"])
            return {"after": [str(rng.randint(0, 10))], "text": [text(rng, 1500)], "want": [want]}
    return {}


def _table(step: TableStep, rng: Random) -> Form:
    rows = range(1, rng.randint(max(1, step.least), step.most) + 1)
    return {
        f"{column.id}-{row}": [str(rng.randint(0, 10)) if column.kind == "scale" else text(rng, 900, least=1)]
        for column in step.columns
        for row in rows
    }


def text(rng: Random, most: int, least: int = 0) -> str:
    """Random words of a random length, most of them short, some very long."""
    length = max(least, min(most, rng.choice(LENGTHS)))
    return ("w" + "".join(rng.choices(LETTERS, k=length)))[:length]
