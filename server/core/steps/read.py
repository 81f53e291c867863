"""Something to read before going on; nothing is asked."""

from __future__ import annotations

from server.core.steps._define import filled, some
from server.core.steps.base import Answer, Flaw, Form, Reveal, Step


class ReadStep(Step, frozen=True, kw_only=True, tag="read"):
    """Paragraphs of `text`. With the rule `together` both go on from here at the same time."""

    text: tuple[str, ...]

    reveals = frozenset({Reveal.PRIVATE, Reveal.SHARED, Reveal.TOGETHER})
    telling = False
    words = ("text",)

    def parse(self, form: Form) -> ReadAnswer:
        return ReadAnswer()

    def flaws(self) -> tuple[Flaw, ...]:
        return (*super().flaws(), *some("text", self.text), *filled("text", self.text))


class ReadAnswer(Answer, frozen=True, kw_only=True, tag="read"):
    """That it was read."""
