"""An exercise: what its TOML means, what it looks like for one person, and how it is kept as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from server.core.steps import AnyStep
from server.core.steps.base import Reveal, Step
from server.core.upcast import UPCASTERS, Unreadable, Upcasters, newest, upcast

__all__ = [
    "Access",
    "Audience",
    "Exercise",
    "Reveal",
    "Solo",
    "Source",
    "Unreadable",
    "build",
    "decode",
    "encode",
    "wire",
]


EXERCISE = "exercise"
"""The record kind of an exercise."""


class Audience(StrEnum):
    """Who does it, and which entry check applies (`gate`)."""

    SOLO = "solo"
    PAIR = "pair"


class Access(StrEnum):
    """Who may begin it: anyone, or only someone to whom a therapist assigned it."""

    OPEN = "open"
    ASSIGNED = "assigned"


class Source(Struct, frozen=True, kw_only=True):
    """Where the method comes from and what is known about it, in plain words."""

    based_on: str
    works: tuple[str, ...]
    evidence: str


class Solo(Struct, frozen=True, kw_only=True):
    """The form of a pair exercise for one person, with an honest note on what that can do."""

    note: str
    steps: tuple[Step, ...]


class Exercise(Struct, frozen=True, kw_only=True):
    """A declarative definition; a published version never changes. `minutes` is for the whole of it.

    `translations` maps a language tag to words by their place, see `core/wording.py`.
    """

    slug: str
    version: int
    title: str
    summary: str
    audience: Audience
    approach: str
    aims: tuple[str, ...]
    minutes: int
    access: Access
    gate: Audience
    stop: str
    not_for: str
    source: Source
    steps: tuple[Step, ...]
    solo: Solo | None = None
    passable: bool = False
    translations: Mapping[str, Mapping[str, str]] = {}

    def step(self, id: str) -> Step | None:
        """The step with this id, or None."""
        return next((step for step in self.steps if step.id == id), None)

    def for_one(self) -> Exercise:
        """The exercise as one person does it: itself, or the solo form with that form's own minutes."""
        if self.audience is Audience.SOLO or self.solo is None:
            return self
        return msgspec.structs.replace(
            self,
            audience=Audience.SOLO,
            gate=Audience.SOLO,
            minutes=max(1, sum(step.minutes for step in self.solo.steps)),
            passable=False,
            steps=self.solo.steps,
            solo=Solo(note=self.solo.note, steps=()),
            translations={language: _for_one(words) for language, words in self.translations.items()},
        )


def _for_one(words: Mapping[str, str]) -> dict[str, str]:
    """A translation of which the words for the solo form have moved to the steps."""
    kept = {place: text for place, text in words.items() if not place.startswith("steps.")}
    return {
        place.removeprefix("solo.") if ".steps." in place else place: text for place, text in kept.items()
    }


def encode(exercise: Exercise) -> bytes:
    """Canonical JSON: the same exercise always gives the same bytes."""
    return msgspec.json.encode(exercise, order="sorted")


def decode(data: bytes, schema: int | None = None, upcasters: Upcasters = UPCASTERS) -> Exercise:
    """The exercise in bytes written under `schema` (None: the newest); raises `Unreadable`."""
    written = newest(EXERCISE, upcasters) if schema is None else schema
    try:
        return _whole(msgspec.json.decode(upcast(EXERCISE, written, data, upcasters), type=wire()))
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None


def build(table: Mapping[str, Any]) -> Exercise:
    """The exercise in plain lists and dicts, as TOML gives them; raises `Unreadable`."""
    try:
        return _whole(msgspec.convert(table, wire()))
    except msgspec.MsgspecError as error:
        raise Unreadable(type(error).__name__) from None


def _whole(wire: Any) -> Exercise:
    solo = wire.solo and Solo(note=wire.solo.note, steps=wire.solo.steps)
    values = {name: getattr(wire, name) for name in Exercise.__struct_fields__}
    return Exercise(**(values | {"solo": solo}))


@cache
def wire() -> Any:
    """`Exercise` with the step kinds spelled out: they are known only once their package was walked."""
    steps = ("steps", tuple[AnyStep, ...])
    solo = msgspec.defstruct("_Solo", [steps], bases=(Solo,), frozen=True, kw_only=True)
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = [steps, ("solo", solo | None, None)]
    return msgspec.defstruct("_Exercise", fields, bases=(Exercise,), frozen=True, kw_only=True)
