"""My answers, and my guesses at the partner's: read side by side, never counted."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from server.core.steps._define import filled, ids, some
from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Flaw, Form, Line, Reveal, Step, narrow

TEXT = 500
"""Characters in one answer or guess."""


class Card(Struct, frozen=True, kw_only=True):
    """One question that each answers for themselves and for the other."""

    id: str
    ask: str


class GuessStep(Step, frozen=True, kw_only=True, tag="guess"):
    """Any card may be passed over; unless the step is optional, one card has an answer and a guess."""

    cards: tuple[Card, ...]
    reveal: Reveal = Reveal.TOGETHER

    reveals = frozenset({Reveal.TOGETHER})
    pair_only = True
    words = ("cards",)
    codes = ("guess.guess",)

    def parse(self, form: Form) -> GuessAnswer:
        reading = Reading(form)
        mine, guess = self._read(reading, "mine"), self._read(reading, "guess")
        reading.done()
        return GuessAnswer(mine=mine, guess=guess)

    def _read(self, reading: Reading, side: str) -> dict[str, str]:
        names = {card.id: f"{side}-{card.id}" for card in self.cards}
        texts = {id: reading.text(name, most=TEXT, needed=False) for id, name in names.items()}
        if not self.optional and not any(texts.values()) and not any(map(reading.noted, names.values())):
            reading.missing(f"{side}-{self.cards[0].id}")
        return {id: text for id, text in texts.items() if text}

    def flaws(self) -> tuple[Flaw, ...]:
        return (
            *super().flaws(),
            *some("cards", self.cards),
            *ids("cards", (card.id for card in self.cards)),
            *filled("cards", (card.ask for card in self.cards)),
        )

    def fields(self) -> tuple[Field, ...]:
        names = (f"{side}-{card.id}" for card in self.cards for side in ("mine", "guess"))
        return tuple(Field(name=name, holds="text", most=TEXT) for name in names)


class GuessAnswer(Answer, frozen=True, kw_only=True, tag="guess"):
    """Card id to my answer, and card id to my guess; cards passed over are not in it."""

    mine: Mapping[str, str]
    guess: Mapping[str, str]

    @property
    def empty(self) -> bool:
        return not self.mine and not self.guess

    def lines(self, step: Step) -> tuple[Line, ...]:
        lines = []
        for card in narrow(step, GuessStep).cards:
            if card.id in self.mine:
                lines.append(Line(label=card.ask, text=self.mine[card.id]))
            if card.id in self.guess:
                lines.append(Line(label=card.ask, label_code="guess.guess", text=self.guess[card.id]))
        return tuple(lines)
