"""Views of the library: its list, one exercise before it begins, and its sheet."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from server.core.exercise import Exercise
from server.render.view import View
from server.render.views.packs import PackRow


class Row(Struct, frozen=True, kw_only=True):
    """A line about an exercise."""

    slug: str
    title: str
    summary: str
    minutes: int
    audience: str


def row_of(exercise: Exercise) -> Row:
    """A line about an exercise."""
    return Row(
        slug=exercise.slug,
        title=exercise.title,
        summary=exercise.summary,
        minutes=exercise.minutes,
        audience=exercise.audience,
    )


class LibraryView(View, kw_only=True):
    """The packs and the exercises, with filters."""

    template: ClassVar[str] = "exercises/index.html"
    fragment: ClassVar[str] = "exercises/_index.html"
    tab: ClassVar[str] = "today"
    rows: list[Row]
    packs: list[PackRow]
    """None of them once one looks for an aim, an approach or a length: those are of single exercises."""
    aims: list[str]
    approaches: list[str]
    audience: str
    aim: str
    approach: str
    minutes: str
    words: str


class SeenBy(Struct, frozen=True):
    """One step on an exercise page: what it asks and who will see it."""

    title: str
    ask: str
    kind: str
    rule: str


class ExerciseView(View, kw_only=True):
    """One exercise before it begins."""

    template: ClassVar[str] = "exercises/show.html"
    tab: ClassVar[str] = "today"
    exercise: Exercise
    steps: list[SeenBy]
    deed: str


class SheetView(View, kw_only=True):
    """The whole exercise on one page."""

    template: ClassVar[str] = "exercises/sheet.html"
    exercise: Exercise
