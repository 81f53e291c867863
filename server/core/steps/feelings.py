"""Feeling words picked from a vocabulary in families, with own words beside them."""

from __future__ import annotations

from msgspec import Struct

from server.core.steps._define import ids, options, some, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Option, Step, When, narrow

OTHER = 200
"""Characters in a feeling in own words."""


class Family(Struct, frozen=True, kw_only=True):
    """Feeling words that are close to each other."""

    id: str
    label: str
    words: tuple[Option, ...]


class FeelingsStep(Step, frozen=True, kw_only=True, tag="feelings"):
    """Up to `most` words of `families`, the vocabulary that the loader puts in."""

    most: int = 5
    families: tuple[Family, ...] = ()

    words = ("families",)

    def parse(self, form: Form) -> FeelingsAnswer:
        reading = Reading(form)
        picked = reading.picks("pick", self.ids())
        other = reading.text("other", most=OTHER, needed=False)
        number = len(picked) + bool(other or reading.noted("other"))
        if number or not self.optional:
            reading.count("pick", number, 1, self.most)
        reading.done()
        return FeelingsAnswer(picked=picked, other=other)

    def flaws(self) -> tuple[Flaw, ...]:
        words = tuple(word for family in self.families for word in family.words)
        return (
            *super().flaws(),
            *within("most", self.most, 1, 10),
            *some("families", self.families),
            *ids("families", (family.id for family in self.families)),
            *options("families", words, 1),
        )

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="pick", holds="id", many=True), Field(name="other", holds="text", most=OTHER))

    def ids(self) -> tuple[str, ...]:
        return tuple(word.id for family in self.families for word in family.words)


class FeelingsAnswer(Answer, frozen=True, kw_only=True, tag="feelings"):
    """The ids of the words picked and the own words."""

    picked: tuple[str, ...]
    other: str = ""

    @property
    def empty(self) -> bool:
        return not self.picked and not self.other

    def lines(self, step: Step) -> tuple[Line, ...]:
        families = narrow(step, FeelingsStep).families
        labels = [word.label for family in families for word in family.words if word.id in self.picked]
        return tuple(Line(text=text) for text in (*labels, self.other) if text)

    def meets(self, when: When) -> bool:
        return when.holds(ids=self.picked)
