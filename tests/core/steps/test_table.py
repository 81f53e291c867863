"""Rows under columns."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.base import Option
from server.core.steps.table import Column, TableAnswer, TableStep
from server.render import values
from tests.core.steps.examples import codes, lines, refused

WHAT, HOW = Column(id="what", label="What"), Column(id="how", label="How much", kind="scale")
STEP = TableStep(id="record", ask="What happened?", columns=(WHAT, HOW), least=1, most=3)


def test_a_row_counts_as_soon_as_a_cell_is_filled_and_empty_rows_close_up() -> None:
    answer = STEP.parse({"what-1": ["rain"], "how-1": ["0"], "what-3": ["sun"]})
    assert answer == TableAnswer(rows=({"what": "rain", "how": "0"}, {"what": "sun"}))
    assert lines(answer, STEP) == ["What: rain", "How much: 0", "What: sun"]


def test_every_bad_cell_is_named_and_nothing_beside_them() -> None:
    form = {"what-1": ["x" * 1001], "how-1": ["11"], "how-2": ["lots"]}
    expected = [("what-1", "too-long"), ("how-1", "out-of-range"), ("how-2", "not-a-number")]
    assert refused(STEP, form) == expected


def test_a_row_with_a_bad_cell_still_counts_as_a_row() -> None:
    two = replace(STEP, least=2)
    assert refused(two, {"what-1": ["rain"], "how-2": ["11"]}) == [("how-2", "out-of-range")]
    assert refused(two, {"what-1": ["rain"]}) == [("what-1", "too-few")]


def test_rows_beyond_the_last_are_not_there() -> None:
    assert refused(STEP, {"what-4": ["rain"]}) == [("what-1", "missing")]


def test_columns_have_ids_and_labels_of_their_own() -> None:
    assert codes(replace(STEP, columns=()).flaws()) == [("columns", "too-few-given")]
    blank = Column(id="what", label=" ")
    assert codes(replace(STEP, columns=(WHAT, blank)).flaws()) == [
        ("columns", "same-id"),
        ("columns", "empty"),
    ]
    assert codes(replace(STEP, least=4).flaws()) == [("least", "wrong-order")]


AREAS = (
    Option(id="work", label="Work"),
    Option(id="rest", label="Rest"),
    Option(id="friends", label="Friends"),
)
NAMED = replace(STEP, rows=AREAS)


def test_a_named_row_keeps_its_place_when_others_stay_empty() -> None:
    answer = NAMED.parse({"how-1": ["3"], "how-3": ["3"], "what-3": ["tea"]})
    assert answer == TableAnswer(rows=({"how": "3"}, {}, {"what": "tea", "how": "3"}))
    assert lines(answer, NAMED) == ["Work: How much: 3", "Friends: What: tea", "Friends: How much: 3"]
    assert values.of(answer) == {"how-1": "3", "what-3": "tea", "how-3": "3"}


def test_a_table_of_named_rows_can_stay_empty_only_where_it_may() -> None:
    assert refused(NAMED, {}) == [("what-1", "missing")]
    assert replace(NAMED, optional=True).parse({}).empty


def test_rows_have_ids_and_labels_of_their_own() -> None:
    assert codes(replace(STEP, rows=(AREAS[0], AREAS[0])).flaws()) == [("rows", "same-id")]
    assert codes(replace(STEP, rows=AREAS[:1]).flaws()) == [("rows", "too-few-given")]
