"""Lines about exercises for one reader: in their language, and in the order of their own alphabet."""

from __future__ import annotations

from collections.abc import Iterable

from server.core.exercise import Exercise
from server.library.shelf import plain
from server.pages.visit import Visit
from server.render.views.library import Row, row_of


def rows_of(here: Visit, exercises: Iterable[Exercise]) -> list[Row]:
    """One line for each; what is not in the reader's language comes last."""
    rows = [row_of(here.spoken(each), here.language.tag) for each in exercises]
    return sorted(rows, key=lambda row: (row.words_in, plain(row.title), row.slug))
