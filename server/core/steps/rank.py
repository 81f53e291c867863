"""The first few of several things, in order."""

from __future__ import annotations

from server.core.steps._define import options, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Option, Step, When, narrow


class RankStep(Step, frozen=True, kw_only=True, tag="rank"):
    """The person puts `top` of the options on places 1 to `top`."""

    options: tuple[Option, ...]
    top: int = 3

    words = ("options",)

    def parse(self, form: Form) -> RankAnswer:
        reading = Reading(form)
        names = [field.name for field in self.fields()]
        needed = not self.optional or any(value for name in names for value in form.get(name, ()))
        order = tuple(reading.pick(name, self.ids(), needed=needed) for name in names)
        for place, (name, id) in enumerate(zip(names, order, strict=True)):
            if id and id in order[:place]:
                reading.flaw(name, "twice", place=order.index(id) + 1)
        reading.done()
        return RankAnswer(order=order if needed else ())

    def flaws(self) -> tuple[Flaw, ...]:
        there = len(self.options)
        return (
            *super().flaws(),
            *options("options", self.options, 2),
            *within("top", self.top, 1, max(there, 1)),
        )

    def fields(self) -> tuple[Field, ...]:
        return tuple(Field(name=f"place-{place}", holds="id") for place in range(1, self.top + 1))

    def ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)


class RankAnswer(Answer, frozen=True, kw_only=True, tag="rank"):
    """Option ids, the first place first."""

    order: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not self.order

    def lines(self, step: Step) -> tuple[Line, ...]:
        labels = {option.id: option.label for option in narrow(step, RankStep).options}
        places = enumerate(self.order, start=1)
        return tuple(Line(label=str(place), text=labels.get(id, id)) for place, id in places)

    def meets(self, when: When) -> bool:
        """True if one of the ids asked for has a place."""
        return when.holds(ids=self.order)
