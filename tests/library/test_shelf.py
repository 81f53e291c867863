"""Looking through the library: by slug, by what an exercise is for, by words."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from server.core.exercise import Access, Audience, Exercise
from server.library.load import read
from server.library.shelf import Shelf
from tests.library.sound import SOUND, put


@pytest.fixture
def exercises(tmp_path: Path) -> tuple[Exercise, ...]:
    """One for one and one for two, and one that only a therapist gives."""
    alone, together = sorted(read(put(tmp_path, SOUND))[0], key=lambda one: one.slug)
    german = {"title": "Zwei Tassen", "summary": "Ihr h\u00f6rt euch zu."}
    together = replace(together, translations={"de": german})
    given = replace(
        alone, slug="given", title="Caf\u00e9 by the sea", access=Access.ASSIGNED, aims=("trust",)
    )
    return given, together, alone


def slugs(found: tuple[Exercise, ...]) -> list[str]:
    return [exercise.slug for exercise in found]


def test_an_exercise_is_found_by_its_slug_assigned_ones_too(exercises: tuple[Exercise, ...]) -> None:
    shelf = Shelf(exercises)
    assert shelf.get("two-cups") is exercises[1]
    assert shelf.get("given") is exercises[0]
    assert shelf.get("three-cups") is None


def test_open_exercises_stand_in_the_order_of_their_titles(exercises: tuple[Exercise, ...]) -> None:
    assert slugs(Shelf(exercises).search()) == ["one-thing", "two-cups"]
    everyone = [replace(exercise, access=Access.OPEN) for exercise in exercises]
    assert slugs(Shelf(everyone).search()) == ["given", "one-thing", "two-cups"]


def test_what_only_a_therapist_gives_is_not_among_the_finds(exercises: tuple[Exercise, ...]) -> None:
    shelf = Shelf(exercises)
    assert "trust" not in shelf.aims
    assert slugs(shelf.search(aim="trust")) == []
    assert slugs(Shelf([replace(exercises[0], access=Access.OPEN)]).search(aim="trust")) == ["given"]


def test_each_filter_narrows_and_all_hold_together(exercises: tuple[Exercise, ...]) -> None:
    shelf = Shelf(exercises)
    assert slugs(shelf.search(audience=Audience.PAIR)) == ["two-cups"]
    assert slugs(shelf.search(aim="mood")) == ["one-thing"]
    assert slugs(shelf.search(approach="gottman")) == ["two-cups"]
    assert slugs(shelf.search(minutes=6)) == ["one-thing"]
    assert slugs(shelf.search(minutes=10)) == ["one-thing", "two-cups"]
    assert slugs(shelf.search(audience=Audience.PAIR, minutes=6)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["one-thing", "two-cups"]),
        ("CUPS", ["two-cups"]),
        ("cup two", ["two-cups"]),
        ("up", []),
        ("cups mood", []),
        ("closeness", ["two-cups"]),
        ("zwei", []),
        ("\x00 \ud83d", ["one-thing", "two-cups"]),
    ],
)
def test_words_are_found_whatever_their_case(
    words: str, found: list[str], exercises: tuple[Exercise, ...]
) -> None:
    assert slugs(Shelf(exercises).search(words=words)) == found


@pytest.mark.parametrize("words", ["Hort", "h\u00f6rt", "zwei-tassen", "Cups tassen", "N\u00e4he"])
def test_a_reader_finds_by_their_own_language_and_by_english(
    words: str, exercises: tuple[Exercise, ...]
) -> None:
    shelf, names = Shelf(exercises), {"closeness": "N\u00e4he", "gottman": "Alltag"}
    assert slugs(shelf.search(words=words, reader="de", names=names)) == ["two-cups"]
    assert slugs(shelf.search(words=words, reader="es")) == []


def test_the_language_asked_for_is_one_that_an_exercise_has(exercises: tuple[Exercise, ...]) -> None:
    shelf = Shelf(exercises)
    assert shelf.languages == ("en", "de")
    assert slugs(shelf.search(language="de")) == ["two-cups"]
    assert slugs(shelf.search(language="en")) == ["one-thing", "two-cups"]
    assert slugs(shelf.search(language="xx")) == []


def test_what_it_is_mainly_for_comes_first(exercises: tuple[Exercise, ...]) -> None:
    given, together, alone = exercises
    given = replace(given, access=Access.OPEN, aims=("trust", "mood"))
    both = [given, together, replace(alone, aims=("mood",))]
    assert slugs(Shelf(both).search(aim="mood")) == ["one-thing", "given"]
    assert slugs(Shelf(both).search(aim="trust")) == ["given"]


def test_the_filters_offered_are_those_that_find_something(exercises: tuple[Exercise, ...]) -> None:
    shelf = Shelf(exercises)
    assert shelf.aims == ("closeness", "mood", "rest")
    assert shelf.approaches == ("gottman", "journaling")
    assert all(shelf.search(aim=aim) for aim in shelf.aims)
