"""A text that both write and both sign, with a day to look at it again."""

from __future__ import annotations

from server.core.steps._define import within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Reveal, Step


class AgreeStep(Step, frozen=True, kw_only=True, tag="agree"):
    """The text begins with `start` and holds up to `most` characters.

    A review is suggested in `review_days` from today; with 0 none is asked for.
    """

    start: str = ""
    most: int = 2000
    review_days: int = 14
    reveal: Reveal = Reveal.JOINT

    reveals = frozenset({Reveal.JOINT})
    pair_only = True
    words = ("start",)
    codes = ("agree.review",)

    def parse(self, form: Form) -> AgreeAnswer:
        reading = Reading(form)
        text = reading.text("text", most=self.most, needed=not self.optional)
        review = reading.day("review", needed=bool(text and self.review_days))
        reading.done()
        return AgreeAnswer(text=text, review=review if text else "")

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *within("most", self.most, 1, 20_000),
            *within("start", len(self.start), 0, self.most),
            *within("review_days", self.review_days, 0, 366),
        )

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="text", holds="text", most=self.most), Field(name="review", holds="date"))


class AgreeAnswer(Answer, frozen=True, kw_only=True, tag="agree"):
    """One version of the joint text and the ISO date of the review, or "" for none."""

    text: str
    review: str = ""

    @property
    def empty(self) -> bool:
        return not self.text

    def lines(self, step: Step) -> tuple[Line, ...]:
        text = (Line(text=self.text),) if self.text else ()
        return (*text, Line(label_code="agree.review", text=self.review)) if self.review else text
