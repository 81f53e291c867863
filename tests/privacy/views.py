"""Examples of a step in every kind and stage: together they have something in every field that there is."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from server.core.steps.base import Answer, Reveal, Step
from server.render.problems import Said, Told
from server.render.views.session import (
    KnockLine,
    Move,
    Paper,
    PartnerLine,
    Quote,
    StepView,
    StopLine,
    Turn,
)
from tests.core.steps.examples import FORMS, STEPS

DAY = "2031-02-03"


def told(field: str = "text") -> list[Told]:
    return [Told(field, "A flaw.")]


def frame(**more: Any) -> dict[str, Any]:
    """The fields of every view of a session."""
    return {
        "session": "session",
        "title": "An evening",
        "words_in": "en",
        "pair": True,
        "here": False,
        "seat": 1,
        "deed": "deed",
        "sequence": 3,
        "me": "Ada",
        "partner": PartnerLine(name="Ben", here=True, done=False, presence="here"),
        "waits_for_partner": False,
        "met": True,
        "knocks": [],
        "stop": None,
        "stop_advice": "Stop whenever you like.",
        "notice": "Something was not done.",
        "say": "Ben has finished this step.",
    } | more


def step_view(step: Step, **more: Any) -> StepView:
    """A step to answer."""
    fields: dict[str, Any] = {
        "step": step,
        "stage": "ask",
        "rule": step.reveal,
        "number": 2,
        "of": 5,
        "minutes": 7,
        "back": "earlier",
        "next": "",
        "value": {},
        "flaws": told(next(iter(step.fields())).name if step.fields() else "text"),
        "quoted": [
            Quote("Before", [Said("Then", "I said so.")], picked=False),
            Quote("Then", [Said("", "So.")], picked=False, by="Ben"),
        ],
        "show": "",
        "changeable": True,
        "mine": None,
        "theirs": None,
        "fresh": False,
        "closed": False,
        "alone": False,
        "turn": None,
        "paper": None,
        "today": DAY,
        "suggested": DAY,
        "unsent": ["What I typed."],
    }
    return StepView(**(frame() | fields | more))


def step(kind: str, **more: Any) -> Step:
    """An example step with a title and a help."""
    more |= {"starters": ("Dear you",)} if kind == "letter" else {}
    return replace(STEPS[kind], title="A part", help="A little help.", **more)


def answered(kind: str) -> Answer:
    """The example answer of a kind."""
    return STEPS[kind].parse(FORMS[kind])


def floor(phase: str, *, mine: bool = True, speaker: bool = True, mode: str = "written") -> Turn:
    """A floor on which something was said already."""
    moves = [
        Move(mine=True, move="say", text="I was cold."),
        Move(mine=False, move="mirror", text="You were cold."),
    ]
    return Turn(
        mode=mode,
        phase=phase,
        mine=mine,
        speaker=speaker,
        after=0,
        number=0,
        card="A walk?",
        tries=1,
        entries=moves,
        talk=moves,
    )


def paper(version: int = 2) -> Paper:
    return Paper(
        version=version,
        text="We both rest." if version else "",
        review=DAY if version else "",
        mine=False,
        theirs=True,
        by="Ben",
        changed=True,
        left_open=False,
    )


def asking() -> list[StepView]:
    """Every kind as it asks."""
    between: dict[str, dict[str, Any]] = {"turns": {"turn": floor("speak")}, "agree": {"paper": paper(0)}}
    return [step_view(step(kind), **between.get(kind, {})) for kind in STEPS]


def filled() -> list[StepView]:
    """Every kind with what was typed before, and the words of the partner where both write one text."""
    found = []
    for kind, form in FORMS.items():
        lists = {"pick", "region", "item"}
        value = {name: list(values) if name in lists else values[0] for name, values in form.items()}
        between: dict[str, dict[str, Any]] = {"turns": {"turn": floor("speak")}, "agree": {"paper": paper()}}
        found.append(step_view(step(kind), value=value, **between.get(kind, {})))
    return found


def shown() -> list[StepView]:
    """Every kind as it opened, in the ways that fit it."""
    found = []
    for kind in STEPS:
        if kind in ("turns", "agree"):
            continue
        opened = step(kind, reveal=Reveal.TOGETHER) if Reveal.TOGETHER in STEPS[kind].reveals else step(kind)
        found.append(
            step_view(
                opened, stage="shown", mine=answered(kind), theirs=answered(kind), fresh=True, next="later"
            )
        )
    talk: dict[str, Any] = {"stage": "shown", "turn": floor("done", mine=False), "next": "later"}
    return [
        *found,
        step_view(step("turns"), **talk),
        step_view(step("agree"), stage="shown", paper=paper(), next="later"),
    ]


def turning() -> list[StepView]:
    """A talk at each of its phases, from both sides, written and aloud; a joint text before it is signed."""
    phases = [
        ("speak", True),
        ("mirror", False),
        ("judge", True),
        ("heard", False),
        ("later", False),
        ("after", False),
    ]
    talks = [
        step_view(step("turns"), turn=floor(phase, mine=mine, speaker=speaker, mode=mode))
        for phase, speaker in phases
        for mine in (True, False)
        for mode in ("written", "aloud")
    ]
    return [*talks, step_view(step("agree"), paper=paper()), step_view(step("agree"), paper=paper(1))]


def standing() -> list[StepView]:
    """A step that waits, stops, is read again, or has somebody at the door."""
    write = step("write", reveal=Reveal.TOGETHER)
    mine = answered("write")
    knock = KnockLine(id="knock", name="Cleo", pictures=(1, 2, 3), again=False)
    stops = [
        StopLine(kind=kind, until="10:20", early=early, asks=asks, ready=ready)
        for kind in ("moment", "break", "rest")
        for early, asks, ready in (
            (False, False, False),
            (True, False, False),
            (False, True, False),
            (False, False, True),
        )
    ]
    return [
        step_view(write, stage="wait", mine=mine),
        step_view(write, stage="reread", mine=mine),
        step_view(step("write"), stage="past", mine=mine, next="later"),
        step_view(write, knocks=[knock]),
        *(step_view(write, stop=stop) for stop in stops),
    ]
