"""A session's own copy of its exercise: every language in it, and as long as the copy of any other."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from server.core.exercise import Exercise, encode
from server.core.wording import spoken, texts
from server.desk.exercises import STEP, Copies, encoded
from server.library.load import read
from tests.pages.tongues import made_up

EXERCISES = read(Path("exercises"))[0]


def with_all(exercise: Exercise) -> Exercise:
    """The exercise in every language there is or will be soon."""
    words = {
        tag: {place: made_up(text, tag) for place, text in texts(exercise).items()} for tag in ("ar", "es")
    }
    return replace(exercise, translations=words)


def test_in_three_languages_every_copy_is_as_long_as_any_other() -> None:
    plain = {len(encode(with_all(each))) // STEP for each in EXERCISES}
    assert len(plain) > 1, "unpacked, their lengths would tell them apart"
    assert {len(encoded(with_all(each))) for each in EXERCISES} == {STEP}


def test_a_copy_is_read_as_it_was_kept() -> None:
    copies, exercise = Copies(), with_all(EXERCISES[0])
    assert copies.decoded(encoded(exercise)) == exercise
    assert copies.decoded(encode(exercise).ljust(STEP)) == exercise, "as the first release kept it"


def test_words_are_put_together_once_for_everybody_who_reads_them() -> None:
    copies, exercise = Copies(), with_all(EXERCISES[0])
    arabic = copies.spoken(exercise, "ar")
    assert arabic == spoken(exercise, "ar") != exercise
    assert copies.spoken(exercise, "ar") is arabic
    assert copies.spoken(exercise, "es") == spoken(exercise, "es")
    assert copies.spoken(exercise, "en") is exercise
