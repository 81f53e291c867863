"""Nothing published changes: the lock, its digests and what is said of a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from server.core.exercise import Exercise, decode, encode
from server.library.load import publish, read, shelve
from server.library.lock import FILE, Lock, Published, digest
from server.library.problems import BrokenLibrary
from tests.library.sound import ALONE, FEELINGS, SOLO, SOUND, TOGETHER, put
from tests.library.test_load import said
from tests.library.test_translations import GERMAN, IN_GERMAN


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder whose two exercises are published."""
    folder = put(tmp_path, SOUND)
    assert publish(folder) == 2
    assert said(folder) == set()
    return folder


def exercise(folder: Path) -> Exercise:
    return shelve(folder).files[ALONE]


def test_publishing_again_changes_nothing(published: Path) -> None:
    before = (published / FILE).read_bytes()
    assert publish(published) == 0
    assert (published / FILE).read_bytes() == before


def test_the_lock_has_a_line_for_each_version(published: Path) -> None:
    one, two = shelve(published).published.published
    assert (one.slug, one.version, two.slug) == ("one-thing", 1, "two-cups")
    lines = (published / FILE).read_text().splitlines()
    assert f'    {{ slug = "one-thing", version = 1, digest = "{one.digest}" }},' in lines
    assert lines[0].startswith("# ")


def test_a_changed_word_asks_for_a_new_version(published: Path) -> None:
    put(published, {ALONE: SOLO.replace("see today", "hear today")})
    assert said(published) == {(ALONE, "version", "published-changed")}
    (problem,) = read(published)[1]
    assert problem.remedy.startswith("Make it version 2;")


def test_with_a_new_version_it_may_change_and_be_published_beside_the_old(published: Path) -> None:
    changed = SOLO.replace("see today", "hear today").replace("version = 1", "version = 2")
    put(published, {ALONE: changed})
    assert said(published) == set()
    assert publish(published) == 1
    versions = [(entry.slug, entry.version) for entry in shelve(published).published.published]
    assert versions == [("one-thing", 1), ("one-thing", 2), ("two-cups", 1)]


def test_a_version_never_goes_back(published: Path) -> None:
    put(published, {ALONE: SOLO.replace("version = 1", "version = 3")})
    publish(published)
    put(published, {ALONE: SOLO})
    assert said(published) == {(ALONE, "version", "version-went-back")}


def test_a_published_exercise_does_not_go_away_unnoticed(published: Path) -> None:
    (published / TOGETHER).unlink()
    assert said(published) == {(FILE, "", "published-gone")}


def test_a_broken_file_is_not_called_gone(published: Path) -> None:
    put(published, {ALONE: "slug = "})
    assert said(published) == {(ALONE, "", "not-toml")}


def test_a_broken_exercise_is_not_published(tmp_path: Path) -> None:
    put(tmp_path, {**SOUND, ALONE: SOLO.replace("minutes = 6", "minutes = 1")})
    with pytest.raises(BrokenLibrary, match="6 minutes"):
        publish(tmp_path)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("published = 3", "published", "wrong-type"),
        ('published = [{ slug = "a", version = 1 }]', "published.1", "missing-field"),
        ("published = [", "", "not-toml"),
    ],
)
def test_a_broken_lock_is_told(text: str, place: str, code: str, tmp_path: Path) -> None:
    assert said(put(tmp_path, {**SOUND, FILE: text})) == {(FILE, place, code)}


def test_a_digest_is_of_what_the_author_said_and_not_of_how(published: Path) -> None:
    before = digest(exercise(published))
    default = SOLO.replace("seconds = 60", 'seconds = 60\nstyle = "silence" # the default')
    assert default != SOLO
    assert digest(exercise(put(published, {ALONE: default}))) == before
    other = SOLO.replace("seconds = 60", 'seconds = 60\nstyle = "breath"')
    assert digest(exercise(put(published, {ALONE: other}))) != before


def test_a_digest_outlives_being_kept(published: Path) -> None:
    before = exercise(published)
    assert digest(decode(encode(before))) == digest(before)
    assert digest(replace(before, title="Other")) != digest(before)


def test_translations_and_feeling_words_may_grow(published: Path) -> None:
    more = FEELINGS.replace('{ id = "hurt"', '{ id = "sore", label = "sore" }, { id = "hurt"')
    before = shelve(published).files
    after = shelve(put(published, {IN_GERMAN: GERMAN, "feelings.toml": more})).files
    assert before[ALONE] != after[ALONE]
    assert before[TOGETHER] != after[TOGETHER]
    assert said(published) == set()


def test_an_empty_lock_knows_nothing() -> None:
    assert Lock().published == ()
    assert Published("a", 2, "") < Published("a", 10, "")


def test_this_digest_stays_what_it_was_in_every_release(published: Path) -> None:
    assert digest(exercise(published)) == "8d22181c60b839eb002cbd5343569999699abfee8e6b6e501f1519300ecd96a0"
