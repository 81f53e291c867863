"""Lines about exercises for one reader, in their language."""

from __future__ import annotations

from collections.abc import Iterable

from server.core.exercise import Exercise
from server.pages.visit import Visit
from server.render.views.library import Row, row_of


def row_for(here: Visit, exercise: Exercise) -> Row:
    """A line about an exercise as this reader sees it: the one place where its words become a line."""
    return row_of(here.spoken(exercise), here.language.tag)


def rows_of(here: Visit, exercises: Iterable[Exercise]) -> list[Row]:
    """One line for each, in the order given."""
    return [row_for(here, each) for each in exercises]
