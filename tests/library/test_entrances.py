"""The file of entrances: what it holds, and that nothing wrong with it gets past the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.core.exercise import Access
from server.library import load
from server.library.entrances import read
from server.library.shelf import Shelf
from server.routes import OPEN
from tests.library.sound import ALONE, SOUND, put
from tests.library.test_lint import EXERCISES

FILE = "entrances.toml"
DOORS = """\
[[entrances]]
id = "tired"
words = "I just want to rest"
intro = "Here is something slow."
exercises = ["one-thing", "two-cups"]

[[entrances]]
id = "argued"
words = "We argued"
intro = "First a break."
leads = "/argued"
"""
GERMAN = """\
[tired]
words = "Ich will ruhen"
intro = "Hier ist etwas Langsames."

[argued]
words = "Wir haben gestritten"
intro = "Zuerst eine Pause."
"""
TIRED = "entrances.tired"
BROKEN = {
    "an id with a capital": ('"tired"', '"Tired"', {("entrances.Tired", "bad-id")}),
    "an id twice": ('id = "argued"', 'id = "tired"', {("entrances", "same-id")}),
    "no words": ('"I just want to rest"', '" "', {(f"{TIRED}.words", "empty")}),
    "a line that orders": ("Here is", "You must do", {(f"{TIRED}.intro", "unwelcome-word")}),
    "an exercise that is not here": ("one-thing", "one-thin", {(f"{TIRED}.exercises", "not-open")}),
    "an exercise twice": ("two-cups", "one-thing", {(f"{TIRED}.exercises", "same-id")}),
    "nothing to do": ('"one-thing", "two-cups"', "", {(TIRED, "one-way")}),
    "two ways": ('intro = "Here', 'leads = "/help"\nintro = "Here', {(TIRED, "one-way")}),
    "a page elsewhere": ('"/argued"', '"//evil.example"', {("entrances.argued.leads", "bad-page")}),
    "a misspelt field": ("leads", "lead", {("entrances.argued.lead", "misspelt-field")}),
    "not TOML": ('id = "tired"', "id = tired", {("", "not-toml")}),
}


def said(folder: Path) -> set[tuple[str, str]]:
    """Place and code of every problem that the check has with the folder."""
    problems = load.read(folder)[1]
    assert {one.file.partition(".")[0] for one in problems} <= {"entrances"}
    return {(one.place, one.code) for one in problems}


def test_a_sound_file_is_read_without_a_word(tmp_path: Path) -> None:
    folder = put(tmp_path, {**SOUND, FILE: DOORS, "entrances.de.toml": GERMAN})
    assert said(folder) == set()
    found, problems = read(folder, load.read(folder)[0])
    assert problems == ()
    assert [(each.id, each.exercises, each.leads) for each in found] == [
        ("tired", ("one-thing", "two-cups"), ""),
        ("argued", (), "/argued"),
    ]
    assert found[0].spoken("de").words == "Ich will ruhen"
    assert found[0].spoken("es").words == "I just want to rest"


@pytest.mark.parametrize(("old", "new", "wrong"), BROKEN.values(), ids=list(BROKEN))
def test_whatever_is_wrong_is_told(old: str, new: str, wrong: set[tuple[str, str]], tmp_path: Path) -> None:
    assert old in DOORS
    assert said(put(tmp_path, {**SOUND, FILE: DOORS.replace(old, new, 1)})) == wrong


def test_what_only_a_therapist_gives_stands_at_no_entrance(tmp_path: Path) -> None:
    given = SOUND[ALONE].replace('access = "open"', 'access = "assigned"')
    assert given != SOUND[ALONE]
    assert said(put(tmp_path, {**SOUND, ALONE: given, FILE: DOORS})) == {(f"{TIRED}.exercises", "not-open")}


def test_a_translation_is_whole_or_is_told(tmp_path: Path) -> None:
    lacking = GERMAN.replace("[argued]", "[argue]")
    told = said(put(tmp_path, {**SOUND, FILE: DOORS, "entrances.de.toml": lacking}))
    assert told == {
        *((f"argued.{name}", "untranslated") for name in ("words", "intro")),
        *((f"argue.{name}", "translates-nothing") for name in ("words", "intro")),
    }


def test_a_folder_needs_no_entrances(tmp_path: Path) -> None:
    assert read(put(tmp_path, SOUND), ()) == ((), ())


def test_ours_lead_to_pages_and_exercises_that_are_open() -> None:
    exercises, _ = load.read(EXERCISES)
    shelf, (found, problems) = Shelf(exercises), read(EXERCISES, exercises)
    assert problems == ()
    assert {each.id for each in found} == {"short", "argued", "sleep", "thanks"}
    assert {each.leads for each in found} - {""} <= OPEN
    for each in found:
        offered = [shelf.get(slug) for slug in each.exercises]
        assert all(one is not None and one.access is Access.OPEN for one in offered)
        assert len(offered) >= 5 or each.leads
        assert set(each.translations) == {"ar", "es"}
    short = next(each for each in found if each.id == "short")
    assert all((shelf.get(slug) or exercises[0]).minutes <= 8 for slug in short.exercises)
