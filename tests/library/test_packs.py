"""Packs as files: what is sound is read, and what is wrong is told, the rules of their order among it."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.core.exercise import Access, Audience
from server.core.pack import Pack, spoken
from server.library import load, packs
from server.library.lock import FILE
from tests.library.packs import EXERCISES, GIVEN, ONE, PACKED, TWO
from tests.library.sound import put
from tests.library.test_lint import EXERCISES as REAL
from tests.library.test_load import said

_PAUSE = '[[entries]]\nexercise = "cf-pause-deal"\nafter = 2\n\n'
_THANKS = '[[entries]]\nexercise = "gm-appreciations"\nafter = 2\n\n'
_LONG = "Extraordinarily complicated administrative organisations overcomplicate everything."
_HARD = f'"{_LONG} {_LONG}"'

BROKEN = {
    # file, what is replaced by what, and the place and code of all that follows
    "a quote is missing": (ONE, '"one-week"', '"one-week', {("", "not-toml")}),
    "a field is misspelt": (ONE, "not_for", "notfor", {("notfor", "misspelt-field"), ("", "missing-field")}),
    "a field of the loader": (
        ONE,
        "version = 1",
        "version = 1\nreviewed = []",
        {("reviewed", "unknown-field")},
    ),
    "no word for whom it is not": (ONE, 'not_for = "Not while you drive."\n', "", {("", "missing-field")}),
    "an empty word for whom it is": (ONE, '"For one person."', '" "', {("for_whom", "empty")}),
    "days as a text": (ONE, "after = 2", 'after = "2"', {("entries.2.after", "wrong-type")}),
    "an entry of nothing": (ONE, 'exercise = "a-walk"\n', "", {("entries.2", "missing-field")}),
    "an audience of three": (ONE, '"solo"', '"three"', {("audience", "not-one-of")}),
    "the slug is not the file": (ONE, '"one-week"', '"two-week"', {("slug", "slug-not-file")}),
    "a slug with a space": (ONE, '"one-week"', '"one week"', {("slug", "slug-not-file"), ("slug", "bad-id")}),
    "version nought": (ONE, "version = 1", "version = 0", {("version", "too-small")}),
    "two exercises are no pack": (
        ONE,
        '[[entries]]\nexercise = "a-rest"\nafter = 4\n',
        "",
        {("entries", "too-few-given")},
    ),
    "an unknown exercise": (ONE, '"a-walk"', '"a-wall"', {("entries.2.exercise", "no-such-exercise")}),
    "one exercise twice": (ONE, '"a-rest"', '"a-walk"', {("entries.3.exercise", "twice-in-pack")}),
    "a day before": (ONE, "after = 2", "after = -1", {("entries.2.after", "too-small")}),
    "a month between": (ONE, "after = 2", "after = 29", {("entries.2.after", "too-large")}),
    "waiting for nothing": (
        ONE,
        '"one-thing"',
        '"one-thing"\nafter = 3',
        {("entries.1.after", "first-waits")},
    ),
    "two people in a pack for one": (ONE, '"a-rest"', '"two-cups"', {("entries.3.exercise", "pair-in-solo")}),
    "a raised voice": (ONE, "one more.", "one more!", {("summary", "unwelcome-word")}),
    "a word that pushes": (ONE, "You look", "You must look", {("summary", "unwelcome-word")}),
    "a word that presumes": (TWO, "For two who", "For husbands who", {("for_whom", "presuming-word")}),
    "an office speaks": (
        ONE,
        '"For one person."',
        _HARD,
        {("for_whom", "hard-to-read"), ("", "hard-to-read")},
    ),
    "only through a therapist": (TWO, '"two-cups"', '"given"', {("entries.1.exercise", "assigned-in-open")}),
    "it begins with a secret": (
        TWO,
        '"two-cups"',
        '"a-secret"',
        {("entries.1.exercise", "begins-with-disclosure")},
    ),
    "a conflict before a pause": (TWO, _PAUSE, "", {("entries.3.exercise", "no-pause-before")}),
    "a conflict before any thanks": (TWO, _THANKS, "", {("entries.3.exercise", "no-thanks-before")}),
    "it begins with a conflict": (
        TWO,
        '"two-cups"',
        '"gm-weekly-talk"',
        {("entries.1.exercise", "no-pause-before")},
    ),
    "a conflict before both": (
        TWO,
        f'{_PAUSE}{_THANKS}[[entries]]\nexercise = "hard-talk"\nafter = 7\n',
        f'[[entries]]\nexercise = "hard-talk"\n\n{_PAUSE}{_THANKS}',
        {("entries.2.exercise", "no-pause-before"), ("entries.2.exercise", "no-thanks-before")},
    ),
}


def test_sound_packs_are_read_without_a_word(tmp_path: Path) -> None:
    folder = put(tmp_path, PACKED)
    exercises, problems = load.read(folder)
    assert problems == ()
    found, problems = packs.read(folder, exercises)
    assert problems == ()
    known = {pack.slug: pack for pack in found}
    assert {slug: (pack.audience, pack.access) for slug, pack in known.items()} == {
        "one-week": (Audience.SOLO, Access.OPEN),
        "two-weeks": (Audience.PAIR, Access.OPEN),
        "given-only": (Audience.PAIR, Access.ASSIGNED),
    }
    assert known["one-week"].slugs == ("one-thing", "a-walk", "a-rest")
    assert [entry.after for entry in known["one-week"].entries] == [0, 2, 4]
    assert (known["one-week"].weeks, known["two-weeks"].weeks) == (1, 2)


@pytest.mark.parametrize(("file", "old", "new", "wrong"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_pack_is_told_with_place_and_remedy(
    file: str, old: str, new: str, wrong: set[tuple[str, str]], tmp_path: Path
) -> None:
    assert old in PACKED[file]
    problems = load.read(put(tmp_path, {**PACKED, file: PACKED[file].replace(old, new, 1)}))[1]
    assert {(problem.place, problem.code) for problem in problems} == wrong
    assert {problem.file for problem in problems} == {file}
    assert all(problem.remedy and "{" not in problem.message + problem.remedy for problem in problems)


def test_a_slip_of_the_hand_is_guessed(tmp_path: Path) -> None:
    (told,) = load.read(put(tmp_path, {**PACKED, ONE: PACKED[ONE].replace("a-walk", "a-wall")}))[1]
    assert told.remedy == "Use the slug of an exercise, perhaps a-walk."


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = PACKED[ONE].replace("a-walk", "zzz").replace("after = 4", "after = 40").replace("week.", "week!")
    text = text.replace("You look", "You should look")
    assert said(put(tmp_path, {**PACKED, ONE: text})) == {
        (ONE, "entries.2.exercise", "no-such-exercise"),
        (ONE, "entries.3.after", "too-large"),
        (ONE, "summary", "unwelcome-word"),
    }


def test_a_broken_exercise_is_not_called_unknown_as_well(tmp_path: Path) -> None:
    file = "couples/gottman/hard-talk.toml"
    assert said(put(tmp_path, {**PACKED, file: "slug = "})) == {(file, "", "not-toml")}


def test_a_pack_lies_in_the_folder_of_packs(tmp_path: Path) -> None:
    deep = "packs/old/one-week.toml"
    assert said(put(tmp_path, {**EXERCISES, deep: PACKED[ONE]})) == {(deep, "", "wrong-folder")}


def test_a_pack_that_is_given_may_hold_what_is_given(tmp_path: Path) -> None:
    assert '"given"' in PACKED[GIVEN]
    assert said(put(tmp_path, PACKED)) == set()


GERMAN = """\
reviewed = true
title = "Eine Woche"
summary = "Du siehst dir etwas Kleines an."
for_whom = "F\u00fcr eine Person."
not_for = "Nicht am Steuer."
"""
IN_GERMAN = ONE.replace(".toml", ".de.toml")


def one_week(folder: Path) -> Pack:
    return next(pack for pack in packs.read(folder, load.read(folder)[0])[0] if pack.slug == "one-week")


def test_a_translation_comes_with_its_pack(tmp_path: Path) -> None:
    folder = put(tmp_path, {**PACKED, IN_GERMAN: GERMAN})
    assert said(folder) == set()
    pack = one_week(folder)
    assert (spoken(pack, "de").title, spoken(pack, "es").title) == ("Eine Woche", "One week")
    assert pack.reviewed == ("de",)
    assert one_week(put(tmp_path, {IN_GERMAN: GERMAN.replace("true", "false")})).reviewed == ()


def test_a_translation_is_whole_and_of_something(tmp_path: Path) -> None:
    lost, broken = "packs/three-weeks.de.toml", TWO.replace(".toml", ".es.toml")
    partly = GERMAN.replace("for_whom", "fur_wen")
    assert said(put(tmp_path, {**PACKED, IN_GERMAN: partly, lost: GERMAN, broken: "title = "})) == {
        (IN_GERMAN, "for_whom", "untranslated"),
        (IN_GERMAN, "fur_wen", "translates-nothing"),
        (lost, "", "translation-alone"),
        (broken, "", "not-toml"),
    }


def test_the_seven_starter_packs_keep_the_rules_of_the_catalogue() -> None:
    exercises, _ = load.read(REAL)
    found, problems = packs.read(REAL, exercises)
    assert problems == ()
    assert {pack.slug: pack.access.value for pack in found} == {
        **dict.fromkeys(
            [
                "steady-self",
                "know-my-patterns",
                "first-talk",
                "out-of-the-loop",
                "closer",
                "two-become-three",
            ],
            "open",
        ),
        "trust-again": "assigned",
    }
    by_slug = {exercise.slug: exercise for exercise in exercises}
    for pack in found:
        heated = [slug for slug in pack.slugs if "conflict" in by_slug[slug].aims and slug != "cf-pause-deal"]
        if pack.audience is Audience.PAIR and heated:
            before = pack.slugs[: pack.slugs.index(heated[0])]
            assert "cf-pause-deal" in before, pack.slug
            assert "gm-appreciations" in before, pack.slug


def test_packs_are_in_no_lock() -> None:
    assert "first-talk" not in (REAL / FILE).read_text()
