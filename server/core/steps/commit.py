"""A small plan: when this happens, I will do that; with a day, if wished."""

from __future__ import annotations

from server.core.steps._define import filled, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Step, narrow

TEXT = 500
"""Characters in the cue or in the act."""


class CommitStep(Step, frozen=True, kw_only=True, tag="commit"):
    """Labels of both halves of the plan, and the day that is suggested, in `days` from today."""

    when_label: str
    then_label: str
    days: int = 7

    words = ("when_label", "then_label")
    codes = ("commit.on",)

    def parse(self, form: Form) -> CommitAnswer:
        reading = Reading(form)
        cue = reading.text("cue", most=TEXT, needed=not self.optional)
        act = reading.text("act", most=TEXT, needed=not self.optional)
        on = reading.day("on", needed=False)
        if self.optional and bool(cue) != bool(act):
            reading.missing("act" if cue else "cue")
        # The day is filled in beforehand, so a day alone is no plan.
        reading.done()
        return CommitAnswer(cue=cue, act=act, on=on if act else "")

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *filled("when_label", self.when_label),
            *filled("then_label", self.then_label),
            *within("days", self.days, 0, 366),
        )

    def fields(self) -> tuple[Field, ...]:
        texts = tuple(Field(name=name, holds="text", most=TEXT) for name in ("cue", "act"))
        return (*texts, Field(name="on", holds="date"))


class CommitAnswer(Answer, frozen=True, kw_only=True, tag="commit"):
    """The plan and its ISO date, or "" for none."""

    cue: str
    act: str
    on: str = ""

    @property
    def empty(self) -> bool:
        return not self.cue and not self.act

    def lines(self, step: Step) -> tuple[Line, ...]:
        if self.empty:
            return ()
        plan = narrow(step, CommitStep)
        halves = (Line(label=plan.when_label, text=self.cue), Line(label=plan.then_label, text=self.act))
        return (*halves, Line(label_code="commit.on", text=self.on)) if self.on else halves
