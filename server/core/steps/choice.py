"""One or several of a few given answers, with own words if the step allows them."""

from __future__ import annotations

from server.core.steps._define import options, ordered, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Option, Step, When, narrow

OTHER = 200
"""Characters in an answer in own words."""


class ChoiceStep(Step, frozen=True, kw_only=True, tag="choice"):
    """`many` allows between `least` and `most` of them; `other` allows own words, which count as one."""

    options: tuple[Option, ...]
    many: bool = False
    least: int | None = None
    most: int | None = None
    other: bool = False

    words = ("options",)

    def parse(self, form: Form) -> ChoiceAnswer:
        reading = Reading(form)
        picked = reading.picks("pick", self.ids())
        other = reading.text("other", most=OTHER, needed=False) if self.other else ""
        number = len(picked) + bool(other or reading.noted("other"))
        if number or not self.optional:
            reading.count("pick", number, *self.span())
        reading.done()
        return ChoiceAnswer(picked=picked, other=other)

    def span(self) -> tuple[int, int]:
        """How many may be picked, own words included, when any are."""
        if not self.many:
            return 1, 1
        return self.least or 1, self.most or len(self.options) + self.other

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *options("options", self.options, 1 if self.other else 2),
            *self._range_flaws(),
        )

    def _range_flaws(self) -> tuple[Flaw, ...]:
        given = [(field, value) for field in ("least", "most") if (value := getattr(self, field)) is not None]
        if not self.many:
            return tuple(Flaw(field=field, code="only-with-many") for field, _ in given)
        there = len(self.options) + self.other
        flaws = [flaw for field, value in given for flaw in within(field, value, 1, there)]
        return (*flaws, *ordered("least", self.least or 1, "most", self.most or there))

    def fields(self) -> tuple[Field, ...]:
        other = (Field(name="other", holds="text", most=OTHER),) if self.other else ()
        return (Field(name="pick", holds="id", many=self.many), *other)

    def ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)


class ChoiceAnswer(Answer, frozen=True, kw_only=True, tag="choice"):
    """The ids picked and the own words."""

    picked: tuple[str, ...]
    other: str = ""

    @property
    def empty(self) -> bool:
        return not self.picked and not self.other

    def lines(self, step: Step) -> tuple[Line, ...]:
        options = narrow(step, ChoiceStep).options
        labels = [option.label for option in options if option.id in self.picked]
        return tuple(Line(text=text) for text in (*labels, self.other) if text)

    def meets(self, when: When) -> bool:
        return when.holds(ids=self.picked)
