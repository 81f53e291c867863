"""Rows under columns."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.table import Column, TableAnswer, TableStep
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
