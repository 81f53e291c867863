"""Yes, ask me first, or not now to each of several things; what both said yes to opens, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from server.core.steps._define import options, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Option, Reveal, Step, narrow

Given = Literal["yes", "ask", "not"]
"""Yes; ask me first; not now. All of one length, so that a sealed answer is as long whatever it says."""

GIVEN: tuple[Given, ...] = ("yes", "ask", "not")
MOST = 20
"""Options in one step: more would be gone through without a thought."""


class MatchStep(Step, frozen=True, kw_only=True, tag="match"):
    """Unless the step is optional, every option gets an answer: a gap would be one more thing to explain."""

    options: tuple[Option, ...]
    reveal: Reveal = Reveal.TOGETHER

    reveals = frozenset({Reveal.TOGETHER})
    pair_only = True
    words = ("options",)
    codes = tuple(f"match.{given}" for given in GIVEN)

    def parse(self, form: Form) -> MatchAnswer:
        reading = Reading(form)
        read = {
            option.id: reading.pick(f"answer-{option.id}", GIVEN, needed=not self.optional)
            for option in self.options
        }
        reading.done()
        return MatchAnswer(given={id: given for id in read for given in GIVEN if given == read[id]})

    def flaws(self) -> tuple[Flaw, ...]:
        there = len(self.options)
        many = within("options", there, 2, MOST) if there > MOST else ()
        return (*super().flaws(), *options("options", self.options, 2), *many)

    def fields(self) -> tuple[Field, ...]:
        return tuple(Field(name=f"answer-{option.id}", holds="id") for option in self.options)


class MatchAnswer(Answer, frozen=True, kw_only=True, tag="match"):
    """Option id to what was said of it. Only its author holds it whole: see `core/visibility.py`."""

    given: Mapping[str, Given]

    @property
    def empty(self) -> bool:
        return not self.given

    def lines(self, step: Step) -> tuple[Line, ...]:
        labels = {option.id: option.label for option in narrow(step, MatchStep).options}
        said = {
            wanted: "\n".join(labels.get(id, id) for id, given in self.given.items() if given == wanted)
            for wanted in GIVEN
        }
        return tuple(Line(label_code=f"match.{given}", text=text) for given, text in said.items() if text)
