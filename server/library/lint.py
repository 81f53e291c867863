"""Whether an exercise holds together: its place, its form for one, its steps, what they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import PurePosixPath

from server.core.exercise import Audience, Exercise
from server.core.one_phone import PASSED
from server.core.steps.agree import AgreeStep
from server.core.steps.base import SLUG, Reveal, Step
from server.core.steps.letter import LetterStep
from server.core.steps.timer import TimerStep
from server.core.steps.turns import TurnsStep
from server.core.wording import texts
from server.library import prose
from server.library.problems import Problem, problem
from server.library.references import references

APPROACHES = (
    "cbt", "psychodynamic", "humanistic", "mindfulness", "solution-focused", "journaling", "coping",
    "resilience", "emotion-focused", "gottman", "imago", "narrative", "attachment", "role-play",
    "communication", "conflict", "intimacy", "trust", "transitions", "goals",
)  # fmt: skip
AIMS = (
    "calm", "mood", "thoughts", "self-worth", "patterns", "closeness", "understanding", "conflict", "trust",
    "goals", "gratitude", "rest",
)  # fmt: skip
FOLDERS = {Audience.SOLO: "individual", Audience.PAIR: "couples"}
MOST = 240
"""The highest version, and the most minutes: whatever is above is a slip of the hand."""


def lint(exercise: Exercise, file: str) -> tuple[Problem, ...]:
    """Everything wrong with an exercise whose fields are all there; `file` is its path below the folder."""
    rules = (_place, _head, _audience, _passable, _opening, _steps, _solo)
    found = [flaw for rule in rules for flaw in rule(exercise, file)]
    return (*found, *prose.check(file, texts(exercise)))


def _place(exercise: Exercise, file: str) -> Iterator[Problem]:
    path = PurePosixPath(file)
    if exercise.slug != path.stem:
        yield problem(file, "slug", "slug-not-file", given=exercise.slug, wanted=path.stem)
    wanted = f"{FOLDERS[exercise.audience]}/{exercise.approach}"
    if str(path.parent) != wanted:
        yield problem(file, "", "wrong-folder", given=path.parent, wanted=wanted)


def _head(exercise: Exercise, file: str) -> Iterator[Problem]:
    if not SLUG.fullmatch(exercise.slug):
        yield problem(file, "slug", "bad-id", given=exercise.slug)
    for name, value in (("version", exercise.version), ("minutes", exercise.minutes)):
        if value < 1:
            yield problem(file, name, "too-small", given=value, least=1)
        if value > MOST:
            yield problem(file, name, "too-large", given=value, most=MOST)
    if exercise.approach not in APPROACHES:
        yield problem(file, "approach", "not-one-of", given=exercise.approach, known=", ".join(APPROACHES))
    for aim in exercise.aims:
        if aim not in AIMS:
            yield problem(file, "aims", "not-one-of", given=aim, known=", ".join(AIMS))
    yield from _filled(exercise, file)


def _filled(exercise: Exercise, file: str) -> Iterator[Problem]:
    """The words that no exercise goes without: among them when to stop, for whom it is not, what is known."""
    source, solo = exercise.source, exercise.solo
    given = {name: getattr(exercise, name) for name in ("title", "summary", "stop", "not_for")}
    given |= {"source.based_on": source.based_on, "source.evidence": source.evidence}
    given |= {"solo.note": solo.note} if solo else {}
    for place, text in given.items():
        if not text.strip():
            yield problem(file, place, "empty")
    lists = {"aims": exercise.aims, "source.works": source.works, "steps": exercise.steps}
    lists |= {"solo.steps": solo.steps} if solo else {}
    for place, things in lists.items():
        if not things:
            yield problem(file, place, "too-few-given", given=0, least=1)
    for work in source.works:
        if not re.search(r"\b(?:18|19|20)\d\d\b", work):
            yield problem(file, "source.works", "work-without-year", given=work)


def _audience(exercise: Exercise, file: str) -> Iterator[Problem]:
    if exercise.audience is Audience.PAIR:
        if exercise.gate is not Audience.PAIR:
            yield problem(file, "gate", "weak-gate")
        if exercise.solo is None:
            yield problem(file, "solo", "no-solo-form")
        return
    if exercise.gate is not Audience.SOLO:
        yield problem(file, "gate", "strict-gate")
    if exercise.solo is not None:
        yield problem(file, "solo", "needless-solo-form")
    yield from _alone(exercise.steps, file, "steps")


def _alone(steps: Sequence[Step], file: str, place: str) -> Iterator[Problem]:
    """One person's steps need no second one and show nothing to anybody."""
    for step in steps:
        if step.pair_only:
            yield problem(file, f"{place}.{step.id}", "pair-kind-alone", kind=step.kind)
        elif step.reveal is not Reveal.PRIVATE:
            yield problem(file, f"{place}.{step.id}.reveal", "seen-alone")


def _passable(exercise: Exercise, file: str) -> Iterator[Problem]:
    if not exercise.passable:
        return
    telling = [step for step in exercise.steps if step.telling]
    if not any(step.reveal in PASSED for step in telling):
        yield problem(file, "passable", "nothing-to-pass")
    for step in telling:
        held = step.reveal is Reveal.TOGETHER and Reveal.SHARED not in step.reveals
        if held or step.reveal not in (*PASSED, Reveal.PRIVATE):
            yield problem(file, f"steps.{step.id}.reveal", "not-passable", given=step.reveal)


def _opening(exercise: Exercise, file: str) -> Iterator[Problem]:
    """Two people do not begin with what is hard to show: a letter, a choice to show, a turn, a treaty."""
    if exercise.audience is Audience.SOLO or not exercise.steps:
        return
    first = exercise.steps[0]
    if first.reveal is Reveal.CHOSEN or isinstance(first, LetterStep | TurnsStep | AgreeStep):
        yield problem(file, f"steps.{first.id}", "opens-with-disclosure")


def _steps(exercise: Exercise, file: str) -> Iterator[Problem]:
    yield from _series(exercise.steps, file, "steps")
    # Steps that only some people see are not counted: nobody's own way is longer than what was said, by much.
    taken = sum(step.minutes for step in exercise.steps if step.when is None)
    if taken > exercise.minutes:
        yield problem(file, "minutes", "minutes-short", given=taken, stated=exercise.minutes)


def _solo(exercise: Exercise, file: str) -> Iterator[Problem]:
    if exercise.solo is not None:
        yield from _series(exercise.solo.steps, file, "solo.steps")
        yield from _alone(exercise.solo.steps, file, "solo.steps")


def _series(steps: Sequence[Step], file: str, place: str) -> Iterator[Problem]:
    """What is wrong with steps in a row: each alone, their ids, what they refer to."""
    ids = [step.id for step in steps]
    for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
        yield problem(file, place, "same-id", given=id)
    for number, step in enumerate(steps):
        own = f"{place}.{step.id}"
        for flaw in step.flaws():
            if flaw.field == "families":  # the vocabulary is checked once, in its own file
                continue
            yield problem(file, f"{own}.{flaw.field}", flaw.code, **flaw.values)
        if isinstance(step, TimerStep) and step.seconds > step.minutes * 60:
            wanted = ceil(step.seconds / 60)
            yield problem(file, own, "timer-longer", given=step.seconds, stated=step.minutes, wanted=wanted)
        yield from references(step, steps[:number], ids, file, own)
