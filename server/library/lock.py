"""The published versions of exercises: `published.lock` says what each was, and nothing published changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from server.core.exercise import Exercise
from server.core.steps.base import Step
from server.core.steps.feelings import FeelingsStep
from server.library.problems import Problem, problem

FILE = "published.lock"

_HEAD = """\
# Versions of exercises that people may be in the middle of: a change to one of them is a new version.
# Written by `duologue check --publish`, one line each; never edited by hand.
"""
# Translations grow after publishing, and the feeling words are one vocabulary for all exercises.
_APART = {(Exercise, "translations"), (Exercise, "reviewed"), (FeelingsStep, "families")}


class Published(Struct, frozen=True, order=True):
    """One published version; `digest` is SHA-256 in hex over what the author stated."""

    slug: str
    version: int
    digest: str


class Lock(Struct, frozen=True):
    """What `published.lock` holds."""

    published: tuple[Published, ...] = ()


def digest(exercise: Exercise) -> str:
    """SHA-256 in hex of the exercise without its translations.

    Fields at their default are left out, so that a release which adds a field changes no digest.
    """
    canonical = json.dumps(_stated(exercise), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _stated(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_stated(item) for item in value]
    if not isinstance(value, Struct):
        return value
    stated = {}
    for name, encoded, default in _kept(type(value)):
        own = getattr(value, name)
        if own != default:
            stated[encoded] = _stated(own)
    return stated | ({"kind": value.kind} if isinstance(value, Step) else {})


@cache
def _kept(kind: type[Struct]) -> tuple[tuple[str, str, Any], ...]:
    """Name, name in the file, and default of the fields that are published; looking them up takes long."""
    return tuple(
        (field.name, field.encode_name, field.default)
        for field in fields(kind)
        if (kind, field.name) not in _APART
    )


def lock(exercises: Iterable[Exercise], known: Lock) -> tuple[str, int]:
    """The text of `published.lock` with every version that it lacked, and how many those are."""
    entries = {(entry.slug, entry.version): entry for entry in known.published}
    for exercise in exercises:
        key = exercise.slug, exercise.version
        entries.setdefault(key, Published(*key, digest(exercise)))
    lines = [
        f'    {{ slug = "{entry.slug}", version = {entry.version}, digest = "{entry.digest}" }},\n'
        for entry in sorted(entries.values())
    ]
    return _HEAD + "published = [\n" + "".join(lines) + "]\n", len(entries) - len(known.published)


def check(files: Mapping[str, Exercise], known: Lock, slugs: Sequence[str]) -> Iterator[Problem]:
    """What departs from what was published.

    `files` are the exercises that can be read, by file; `slugs` those of all files, so that a broken one
    is not called gone.
    """
    highest: dict[str, Published] = {}
    for entry in sorted(known.published):
        highest[entry.slug] = entry
    digests = {(entry.slug, entry.version): entry.digest for entry in known.published}
    for file, exercise in files.items():
        last, version = highest.get(exercise.slug), exercise.version
        if last and version < last.version:
            values = {"version": version, "highest": last.version, "next": last.version + 1}
            yield problem(file, "version", "version-went-back", **values)
        elif digests.get((exercise.slug, version), digest(exercise)) != digest(exercise):
            yield problem(file, "version", "published-changed", version=version, next=version + 1)
    for slug in sorted(set(highest) - set(slugs)):
        yield problem(FILE, "", "published-gone", given=slug)
