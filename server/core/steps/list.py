"""A few short texts of the same sort."""

from __future__ import annotations

from server.core.steps._define import filled, ordered, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Step, narrow

ITEM = 500
"""Characters in one item."""


class ListStep(Step, frozen=True, kw_only=True, tag="list"):
    """Between `least` and `most` items; `each` labels every field."""

    each: str
    least: int = 1
    most: int = 3

    words = ("each",)

    def parse(self, form: Form) -> ListAnswer:
        reading = Reading(form)
        items = reading.texts("item", most=ITEM)
        if items or not self.optional:
            reading.count("item", len(items), self.least, self.most)
        reading.done()
        return ListAnswer(items=items)

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *filled("each", self.each),
            *within("least", self.least, 1, 20),
            *within("most", self.most, 1, 20),
            *ordered("least", self.least, "most", self.most),
        )

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="item", holds="text", many=True, most=ITEM),)


class ListAnswer(Answer, frozen=True, kw_only=True, tag="list"):
    """The items that were filled in."""

    items: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not self.items

    def lines(self, step: Step) -> tuple[Line, ...]:
        label = narrow(step, ListStep).each
        return tuple(Line(label=label, text=item) for item in self.items)
