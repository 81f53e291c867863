"""Views of the library: its list, an entrance, one exercise before it begins, and its sheet."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from server.core.exercise import Exercise
from server.core.opening import rule
from server.core.wording import unread, words_in
from server.render.view import View
from server.render.views.packs import PackRow


class Row(Struct, frozen=True, kw_only=True):
    """A line about an exercise."""

    slug: str
    title: str
    summary: str
    minutes: int
    audience: str
    words_in: str = ""
    """The language it is in, where that is not the reader's."""


def row_of(exercise: Exercise, language: str) -> Row:
    """A line about an exercise that is in this language already, if it can be."""
    return Row(
        slug=exercise.slug,
        title=exercise.title,
        summary=exercise.summary,
        minutes=exercise.minutes,
        audience=exercise.audience,
        words_in=words_in(exercise, language),
    )


class Door(Struct, frozen=True, kw_only=True):
    """An entrance in people's words, and where it leads."""

    words: str
    href: str


class Group(Struct, frozen=True, kw_only=True):
    """What people want: one aim, how many of the exercises found have it, and the way to these alone."""

    aim: str
    number: int
    href: str


class Tongue(Struct, frozen=True, kw_only=True):
    """A language in which there are exercises."""

    id: str
    label: str


class LibraryView(View, kw_only=True):
    """The packs and the exercises, with filters."""

    template: ClassVar[str] = "exercises/index.html"
    fragment: ClassVar[str] = "exercises/_index.html"
    tab: ClassVar[str] = "today"
    rows: list[Row]
    packs: list[PackRow]
    """None of them once one looks for an aim, an approach, a length or a language."""
    groups: list[Group]
    """Where too many are found for one list, its page shows these instead."""
    doors: list[Door]
    aims: list[str]
    approaches: list[str]
    languages: list[Tongue]
    audience: str
    aim: str
    approach: str
    minutes: str
    language: str
    words: str


class EntranceView(View, kw_only=True):
    """A moment in people's words, and the exercises that fit it, in order."""

    template: ClassVar[str] = "exercises/entrance.html"
    tab: ClassVar[str] = "today"
    words: str
    intro: str
    rows: list[Row]


class SeenBy(Struct, frozen=True):
    """One step on an exercise page: what it asks, how long it takes, who will see it, and when."""

    title: str
    ask: str
    kind: str
    rule: str
    minutes: int = 1
    sometimes: bool = False
    """Only some people come to it."""


class ExerciseView(View, kw_only=True):
    """One exercise before it begins."""

    template: ClassVar[str] = "exercises/show.html"
    tab: ClassVar[str] = "today"
    exercise: Exercise
    steps: list[SeenBy]
    deed: str
    words_in: str
    unread: bool
    """A translation that no native clinician has read yet."""


class SheetView(View, kw_only=True):
    """The whole exercise on one page."""

    template: ClassVar[str] = "exercises/sheet.html"
    exercise: Exercise
    words_in: str


def exercise_view(exercise: Exercise, language: str, deed: str) -> ExerciseView:
    """The page of an exercise that is in this language already, if it can be."""
    steps = [
        SeenBy(
            title=step.title,
            ask=step.ask,
            kind=step.kind,
            rule=rule(exercise, step),
            minutes=step.minutes,
            sometimes=step.when is not None,
        )
        for step in exercise.steps
    ]
    return ExerciseView(
        exercise=exercise,
        steps=steps,
        deed=deed,
        words_in=words_in(exercise, language),
        unread=unread(exercise, language),
    )
