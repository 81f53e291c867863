"""What a file below the folder is, by its name: an exercise, a translation, cases, or none of these."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from server.library.problems import Problem, problem

FEELINGS = "feelings.toml"
HELPLINES = "helplines.toml"
SHARED = "shared.toml"
ENTRANCES = "entrances.toml"
_PACKS = "packs/"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Translation(Struct, frozen=True, order=True):
    """A file of words in one language, and the file that it translates."""

    file: str
    language: str
    of: str


class Names(Struct, frozen=True):
    """The files of a folder by what they are, as paths below it. Cases are read elsewhere."""

    exercises: tuple[str, ...]
    translations: tuple[Translation, ...]
    problems: tuple[Problem, ...]


def names(folder: Path) -> Names:
    """All TOML files below a folder but those of packs, in the order of their paths."""
    return sort(path for path in _paths(folder) if not path.startswith(_PACKS))


def pack_names(folder: Path) -> Names:
    """The TOML files of packs: `exercises` holds the packs themselves."""
    return sort(path for path in _paths(folder) if path.startswith(_PACKS))


def _paths(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.toml"))


def sort(paths: Iterable[str]) -> Names:
    """The paths by what their names say."""
    exercises, translations, problems = [], [], []
    for path in paths:
        place = PurePosixPath(path)
        parts = place.stem.split(".")
        if len(parts) == 1:
            exercises.append(path)
        elif len(parts) == 2 and _LANGUAGE.fullmatch(parts[1]):
            of = place.with_name(f"{parts[0]}.toml").as_posix()
            translations.append(Translation(path, parts[1], of))
        elif parts[1:] != ["cases"]:
            problems.append(problem(path, "", "bad-file-name"))
    alone = [one for one in translations if one.of not in exercises or one.of in (HELPLINES, SHARED)]
    problems += [problem(one.file, "", "translation-alone", given=one.of) for one in alone]
    found = tuple(path for path in exercises if path not in (FEELINGS, HELPLINES, SHARED, ENTRANCES))
    kept = tuple(one for one in translations if one not in alone)
    return Names(found, kept, tuple(problems))
