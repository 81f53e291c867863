"""How someone is before joint work: always private, never part of a session."""

from __future__ import annotations

from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Form, Line, Reveal, Step, When

WORST = 10
"""The top of the distress scale; 0 is none at all."""
OK = ("yes", "unsure", "no")
"""Whether it is all right to go on."""


class SafetyStep(Step, frozen=True, kw_only=True, tag="safety"):
    """Two fixed questions; what follows from the answers is in `core/gate.py`."""

    reveals = frozenset({Reveal.PRIVATE})
    codes = ("safety.distress", "safety.ok", *(f"safety.{word}" for word in ("yes", "unsure", "no")))

    def parse(self, form: Form) -> SafetyAnswer:
        reading = Reading(form)
        distress = reading.number("distress", least=0, most=WORST, needed=not self.optional)
        ok = reading.pick("ok", OK, needed=not self.optional)
        reading.done()
        return SafetyAnswer(distress=distress, ok=ok)

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="distress", holds="number"), Field(name="ok", holds="id"))

    def ids(self) -> tuple[str, ...]:
        return OK

    def bounds(self) -> tuple[int, int]:
        return 0, WORST


class SafetyAnswer(Answer, frozen=True, kw_only=True, tag="safety"):
    """Distress from 0 to 10 or None, and one of `OK` or ""."""

    distress: int | None
    ok: str

    @property
    def empty(self) -> bool:
        return self.distress is None and not self.ok

    def lines(self, step: Step) -> tuple[Line, ...]:
        distress = (
            () if self.distress is None else (Line(label_code="safety.distress", text=str(self.distress)),)
        )
        return (
            (*distress, Line(label_code="safety.ok", text_code=f"safety.{self.ok}")) if self.ok else distress
        )

    def meets(self, when: When) -> bool:
        return when.holds(ids=(self.ok,), number=self.distress)
