"""One number between two ends that have words."""

from __future__ import annotations

from server.core.steps._define import filled, ordered, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Step, When, narrow


class ScaleStep(Step, frozen=True, kw_only=True, tag="scale"):
    """Whole numbers from `least` (which means `low`) to `most` (which means `high`)."""

    low: str
    high: str
    least: int = 0
    most: int = 10

    words = ("low", "high")

    def parse(self, form: Form) -> ScaleAnswer:
        reading = Reading(form)
        value = reading.number("value", least=self.least, most=self.most, needed=not self.optional)
        reading.done()
        return ScaleAnswer(value=value)

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *filled("low", self.low),
            *filled("high", self.high),
            *within("least", self.least, -10, 10),
            *within("most", self.most, -10, 100),
            *ordered("least", self.least + 1, "most", self.most),
        )

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="value", holds="number"),)

    def bounds(self) -> tuple[int, int]:
        return self.least, self.most


class ScaleAnswer(Answer, frozen=True, kw_only=True, tag="scale"):
    """The number chosen, or None."""

    value: int | None

    @property
    def empty(self) -> bool:
        return self.value is None

    def lines(self, step: Step) -> tuple[Line, ...]:
        if self.value is None:
            return ()
        scale = narrow(step, ScaleStep)
        ends = f"{scale.least} = {scale.low}, {scale.most} = {scale.high}"
        return (Line(text=f"{self.value} ({ends})"),)

    def meets(self, when: When) -> bool:
        return when.holds(number=self.value)
