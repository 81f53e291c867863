"""Reading `entrances.toml`: every entrance as it can be shown, or everything that is wrong with the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import convert
from msgspec.structs import replace

from server.core.entrance import Entrance, Entrances
from server.core.exercise import Access, Exercise
from server.core.wording import Words, flat
from server.library import prose
from server.library.guarded import table
from server.library.names import ENTRANCES, names
from server.library.problems import Problem, problem
from server.library.shape import Shape
from server.library.translations import compare

Found = tuple[tuple[Entrance, ...], tuple[Problem, ...]]
_ID = re.compile(r"[a-z][a-z0-9-]*")
_PAGE = re.compile(r"/[a-z]+")


def read(folder: Path, exercises: Iterable[Exercise]) -> Found:
    """The entrances beside these exercises, and everything wrong with them; no file, no entrances."""
    if not (folder / ENTRANCES).exists():
        return (), ()
    given, wrong = table(folder / ENTRANCES, ENTRANCES)
    if wrong:
        return (), (wrong,)
    shape = Shape(ENTRANCES)
    shape.table(given, Entrances)
    if shape.problems:
        return (), tuple(shape.problems)
    found = convert(given, Entrances).entrances
    words, problems = _words(folder, found)
    problems += _check(found, {each.slug: each for each in exercises})
    return tuple(_spoken(each, words) for each in found), tuple(problems)


def _spoken(entrance: Entrance, words: Mapping[str, Words]) -> Entrance:
    said = {
        language: {name: own.get(f"{entrance.id}.{name}", "") for name in ("words", "intro")}
        for language, own in words.items()
    }
    return replace(entrance, translations=said)


def _words(folder: Path, found: Iterable[Entrance]) -> tuple[dict[str, Words], list[Problem]]:
    """Every translation by its language, and what is wrong with any."""
    wanted = {f"{each.id}.{name}": text for each in found for name, text in _texts(each).items()}
    words: dict[str, Words] = {}
    problems: list[Problem] = []
    for one in names(folder).translations:
        if one.of != ENTRANCES:
            continue
        given, wrong = table(folder / one.file, one.file)
        words[one.language] = flat(given)
        problems += [wrong] if wrong else compare(one.file, wanted, words[one.language])
    return words, problems


def _check(found: tuple[Entrance, ...], exercises: Mapping[str, Exercise]) -> Iterator[Problem]:
    ids = [each.id for each in found]
    for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
        yield problem(ENTRANCES, "entrances", "same-id", given=id)
    for each in found:
        place = f"entrances.{each.id}"
        if not _ID.fullmatch(each.id):
            yield problem(ENTRANCES, place, "bad-id", given=each.id)
        for name, text in _texts(each).items():
            if not text.strip():
                yield problem(ENTRANCES, f"{place}.{name}", "empty")
        yield from _ways(each, place, exercises)
        # The words are people's own; the line that receives them is ours.
        yield from prose.check(ENTRANCES, {f"{place}.intro": each.intro})


def _ways(each: Entrance, place: str, exercises: Mapping[str, Exercise]) -> Iterator[Problem]:
    """Either a page or exercises, each once and open to all."""
    if each.leads and not _PAGE.fullmatch(each.leads):
        yield problem(ENTRANCES, f"{place}.leads", "bad-page", given=each.leads)
    if bool(each.leads) == bool(each.exercises):
        yield problem(ENTRANCES, place, "one-way")
    for slug in each.exercises:
        exercise = exercises.get(slug)
        if exercise is None or exercise.access is not Access.OPEN:
            yield problem(ENTRANCES, f"{place}.exercises", "not-open", given=slug)
        if each.exercises.count(slug) > 1:
            yield problem(ENTRANCES, f"{place}.exercises", "same-id", given=slug)


def _texts(entrance: Entrance) -> dict[str, str]:
    return {"words": entrance.words, "intro": entrance.intro}
