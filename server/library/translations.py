"""Words in other languages: put to their exercise, and compared with what there is to translate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from server.core.exercise import Exercise
from server.core.pack import Pack
from server.core.steps.feelings import Family, FeelingsStep
from server.core.wording import Words, texts
from server.library.problems import Problem, problem

ByLanguage = Mapping[str, Words]


def attach(
    exercise: Exercise, words: ByLanguage, feelings: ByLanguage, reviewed: Iterable[str] = ()
) -> Exercise:
    """The exercise with its translations, each with its feeling words in every step that asks for them."""
    translations = {
        language: {**own, **_placed(exercise, feelings.get(language, {}))} for language, own in words.items()
    }
    return msgspec.structs.replace(exercise, translations=translations, reviewed=tuple(sorted(reviewed)))


def _placed(exercise: Exercise, feelings: Words) -> dict[str, str]:
    rows = {"steps": exercise.steps, "solo.steps": exercise.solo.steps if exercise.solo else ()}
    asking = [
        f"{row}.{step.id}" for row, steps in rows.items() for step in steps if isinstance(step, FeelingsStep)
    ]
    return {f"{step}.{place}": text for step in asking for place, text in feelings.items()}


def check(file: str, exercise: Exercise, words: Words) -> Iterator[Problem]:
    """What a translation lacks, and what it has for no place. Feeling words have a file of their own."""
    wanted = {place: text for place, text in texts(exercise).items() if ".families." not in place}
    yield from compare(file, wanted, words)


def check_asked(file: str, exercise: Exercise, languages: Iterable[str]) -> Iterator[Problem]:
    """The translations of an exercise that asks for feelings in a language without feeling words."""
    for language in sorted(set(exercise.translations) - set(languages)):
        if any(".families." in place for place in texts(exercise)):
            yield problem(
                file.replace(".toml", f".{language}.toml"), "", "feelings-untranslated", language=language
            )


def check_feelings(file: str, families: Iterable[Family], words: Words) -> Iterator[Problem]:
    """The same for the feeling words."""
    wanted = {}
    for family in families:
        wanted[f"families.{family.id}.label"] = family.label
        wanted |= {f"families.{family.id}.words.{word.id}": word.label for word in family.words}
    yield from compare(file, wanted, words)


def attach_to_pack(pack: Pack, language: str, words: Words, *, reviewed: bool) -> Pack:
    """The pack with one more translation."""
    read = (*pack.reviewed, language) if reviewed else pack.reviewed
    return msgspec.structs.replace(pack, translations={**pack.translations, language: words}, reviewed=read)


def compare(file: str, wanted: Words, words: Words) -> Iterator[Problem]:
    """What a translation lacks of what is wanted, and what it has beside it."""
    for place, text in wanted.items():
        if not words.get(place, "").strip():
            yield problem(file, place, "untranslated", start=text[:60])
    for place in words:
        if place not in wanted:
            yield problem(file, place, "translates-nothing")
