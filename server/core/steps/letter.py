"""A letter whose writer says at the end what becomes of it."""

from __future__ import annotations

from server.core.steps._define import filled, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Reveal, Step, When


class LetterStep(Step, frozen=True, kw_only=True, tag="letter"):
    """Up to `most` characters. `share` is among the fates only where the rule is `chosen`."""

    most: int = 8000
    starters: tuple[str, ...] = ()

    reveals = frozenset({Reveal.PRIVATE, Reveal.CHOSEN})
    words = ("starters",)
    codes = ("letter.deleted",)

    def parse(self, form: Form) -> LetterAnswer:
        reading = Reading(form)
        fate = reading.pick("fate", self.ids(), needed=not self.optional)
        # A deleted letter may have been written on paper, so it asks for no text, and keeps none.
        text = reading.text("text", most=self.most, needed=not self.optional and fate != "delete")
        if text and not fate:
            reading.missing("fate")
        reading.done()
        if fate == "delete":
            return LetterAnswer(text="", fate=fate)
        return LetterAnswer(text=text, fate=fate if text else "")

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *within("most", self.most, 1, 20_000),
            *filled("starters", self.starters),
        )

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="text", holds="text", most=self.most), Field(name="fate", holds="id"))

    def ids(self) -> tuple[str, ...]:
        return ("keep", "share", "delete") if self.reveal is Reveal.CHOSEN else ("keep", "delete")


class LetterAnswer(Answer, frozen=True, kw_only=True, tag="letter"):
    """The letter, unless its fate is `delete`; the fate is `keep`, `share`, `delete`, or "" for no letter."""

    text: str
    fate: str

    @property
    def empty(self) -> bool:
        return not self.text and not self.fate

    @property
    def erases(self) -> bool:
        return self.fate == "delete"

    def lines(self, step: Step) -> tuple[Line, ...]:
        if self.fate == "delete":
            return (Line(text_code="letter.deleted"),)
        return (Line(text=self.text),) if self.text else ()

    def meets(self, when: When) -> bool:
        return when.holds(ids=(self.fate,))
