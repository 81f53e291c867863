"""Rows under columns: a thought record, a week plan, a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from server.core.steps._define import filled, ids, options, ordered, some, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Option, Step, narrow

CELL = 1000
"""Characters in one cell."""
SCALE = 10
"""A scale cell holds 0 to this."""


class Column(Struct, frozen=True, kw_only=True):
    """What one cell of each row asks for: a text, or a number from 0 to 10."""

    id: str
    label: str
    kind: Literal["text", "scale"] = "text"
    help: str = ""


class TableStep(Step, frozen=True, kw_only=True, tag="table"):
    """Between `least` and `most` rows; a row counts as soon as one of its cells is filled.

    `rows` names them instead: as many rows as there are names, any of which may stay empty.
    """

    columns: tuple[Column, ...]
    least: int = 1
    most: int = 5
    rows: tuple[Option, ...] = ()

    words = ("columns", "rows")

    @property
    def places(self) -> int:
        """How many rows there is room for."""
        return len(self.rows) or self.most

    def parse(self, form: Form) -> TableAnswer:
        reading = Reading(form)
        all_rows = [self._row(reading, number) for number in range(1, self.places + 1)]
        begun = sum(row is None or bool(row) for row in all_rows)
        if begun or not self.optional:
            reading.count(f"{self.columns[0].id}-1", begun, self.least, self.places)
        reading.done()
        return TableAnswer(rows=tuple(row or {} for row in all_rows if row or (begun and self.rows)))

    def _row(self, reading: Reading, number: int) -> dict[str, str] | None:
        """What the cells of one row hold, or None if a cell was refused."""
        row = {}
        for column in self.columns:
            name = f"{column.id}-{number}"
            if column.kind == "text":
                cell = reading.text(name, most=CELL, needed=False)
            else:
                value = reading.number(name, least=0, most=SCALE, needed=False)
                cell = "" if value is None else str(value)
            if cell:
                row[column.id] = cell
        return None if any(reading.noted(f"{column.id}-{number}") for column in self.columns) else row

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *some("columns", self.columns),
            *ids("columns", (column.id for column in self.columns)),
            *filled("columns", (column.label for column in self.columns)),
            *(options("rows", self.rows, 2) if self.rows else ()),
            *within("least", self.least, 1, 20),
            *within("most", self.most, 1, 20),
            *ordered("least", self.least, "most", self.most),
        )

    def fields(self) -> tuple[Field, ...]:
        return tuple(
            Field(name=f"{column.id}-{number}", holds="text", most=CELL)
            if column.kind == "text"
            else Field(name=f"{column.id}-{number}", holds="number")
            for number in range(1, self.places + 1)
            for column in self.columns
        )


class TableAnswer(Answer, frozen=True, kw_only=True, tag="table"):
    """The rows that hold something: column id to what stands in the cell, a number as its digits.

    Of named rows each is there, in their order, with nothing in it where it stayed empty.
    """

    rows: tuple[Mapping[str, str], ...]

    @property
    def empty(self) -> bool:
        return not self.rows

    def lines(self, step: Step) -> tuple[Line, ...]:
        table = narrow(step, TableStep)
        names = [option.label for option in table.rows] or [""] * len(self.rows)
        return tuple(
            Line(label=_label(name, column), text=row[column.id])
            for name, row in zip(names, self.rows, strict=False)
            for column in table.columns
            if column.id in row
        )


def _label(row: str, column: Column) -> str:
    return f"{row}: {column.label}" if row else column.label
