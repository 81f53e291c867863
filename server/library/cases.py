"""Worked cases: what somebody does in an exercise, in order, and who sees what after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct, convert

from server.core.exercise import Exercise
from server.core.steps.base import Step
from server.library.problems import Problem, problem

Who = Literal["ada", "ben"]
SEATS: dict[str, int] = {"ada": 1, "ben": 2}
Move = Literal[
    "read-on", "put-away", "keep", "show", "hide", "pass", "heard", "partly", "again", "go-on",
    "aloud", "written", "sign", "unsign", "leave-open", "moment", "break", "ready", "alone", "leave", "erase",
]  # fmt: skip
AROUND = ("moment", "break", "ready", "alone", "leave", "erase")
"""Moves that belong to no step."""
ANY_FORM = ("show",)
"""Fields that a page adds to those of the step."""
END = "end"
"""Where somebody is who has finished."""


class Steps(Struct, frozen=True):
    """Something of each of the two: of Ada, of Ben, or of one of them only."""

    ada: str = ""
    ben: str = ""


class Texts(Struct, frozen=True):
    """Step ids to words, for each of the two."""

    ada: dict[str, str] = {}
    ben: dict[str, str] = {}


class Several(Struct, frozen=True):
    """Step ids to several texts, for each of the two."""

    ada: dict[str, list[str]] = {}
    ben: dict[str, list[str]] = {}


class CaseDeed(Struct, frozen=True, kw_only=True):
    """One deed, and what holds after it. It is one of: a step with its fields, a move, a walk, a wait."""

    who: Literal["ada", "ben", "both"]
    step: str = ""
    fields: dict[str, str | int | list[str]] = {}
    """As the page sends them; a single value may stand without a list."""
    move: Move | None = None
    walk: str = ""
    """Go on by plain answers up to this step, or to the end."""
    wait: int = 0
    """Let hours pass."""
    refused: str = ""
    """Why nothing comes of it: a code of the core, or of a field."""

    at: Steps = Steps()
    """The step each goes on at; `end` for who has finished."""
    stage: Steps = Steps()
    """What that step is to them: ask, wait, shown, reread."""
    sees: Texts = Texts()
    """What each has of the other's answer: hidden, sealed, closed, open."""
    reads: Texts = Texts()
    """Words of the other that stand there for them."""
    misses: Several = Several()
    """Words that do not."""
    again: Steps = Steps()
    """Words of before that are shown again above their field."""
    floor: str = ""
    """Whose move it is, and which: `ben mirror`; `done` after the last."""
    signed: list[Who] | None = None
    """Whose names stand under the joint text."""


class Case(Struct, frozen=True, kw_only=True):
    """A story with a point, told in its title. `alone`: by the form for one person."""

    title: str
    deeds: tuple[CaseDeed, ...]
    alone: bool = False


class Cases(Struct, frozen=True, kw_only=True):
    """What `<slug>.cases.toml` holds."""

    cases: tuple[Case, ...]


VALUES = {
    "stage": ("ask", "wait", "shown", "reread"),
    "sees": ("hidden", "sealed", "closed", "open"),
}


def decoded(given: dict[str, Any]) -> Cases:
    """The cases in a table whose shape was checked."""
    return convert(given, Cases)


def form_of(exercise: Exercise, case: Case) -> Exercise:
    """The exercise as it is done in this case."""
    return exercise.for_one() if case.alone else exercise


def lint(file: str, exercise: Exercise, cases: Cases) -> Iterator[Problem]:
    """What is wrong with cases before anybody plays them."""
    for number, case in enumerate(cases.cases, start=1):
        place = f"cases.{number}"
        if not case.title.strip():
            yield problem(file, f"{place}.title", "empty")
        if not case.deeds:
            yield problem(file, f"{place}.deeds", "too-few-given", given=0, least=1)
        steps = form_of(exercise, case).steps
        single = case.alone or exercise.audience == "solo"
        for count, deed in enumerate(case.deeds, start=1):
            yield from _deed(file, f"{place}.deeds.{count}", deed, steps)
            if single and (deed.who != "ada" or _of_ben(deed)):
                yield problem(file, f"{place}.deeds.{count}", "case-nobody-there")


def _of_ben(deed: CaseDeed) -> bool:
    told = (deed.at, deed.stage, deed.sees, deed.reads, deed.misses, deed.again)
    return any(each.ben for each in told)


def _deed(file: str, place: str, deed: CaseDeed, steps: Sequence[Step]) -> Iterator[Problem]:
    said = [deed.walk, deed.move, deed.wait, deed.step if deed.move is None else ""]
    if sum(map(bool, said)) != 1:
        yield problem(file, place, "case-not-one-deed", given=sum(map(bool, said)))
    if deed.move is not None and bool(deed.step) == (deed.move in AROUND):
        yield problem(file, f"{place}.move", "case-move-step", given=deed.move)
    if deed.who == "both" and not (deed.walk or deed.wait):
        yield problem(file, f"{place}.who", "case-both-do")
    if deed.wait < 0:
        yield problem(file, f"{place}.wait", "too-small", given=deed.wait, least=1)
    yield from _named(file, place, deed, steps)
    yield from _values(file, place, deed)
    found = next((step for step in steps if step.id == deed.step), None)
    if found is not None:
        known = [field.name for field in found.fields()] + list(ANY_FORM)
        for name in deed.fields:
            if name not in known:
                yield problem(file, f"{place}.fields", "unknown-field", given=name, known=", ".join(known))
    elif deed.fields:
        yield problem(file, f"{place}.fields", "case-fields-alone")


def _named(file: str, place: str, deed: CaseDeed, steps: Sequence[Step]) -> Iterator[Problem]:
    """Every step that is spoken of is there."""
    ids = [step.id for step in steps]
    named = [("step", deed.step), ("walk", deed.walk), ("at", deed.at.ada), ("at", deed.at.ben)]
    for name in ("sees", "reads", "misses"):
        told: Texts | Several = getattr(deed, name)
        named += [(name, id) for id in (*told.ada, *told.ben)]
    for name, id in named:
        if id and id not in ids and not (id == END and name in ("walk", "at")):
            yield problem(file, f"{place}.{name}", "case-no-such-step", given=id, known=", ".join(ids))


def _values(file: str, place: str, deed: CaseDeed) -> Iterator[Problem]:
    told = {
        "stage": (deed.stage.ada, deed.stage.ben),
        "sees": (*deed.sees.ada.values(), *deed.sees.ben.values()),
    }
    for name, values in told.items():
        for value in values:
            if value and value not in VALUES[name]:
                known = ", ".join(VALUES[name])
                yield problem(file, f"{place}.{name}", "not-one-of", given=value, known=known)
