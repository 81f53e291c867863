"""A free text."""

from __future__ import annotations

from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Step


class WriteStep(Step, frozen=True, kw_only=True, tag="write"):
    """`most` characters in a field `rows` lines high, begun by one of the `starters` if wished."""

    most: int = 4000
    rows: int = 6
    starters: tuple[str, ...] = ()

    words = ("starters",)

    def parse(self, form: Form) -> WriteAnswer:
        reading = Reading(form)
        text = reading.text("text", most=self.most, needed=not self.optional)
        return reading.done(lambda: WriteAnswer(text=text))

    def flaws(self) -> tuple[Flaw, ...]:
        return (*super().flaws(),)

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
