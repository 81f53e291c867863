"""What every step kind shares: a step's definition, an answer to it, and what can be wrong with either."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, Literal, TypeVar

import msgspec
from msgspec import Struct

Form = Mapping[str, Sequence[str]]
"""A decoded form, or JSON turned into the same shape: field name to the values sent under it."""

SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
"""What an id of a step, option, column or card looks like."""

HOURS = 240
"""Minutes that no step exceeds."""


class Reveal(StrEnum):
    """When the other seat sees an answer; the meaning is in `core/visibility.py`."""

    PRIVATE = "private"
    SHARED = "shared"
    TOGETHER = "together"
    CHOSEN = "chosen"
    TURNS = "turns"
    JOINT = "joint"


PERSONAL = frozenset({Reveal.PRIVATE, Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN})
"""The rules that fit a step each seat answers alone."""


class Flaw(Struct, frozen=True, kw_only=True):
    """One thing wrong with one field; `code` becomes a sentence elsewhere, filled with `values`."""

    field: str
    code: str
    values: dict[str, str | int] = {}


class Refused(Exception):
    """An answer was not taken; `flaws` names every bad field."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__(", ".join(f"{flaw.field}: {flaw.code}" for flaw in flaws))
        self.flaws = flaws


class Line(Struct, frozen=True, kw_only=True):
    """One labelled piece of an answer as plain text.

    `label` and `text` are words of the exercise or the person. Where the word is Duologue's own (a body
    region, "stopped early"), it stands as a code `<kind>.<word>`, and render has the words for it; a label
    may carry both, as a card's question and whose guess it is.
    """

    label: str = ""
    text: str = ""
    label_code: str = ""
    text_code: str = ""


class Option(Struct, frozen=True, kw_only=True):
    """Something to pick: what is stored and what is read."""

    id: str
    label: str


class Field(Struct, frozen=True, kw_only=True):
    """A form field that a step reads. `most` is the limit in characters of a text."""

    name: str
    holds: Literal["text", "number", "id", "date"]
    many: bool = False
    most: int = 0


class When(Struct, frozen=True, kw_only=True):
    """Show the step only if this seat's own answer to the earlier `step` fits; `one_of` is written `is`."""

    step: str
    one_of: tuple[str, ...] = msgspec.field(default=(), name="is")
    at_least: int | None = None
    at_most: int | None = None

    def holds(self, ids: Sequence[str] = (), number: int | None = None) -> bool:
        """Whether an answer with these ids and this number fits all that is asked here."""
        if self.one_of and not any(id in self.one_of for id in ids):
            return False
        if self.at_least is None and self.at_most is None:
            return bool(self.one_of)
        if number is None:
            return False
        return (self.at_least is None or number >= self.at_least) and (
            self.at_most is None or number <= self.at_most
        )


class Step(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One screen of an exercise. `minutes` is how long it takes on average; 0 is less than half a minute."""

    id: str
    ask: str
    title: str = ""
    help: str = ""
    optional: bool = False
    minutes: int = 1
    reveal: Reveal = Reveal.PRIVATE
    when: When | None = None
    quotes: tuple[str, ...] = ()
    """Ids of earlier steps whose own answer is shown again."""
    recalls: tuple[str, ...] = ()
    """Ids of earlier steps of which is shown again what opened to both."""

    reveals: ClassVar[frozenset[Reveal]] = PERSONAL
    """The reveal rules that fit this kind."""
    pair_only: ClassVar[bool] = False
    """Whether the kind makes sense with two people only."""
    telling: ClassVar[bool] = True
    """Whether an answer says something about the person, so that a pair exercise names its rule."""
    words: ClassVar[tuple[str, ...]] = ()
    """The fields of this kind, beyond title, ask and help, that hold words to read and to translate."""
    codes: ClassVar[tuple[str, ...]] = ()
    """Every label or text code that an answer's lines may carry."""

    @property
    def kind(self) -> str:
        return tag(type(self))

    def parse(self, form: Form) -> Answer:
        """The answer in this form; raises `Refused` naming every bad field.

        An optional step also takes an empty form and gives an answer that is `empty`. Fields that the kind
        does not know (the deed, say) are passed over.
        """
        raise NotImplementedError

    def flaws(self) -> tuple[Flaw, ...]:
        """What is wrong with this definition alone, whatever exercise it stands in."""
        flaws = []
        if not SLUG.fullmatch(self.id):
            flaws.append(Flaw(field="id", code="bad-id", values={"given": self.id}))
        if not self.ask.strip():
            flaws.append(Flaw(field="ask", code="empty"))
        if self.minutes < 0:
            flaws.append(Flaw(field="minutes", code="too-small", values={"given": self.minutes, "least": 0}))
        if self.minutes > HOURS:
            flaws.append(
                Flaw(field="minutes", code="too-large", values={"given": self.minutes, "most": HOURS})
            )
        if self.reveal not in self.reveals:
            fitting = ", ".join(rule for rule in Reveal if rule in self.reveals)
            values: dict[str, str | int] = {"kind": self.kind, "given": self.reveal, "fitting": fitting}
            flaws.append(Flaw(field="reveal", code="unfit-reveal", values=values))
        return tuple(flaws)

    def fields(self) -> tuple[Field, ...]:
        """The form fields that `parse` reads."""
        return ()

    def ids(self) -> tuple[str, ...]:
        """What a later `when` may name in `is`."""
        return ()

    def bounds(self) -> tuple[int, int] | None:
        """Between which numbers a later `when` may ask `at_least` or `at_most`."""
        return None


class Answer(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What a seat submitted for a step."""

    @property
    def kind(self) -> str:
        return tag(type(self))

    @property
    def empty(self) -> bool:
        """Whether the person left the step out."""
        return False

    @property
    def erases(self) -> bool:
        """Whether its author wants nothing kept of what they answered here before, either."""
        return False

    def lines(self, step: Step) -> tuple[Line, ...]:
        """The answer to `step` as labelled plain text, for quotes, keepsakes and exports."""
        return ()

    def meets(self, when: When) -> bool:
        """Whether a later step that asks this is shown."""
        return False


S = TypeVar("S", bound=Step)


def narrow(step: Step, kind: type[S]) -> S:
    """The step as the kind an answer belongs to; an answer never meets another kind's step."""
    if not isinstance(step, kind):
        raise TypeError(f"an answer to {tag(kind)} was shown a step of kind {step.kind}")
    return step


def tag(kind: type[Step | Answer]) -> str:
    """The name of a kind as it stands in files and records."""
    config: Any = kind.__struct_config__
    return str(config.tag)
