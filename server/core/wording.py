"""The words of an exercise by their place in it: to read them through, and to put another language's in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from server.core.exercise import Exercise, Solo, Source
from server.core.steps.base import Step

SOURCE = "en"
"""The language in which exercises are written."""

Words = Mapping[str, str]
"""A place such as `steps.three.options.a` to the text that stands there."""

Change = Callable[[str, str], str]
S = TypeVar("S", bound=Step)

_OF_ALL = ("title", "ask", "help")
_INNER = ("label", "ask", "text", "help", "words")


def texts(exercise: Exercise) -> dict[str, str]:
    """Every text that people read, in order, by its place. Works cited are names, not words."""
    found = {}

    def note(place: str, text: str) -> str:
        if text:
            found[place] = text
        return text

    _changed(exercise, note)
    return found


def translate(exercise: Exercise, words: Words) -> Exercise:
    """The exercise with these words in their places; what they lack or misplace stays as it is."""
    return _changed(exercise, lambda place, text: words.get(place) or text if text else text)


def spoken(exercise: Exercise, language: str) -> Exercise:
    """The exercise in a language that it brings along, else in its own."""
    words = exercise.translations.get(language)
    return translate(exercise, words) if words else exercise


def words_in(exercise: Exercise, language: str) -> str:
    """The language that its words stand in where it is not the one asked for; else ""."""
    return "" if language == SOURCE or language in exercise.translations else SOURCE


def unread(exercise: Exercise, language: str) -> bool:
    """Whether this is a translation that no native clinician has read yet."""
    return language in exercise.translations and language not in exercise.reviewed


def flat(table: Any, place: str = "") -> dict[str, str]:
    """A translation file's nested tables and lists as words by place; what is no text is left out."""
    if isinstance(table, str):
        return {place: table}
    if isinstance(table, dict):
        items = [(str(key), value) for key, value in table.items()]
    elif isinstance(table, list):
        items = [(str(number), value) for number, value in enumerate(table, start=1)]
    else:
        return {}
    return {
        key: text for name, value in items for key, text in flat(value, f"{place}.{name}".lstrip(".")).items()
    }


def _changed(exercise: Exercise, change: Change) -> Exercise:
    top = {name: change(name, getattr(exercise, name)) for name in ("title", "summary", "stop", "not_for")}
    source = Source(
        based_on=change("source.based_on", exercise.source.based_on),
        works=exercise.source.works,
        evidence=change("source.evidence", exercise.source.evidence),
    )
    steps = tuple(_step(step, f"steps.{step.id}", change) for step in exercise.steps)
    solo = exercise.solo and Solo(
        note=change("solo.note", exercise.solo.note),
        steps=tuple(_step(step, f"solo.steps.{step.id}", change) for step in exercise.solo.steps),
    )
    return msgspec.structs.replace(exercise, **top, source=source, steps=steps, solo=solo)


def _step(step: S, place: str, change: Change) -> S:
    plain: dict[str, Any] = msgspec.to_builtins(step)
    for name in (*_OF_ALL, *step.words):
        plain[name] = _inner(plain[name], f"{place}.{name}", change)
    return msgspec.convert(plain, type(step))


def _inner(value: Any, place: str, change: Change) -> Any:
    """A text, a list, or a thing with texts; the only text of a thing stands in the thing's own place."""
    if isinstance(value, str):
        return change(place, value)
    if isinstance(value, list | tuple):
        named = enumerate(value, start=1)
        return [_inner(item, f"{place}.{_name(item, number)}", change) for number, item in named]
    names = [name for name in _INNER if name in value]
    places = {name: place if len(names) == 1 else f"{place}.{name}" for name in names}
    return value | {name: _inner(value[name], places[name], change) for name in names}


def _name(item: Any, number: int) -> str:
    return str(item.get("id", number)) if isinstance(item, dict) else str(number)
