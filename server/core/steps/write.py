"""A free text."""

from __future__ import annotations

from server.core.steps._define import filled, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Step


class WriteStep(Step, frozen=True, kw_only=True, tag="write"):
    """Up to `most` characters in a field `rows` lines high; `starters` are beginnings to choose from."""

    most: int = 4000
    rows: int = 6
    starters: tuple[str, ...] = ()

    words = ("starters",)

    def parse(self, form: Form) -> WriteAnswer:
        reading = Reading(form)
        text = reading.text("text", most=self.most, needed=not self.optional)
        reading.done()
        return WriteAnswer(text=text)

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *within("most", self.most, 1, 20_000),
            *within("rows", self.rows, 1, 30),
            *filled("starters", self.starters),
        )

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="text", holds="text", most=self.most),)


class WriteAnswer(Answer, frozen=True, kw_only=True, tag="write"):
    """What was written."""

    text: str

    @property
    def empty(self) -> bool:
        return not self.text

    def lines(self, step: Step) -> tuple[Line, ...]:
        return () if self.empty else (Line(text=self.text),)
