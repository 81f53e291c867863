"""A stretch of time: breathing, silence, a break."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from server.core.steps._define import filled, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Reveal, Step, When

ENDS = ("done", "stopped")
"""How it can end. Stopping early is as good as staying, and the other seat never learns which it was."""


class Cue(Struct, frozen=True, kw_only=True):
    """Words that appear `at` seconds after the start."""

    at: int
    text: str


class TimerStep(Step, frozen=True, kw_only=True, tag="timer"):
    """`seconds` long; `style` says how the time is shown."""

    seconds: int
    style: Literal["breath", "silence", "break"] = "silence"
    cues: tuple[Cue, ...] = ()

    reveals = frozenset({Reveal.PRIVATE, Reveal.SHARED, Reveal.TOGETHER})
    telling = False
    words = ("cues",)
    codes = ("timer.done", "timer.stopped")

    def parse(self, form: Form) -> TimerAnswer:
        reading = Reading(form)
        ended = reading.pick("ended", ENDS, needed=not self.optional)
        reading.done()
        return TimerAnswer(ended=ended)

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *within("seconds", self.seconds, 10, 3600),
            *filled("cues", (cue.text for cue in self.cues)),
            *(flaw for cue in self.cues for flaw in within("cues", cue.at, 0, self.seconds)),
            *self._late_cues(),
        )

    def _late_cues(self) -> tuple[Flaw, ...]:
        times = [cue.at for cue in self.cues]
        return () if times == sorted(set(times)) else (Flaw(field="cues", code="not-rising"),)

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="ended", holds="id"),)

    def ids(self) -> tuple[str, ...]:
        return ENDS


class TimerAnswer(Answer, frozen=True, kw_only=True, tag="timer"):
    """One of `ENDS`, or "" when the step was left out."""

    ended: str

    @property
    def empty(self) -> bool:
        return not self.ended

    def lines(self, step: Step) -> tuple[Line, ...]:
        return () if self.empty else (Line(text_code=f"timer.{self.ended}"),)

    def meets(self, when: When) -> bool:
        return when.holds(ids=(self.ended,))
