"""Reading a folder of exercises: every file, every problem, and the exercises that can be used."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from msgspec import Struct, convert, to_builtins

from server.core.exercise import Exercise, build
from server.core.steps.feelings import Family, FeelingsStep
from server.core.wording import flat
from server.library import cases, helplines, lock, play, presuming, shared, translations
from server.library.guarded import table
from server.library.lint import lint
from server.library.names import FEELINGS, SHARED, Names, case_of, names
from server.library.problems import BrokenLibrary, Problem, problem
from server.library.shape import Shape


class Vocabulary(Struct, frozen=True):
    """What `feelings.toml` holds."""

    families: tuple[Family, ...] = ()


class Shelved(Struct, frozen=True):
    """What a folder gave: the exercises by file, what was published, and everything that is wrong."""

    files: dict[str, Exercise]
    published: lock.Lock
    problems: tuple[Problem, ...]


def read(folder: Path) -> tuple[tuple[Exercise, ...], tuple[Problem, ...]]:
    """The exercises below a folder whose fields are all there, and everything wrong with any file of it."""
    shelved = shelve(folder)
    return tuple(shelved.files.values()), shelved.problems


def publish(folder: Path) -> int:
    """Write the versions that are not in `published.lock` yet into it; how many. Raises `BrokenLibrary`."""
    shelved = shelve(folder)
    if shelved.problems:
        raise BrokenLibrary(shelved.problems)
    text, new = lock.lock(shelved.files.values(), shelved.published)
    (folder / lock.FILE).write_text(text, encoding="utf-8")
    return new


def shelve(folder: Path) -> Shelved:
    """The same as `read`, with the file of each exercise and what was published."""
    return _Reading(folder, names(folder)).shelve()


def one(folder: Path, file: str) -> tuple[Exercise | None, tuple[Problem, ...]]:
    """One exercise by its path below a folder, and what is wrong with it, its translations or its cases."""
    found = names(folder)
    own = Names(
        exercises=tuple(path for path in found.exercises if path == file),
        translations=tuple(each for each in found.translations if each.of in (file, FEELINGS)),
        cases=tuple(path for path in found.cases if case_of(path) == file),
        problems=(),
    )
    shelved = _Reading(folder, own).shelve()
    mine = {file, FEELINGS, *own.cases, *(each.file for each in own.translations)}
    return shelved.files.get(file), tuple(problem for problem in shelved.problems if problem.file in mine)


class _Reading:
    """One folder being read; `_problems` grows as it goes."""

    def __init__(self, folder: Path, found: Names) -> None:
        self._folder = folder
        self._names = found
        self._problems = list(found.problems)

    def shelve(self) -> Shelved:
        families = self._vocabulary()
        plain = {
            file: exercise for file in self._names.exercises if (exercise := self._exercise(file, families))
        }
        if not self._names.exercises:
            self._problems.append(problem("", "", "no-exercises"))
        for file, exercise in plain.items():
            self._problems += lint(exercise, file)
        self._same_slugs(plain)
        self._problems += shared.check(plain, self._shared())
        self._cases(plain)
        words = self._words(plain, families)
        files = {
            file: translations.attach(exercise, words[file], words[FEELINGS])
            for file, exercise in plain.items()
        }
        published = self._lock()
        slugs = [Path(file).stem for file in self._names.exercises]
        self._problems += lock.check(plain, published, slugs)
        self._problems += helplines.read(self._folder)[1]
        return Shelved(files, published, tuple(sorted(self._problems, key=lambda one: one.file)))

    def _table(self, file: str, cls: type[Struct]) -> dict[str, Any] | None:
        """What stands in a file, if it has the fields of `cls`."""
        given, wrong = table(self._folder / file, file)
        if wrong:
            self._problems.append(wrong)
            return None
        shape = Shape(file)
        shape.table(given, cls)
        self._problems += shape.problems
        return None if shape.problems else given

    def _vocabulary(self) -> tuple[Family, ...]:
        if not (self._folder / FEELINGS).exists():
            return ()
        given = self._table(FEELINGS, Vocabulary)
        families = convert(given or {}, Vocabulary).families
        if given is not None:
            flaws = FeelingsStep(id="any", ask="Any", families=families).flaws()
            self._problems += [problem(FEELINGS, flaw.field, flaw.code, **flaw.values) for flaw in flaws]
        return families

    def _exercise(self, file: str, families: tuple[Family, ...]) -> Exercise | None:
        given = self._table(file, Exercise)
        if given is None:
            return None
        asking = [step for step in _steps(given) if step["kind"] == "feelings"]
        for step in asking:
            step["families"] = to_builtins(families)
        if asking and not families and not (self._folder / FEELINGS).exists():
            self._problems.append(problem(file, "", "no-feelings"))
        return build(given)

    def _same_slugs(self, files: dict[str, Exercise]) -> None:
        first: dict[str, str] = {}
        for file, exercise in files.items():
            other = first.setdefault(exercise.slug, file)
            if other != file:
                self._problems.append(problem(file, "slug", "same-slug", given=exercise.slug, other=other))

    def _cases(self, files: dict[str, Exercise]) -> None:
        """Played only where the exercise and the cases are sound: else one slip is told many times."""
        for file in self._names.cases:
            given = self._table(file, cases.Cases)
            exercise = files.get(case_of(file))
            if given is None or exercise is None or any(one.file == case_of(file) for one in self._problems):
                continue
            found = cases.decoded(given)
            wrong = list(cases.lint(file, exercise, found))
            self._problems += wrong or play.play(file, exercise, found)

    def _words(
        self, files: dict[str, Exercise], families: tuple[Family, ...]
    ) -> defaultdict[str, dict[str, dict[str, str]]]:
        """The words of every translation, by the file that they translate and by language."""
        found: defaultdict[str, dict[str, dict[str, str]]] = defaultdict(dict)
        for one in self._names.translations:
            given, wrong = table(self._folder / one.file, one.file)
            words = flat(given)
            if wrong:
                self._problems.append(wrong)
            elif one.of == FEELINGS:
                self._problems += translations.check_feelings(one.file, families, words)
            elif one.of in files:
                self._problems += translations.check(one.file, files[one.of], words)
            self._problems += presuming.check(one.file, one.language, words)
            found[one.of][one.language] = words
        return found

    def _shared(self) -> shared.Shared:
        if not (self._folder / SHARED).exists():
            return shared.Shared()
        return convert(self._table(SHARED, shared.Shared) or {}, shared.Shared)

    def _lock(self) -> lock.Lock:
        if not (self._folder / lock.FILE).exists():
            return lock.Lock()
        return convert(self._table(lock.FILE, lock.Lock) or {}, lock.Lock)


def _steps(given: dict[str, Any]) -> list[dict[str, Any]]:
    return [*given["steps"], *given.get("solo", {}).get("steps", [])]
