"""How someone is after an exercise, and what they want now: always private."""

from __future__ import annotations

from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Form, Line, Reveal, Step, When

BEST = 10
"""The top of the scale "how I am now"; 0 is the worst."""
WANTS = ("fine", "repair", "break")
"""To leave it there, to mend something, or to have a break."""
TEXT = 2000
"""Characters in the text."""


class DebriefStep(Step, frozen=True, kw_only=True, tag="debrief"):
    """Three fixed questions, of which the text may always stay empty."""

    reveals = frozenset({Reveal.PRIVATE})
    codes = ("debrief.after", "debrief.want", *(f"debrief.{word}" for word in ("fine", "repair", "break")))

    def parse(self, form: Form) -> DebriefAnswer:
        reading = Reading(form)
        after = reading.number("after", least=0, most=BEST, needed=not self.optional)
        text = reading.text("text", most=TEXT, needed=False)
        want = reading.pick("want", WANTS, needed=not self.optional)
        reading.done()
        return DebriefAnswer(after=after, text=text, want=want)

    def fields(self) -> tuple[Field, ...]:
        return (
            Field(name="after", holds="number"),
            Field(name="text", holds="text", most=TEXT),
            Field(name="want", holds="id"),
        )

    def ids(self) -> tuple[str, ...]:
        return WANTS

    def bounds(self) -> tuple[int, int]:
        return 0, BEST


class DebriefAnswer(Answer, frozen=True, kw_only=True, tag="debrief"):
    """How I am now from 0 to 10 or None, what I want to note, and one of `WANTS` or ""."""

    after: int | None
    text: str
    want: str

    @property
    def empty(self) -> bool:
        return self.after is None and not self.text and not self.want

    def lines(self, step: Step) -> tuple[Line, ...]:
        lines = [] if self.after is None else [Line(label_code="debrief.after", text=str(self.after))]
        if self.text:
            lines.append(Line(text=self.text))
        if self.want:
            lines.append(Line(label_code="debrief.want", text_code=f"debrief.{self.want}"))
        return tuple(lines)

    def meets(self, when: When) -> bool:
        return when.holds(ids=(self.want,), number=self.after)
