"""Speaking and listening by turns; here is one move, the order of moves is in `core/session.py`."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from server.core.steps._define import filled, some, within
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Reveal, Step


class Verdict(StrEnum):
    """What the speaker says of the listener's mirror."""

    HEARD = "heard"
    PARTLY = "partly"
    AGAIN = "again"


class TurnsStep(Step, frozen=True, kw_only=True, tag="turns"):
    """Each speaks `rounds` times, for about `seconds`, in up to `most` characters.

    `speak` prompts the speaker and `mirror` the listener, who only listens where it is empty; `after` are the
    listener's moves once the speaker felt heard. `cards` give each round a question of its own.
    """

    speak: str
    mirror: str
    modes: tuple[Literal["written", "aloud"], ...] = ("written", "aloud")
    rounds: int = 1
    seconds: int = 180
    after: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    most: int = 1200
    reveal: Reveal = Reveal.TURNS

    reveals = frozenset({Reveal.TURNS})
    pair_only = True
    words = ("speak", "mirror", "after", "cards")
    codes = ("turns.said",)

    def parse(self, form: Form) -> TurnsAnswer:
        """One move: `text` when it was written, `said = yes` when it was said aloud, never both."""
        reading = Reading(form)
        aloud, written = "aloud" in self.modes, "written" in self.modes
        said = bool(reading.pick("said", ("yes",) if aloud else (), needed=not written and not self.optional))
        text = reading.text("text", most=self.most, needed=not said and written and not self.optional)
        if text and (said or not written):
            reading.flaw("text", "said-and-written")
        reading.done()
        return TurnsAnswer(text=text, said=said)

    def card(self, turn: int) -> str:
        """The question of a speaking turn, counted from 0; both have the same one after each other."""
        return self.cards[turn // 2] if turn // 2 < len(self.cards) else ""

    def verdict(self, form: Form) -> Verdict:
        """The speaker's judgement in this form; raises `Refused`."""
        reading = Reading(form)
        verdict = reading.pick("verdict", tuple(Verdict), needed=True)
        reading.done()
        return Verdict(verdict)

    def flaws(self) -> tuple[Flaw, ...]:
        unfit = bool(self.cards) and len(self.cards) != self.rounds
        dealt: dict[str, str | int] = {"given": len(self.cards), "rounds": self.rounds}
        twice = len(set(self.modes)) < len(self.modes)
        return (
            *super().flaws(),
            *filled("speak", self.speak),
            *(filled("mirror", self.mirror) if self.mirror else ()),
            *filled("after", self.after),
            *filled("cards", self.cards),
            *((Flaw(field="cards", code="cards-not-rounds", values=dealt),) if unfit else ()),
            *some("modes", self.modes),
            *((Flaw(field="modes", code="same-id", values={"given": self.modes[0]}),) if twice else ()),
            *within("rounds", self.rounds, 1, 6),
            *within("seconds", self.seconds, 10, 1800),
            *within("most", self.most, 1, 20_000),
        )

    def fields(self) -> tuple[Field, ...]:
        text = (Field(name="text", holds="text", most=self.most),) if "written" in self.modes else ()
        return (*text, *((Field(name="said", holds="id"),) if "aloud" in self.modes else ()))


class TurnsAnswer(Answer, frozen=True, kw_only=True, tag="turns"):
    """One move: its words, or that it was said aloud, of which nothing is kept."""

    text: str = ""
    said: bool = False

    @property
    def empty(self) -> bool:
        return not self.text and not self.said

    def lines(self, step: Step) -> tuple[Line, ...]:
        if self.said:
            return (Line(text_code="turns.said"),)
        return (Line(text=self.text),) if self.text else ()
