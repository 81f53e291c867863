"""Reading `packs/`: the packs that can be used, and everything wrong with their files and their order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

import msgspec

from server.core.exercise import Access, Audience, Exercise
from server.core.pack import Entry, Pack, texts
from server.core.steps.base import SLUG, Reveal
from server.core.steps.letter import LetterStep
from server.core.wording import flat
from server.library import presuming, prose, translations
from server.library.guarded import table
from server.library.lint import MOST
from server.library.names import pack_names
from server.library.problems import Problem, problem
from server.library.shape import Shape

FOLDER = "packs"
PAUSES = ("cf-pause-deal", "gm-flood-break")
"""Exercises by which two agree how to stop a quarrel."""
THANKS = ("gm-appreciations", "gm-weekly-talk", "im-care-list")
"""Exercises that begin with what is good between two."""
FEWEST = 3
"""Exercises in a pack."""
LONGEST = 28
"""Days between two exercises."""

Known = Mapping[str, Exercise]


def read(
    folder: Path, exercises: Iterable[Exercise], slugs: Collection[str] = ()
) -> tuple[tuple[Pack, ...], tuple[Problem, ...]]:
    """The packs beside the exercises, and everything wrong with them.

    `slugs`: those of all exercise files, so that one which is broken is not called unknown as well.
    """
    names = pack_names(folder)
    known = {exercise.slug: exercise for exercise in exercises}
    found, problems = {}, list(names.problems)
    for file in names.exercises:
        pack, wrong = _pack(folder, file)
        problems += wrong
        if pack is not None:
            found[file] = pack
            problems += lint(pack, file, known, {*slugs, *known})
    for one in names.translations:
        given, flaw = table(folder / one.file, one.file)
        if flaw:
            problems.append(flaw)
        elif (pack := found.get(one.of)) is not None:
            words = flat(given)
            problems += presuming.check(one.file, one.language, words)
            problems += translations.compare(one.file, texts(pack), words)
            found[one.of] = translations.attach_to_pack(
                pack, one.language, words, reviewed=given.get("reviewed") is True
            )
    return tuple(found.values()), tuple(problems)


def _pack(folder: Path, file: str) -> tuple[Pack | None, list[Problem]]:
    """The pack of one file, if its fields are all there."""
    given, wrong = table(folder / file, file)
    if wrong:
        return None, [wrong]
    shape = Shape(file)
    shape.table(given, Pack)
    return (None if shape.problems else msgspec.convert(given, Pack)), shape.problems


def lint(pack: Pack, file: str, known: Known, slugs: Collection[str]) -> Iterator[Problem]:
    """Everything wrong with a pack whose fields are all there."""
    yield from _head(pack, file)
    yield from prose.check(file, texts(pack))
    for number, entry in enumerate(pack.entries, start=1):
        yield from _entry(pack, number, entry, file, known, slugs)
    if pack.audience is Audience.PAIR:
        yield from _order(pack, file, known)


def _head(pack: Pack, file: str) -> Iterator[Problem]:
    path = PurePosixPath(file)
    if pack.slug != path.stem:
        yield problem(file, "slug", "slug-not-file", given=pack.slug, wanted=path.stem)
    if str(path.parent) != FOLDER:
        yield problem(file, "", "wrong-folder", given=path.parent, wanted=FOLDER)
    if not SLUG.fullmatch(pack.slug):
        yield problem(file, "slug", "bad-id", given=pack.slug)
    yield from _within(file, "version", pack.version, 1, MOST)
    for place, text in texts(pack).items():
        if not text.strip():
            yield problem(file, place, "empty")
    if len(pack.entries) < FEWEST:
        yield problem(file, "entries", "too-few-given", given=len(pack.entries), least=FEWEST)


def _within(file: str, place: str, given: int, least: int, most: int) -> Iterator[Problem]:
    if given < least:
        yield problem(file, place, "too-small", given=given, least=least)
    if given > most:
        yield problem(file, place, "too-large", given=given, most=most)


def _entry(
    pack: Pack, number: int, entry: Entry, file: str, known: Known, slugs: Collection[str]
) -> Iterator[Problem]:
    place, slug = f"entries.{number}", entry.exercise
    if slug not in slugs:
        near = get_close_matches(slug, slugs, n=1, cutoff=0.6)
        yield problem(
            file,
            f"{place}.exercise",
            "no-such-exercise",
            given=slug,
            near=f", perhaps {near[0]}" if near else "",
        )
    if slug in pack.slugs[: number - 1]:
        yield problem(file, f"{place}.exercise", "twice-in-pack", given=slug)
    yield from _within(file, f"{place}.after", entry.after, 0, LONGEST)
    if number == 1 and entry.after > 0:
        yield problem(file, f"{place}.after", "first-waits", given=entry.after)
    exercise = known.get(slug)
    if exercise is None:
        return
    if exercise.access is Access.ASSIGNED and pack.access is Access.OPEN:
        yield problem(file, f"{place}.exercise", "assigned-in-open", given=slug)
    if exercise.audience is Audience.PAIR and pack.audience is Audience.SOLO:
        yield problem(file, f"{place}.exercise", "pair-in-solo", given=slug)


def _order(pack: Pack, file: str, known: Known) -> Iterator[Problem]:
    """For two: how to stop, and something good, come before any conflict; and no pack begins vulnerably."""
    first = known.get(pack.slugs[0]) if pack.entries else None
    if first is not None and _discloses(first):
        yield problem(file, "entries.1.exercise", "begins-with-disclosure", given=first.slug)
    for number, slug in enumerate(pack.slugs, start=1):
        place, before = f"entries.{number}.exercise", pack.slugs[: number - 1]
        if slug not in known or "conflict" not in known[slug].aims or slug in PAUSES:
            continue
        if not set(PAUSES) & set(before):
            yield problem(file, place, "no-pause-before", given=slug, known=", ".join(PAUSES))
        # What begins with thanks by itself needs none before it.
        if not set(THANKS) & {*before, slug}:
            yield problem(file, place, "no-thanks-before", given=slug, known=", ".join(THANKS))


def _discloses(exercise: Exercise) -> bool:
    """Whether two are asked in it to show something vulnerable: by a choice to show, or by a letter."""
    return exercise.audience is Audience.PAIR and any(
        step.reveal is Reveal.CHOSEN or isinstance(step, LetterStep) for step in exercise.steps
    )
