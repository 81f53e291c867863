"""Reading a folder of exercises: what is usable comes back, and everything wrong is said at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.core.exercise import Audience
from server.core.steps.feelings import FeelingsStep
from server.library.guarded import DEPTH, SIZE, depth, table
from server.library.load import read, shelve
from tests.library.broken import BROKEN, Broken
from tests.library.sound import ALONE, FEELINGS, PAIR, SOLO, SOUND, TOGETHER, put


def said(folder: Path) -> set[tuple[str, str, str]]:
    """File, place and code of every problem below a folder."""
    return {(problem.file, problem.place, problem.code) for problem in read(folder)[1]}


def test_sound_files_become_exercises_without_a_word(tmp_path: Path) -> None:
    exercises, problems = read(put(tmp_path, SOUND))
    assert problems == ()
    assert {exercise.slug: exercise.audience for exercise in exercises} == {
        "one-thing": Audience.SOLO,
        "two-cups": Audience.PAIR,
    }


def test_the_feeling_words_are_put_into_the_steps(tmp_path: Path) -> None:
    (exercise, _) = sorted(read(put(tmp_path, SOUND))[0], key=lambda one: one.slug)
    step = exercise.step("mood")
    assert isinstance(step, FeelingsStep)
    assert step.ids() == ("lonely", "hurt", "tense")


@pytest.mark.parametrize("broken", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_file_is_told_with_place_and_remedy(broken: Broken, tmp_path: Path) -> None:
    problems = read(put(tmp_path, broken.files()))[1]
    assert {(problem.place, problem.code) for problem in problems} == broken.said
    assert {problem.file for problem in problems} == {broken.file}
    for problem in problems:
        assert problem.message.endswith((".", "\u201d"))
        assert problem.remedy
        assert "{" not in problem.message + problem.remedy


def test_there_are_enough_broken_files_to_mean_something() -> None:
    assert len(BROKEN) >= 60


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = SOLO
    for old, new in [
        ("minutes = 6", 'minuts = "6"'),
        ('kind = "choice"', 'kind = "choise"'),
        ('low = "not at all"\n', ""),
        ("seconds = 60", 'seconds = "long"'),
        ('aims = ["mood"]', "aims = [7, true]"),
    ]:
        assert old in text
        text = text.replace(old, new, 1)
    assert said(put(tmp_path, {**SOUND, ALONE: text})) == {
        (ALONE, "minuts", "misspelt-field"),
        (ALONE, "", "missing-field"),
        (ALONE, "steps.room.kind", "unknown-kind"),
        (ALONE, "steps.calm", "missing-field"),
        (ALONE, "steps.rest.seconds", "wrong-type"),
        (ALONE, "aims.1", "wrong-type"),
        (ALONE, "aims.2", "wrong-type"),
    }


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    exercises, problems = read(put(tmp_path, {**SOUND, ALONE: "slug = \nversion = 1"}))
    assert [exercise.slug for exercise in exercises] == ["two-cups"]
    assert [problem.code for problem in problems] == ["not-toml"]
    assert "line 1" in problems[0].message


def test_a_misspelt_field_is_told_which_one_was_meant(tmp_path: Path) -> None:
    (problem,) = read(put(tmp_path, {**SOUND, ALONE: SOLO.replace("quotes =", "quoets =")}))[1]
    assert problem.remedy == "Did you mean 'quotes'?"


def test_a_megabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    put(tmp_path, {**SOUND, ALONE: SOLO + "# more\n" * 150_000})
    before = time.perf_counter()
    assert said(tmp_path) == {(ALONE, "", "too-large-file")}
    assert time.perf_counter() - before < 1


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    full = SOLO + "#" * (SIZE - len(SOLO.encode()))
    assert said(put(tmp_path, {**SOUND, ALONE: full})) == set()
    assert said(put(tmp_path, {ALONE: full + "#"})) == {(ALONE, "", "too-large-file")}


@pytest.mark.parametrize(
    "deep",
    [
        "x = " + "[" * 30_000 + "]" * 30_000,
        "x = " + "{a=" * 16_000 + "1" + "}" * 16_000,
        "a" + ".a" * 30_000 + " = 1",
        "[" + "a." * 30_000 + "a]\nb = 1",
        "x = " + "[" * 60_000,
    ],
    ids=["lists", "tables", "dotted names", "a dotted header", "open lists"],
)
def test_deep_nesting_is_refused_fast(deep: str, tmp_path: Path) -> None:
    put(tmp_path, {**SOUND, ALONE: deep})
    before = time.perf_counter()
    assert said(tmp_path) == {(ALONE, "", "too-deep")}
    assert time.perf_counter() - before < 1


def test_depth_counts_no_bracket_or_dot_in_words() -> None:
    words = 'x = "[[[[[[[[[[" # [[[[[[[[[[\ny = \'[[[[[[[[[[\'\nz = """[[[[[\\"""[[[[["""\n'
    assert depth(words) == 0
    assert depth("x = [[[{a = 1}]]]\n" * 50) == 4
    assert depth("w = '''" + "[" * 50 + "'''\na.b.c = 1") == 2
    assert depth('open = "' + "[" * 50 + "\n" + "[" * 20) == 20
    assert max(map(depth, SOUND.values())) <= DEPTH // 2


def test_what_is_no_text_is_told_as_such(tmp_path: Path) -> None:
    put(tmp_path, SOUND)
    (tmp_path / ALONE).write_bytes(b'slug = "\xff"')
    (tmp_path / TOGETHER).unlink()
    (tmp_path / TOGETHER).mkdir()
    assert said(tmp_path) == {(ALONE, "", "unreadable-file"), (TOGETHER, "", "unreadable-file")}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_change_to_a_file_is_read_or_told(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = data.draw(st.sampled_from([SOLO, PAIR])).splitlines()
    values = [
        "7",
        "-1",
        "true",
        '""',
        "[]",
        "{}",
        '["a"]',
        "[{}]",
        "1.5",
        "2027-01-01",
        "9" * 40,
        '"a" x',
        "nan",
    ]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        name = lines[at].split(" = ")[0]
        lines[at] = data.draw(
            st.sampled_from(["", "[[steps]]", "[solo]", *(f"{name} = {value}" for value in values)])
        )
    folder = put(tmp_path_factory.mktemp("any"), {ALONE: "\n".join(lines), "feelings.toml": FEELINGS})
    shelved = shelve(folder)
    assert shelved.problems or shelved.files


def test_a_folder_without_exercises_is_told(tmp_path: Path) -> None:
    assert said(tmp_path) == {("", "", "no-exercises")}


def test_names_that_say_nothing_are_told_and_cases_are_left_alone(tmp_path: Path) -> None:
    others = {
        "couples/gottman/two-cups.cases.toml": "not = read = here",
        "couples/gottman/two-cups.draft.old.toml": "",
        "couples/gottman/two-cups.1.toml": "",
    }
    assert said(put(tmp_path, {**SOUND, **others})) == {
        ("couples/gottman/two-cups.draft.old.toml", "", "bad-file-name"),
        ("couples/gottman/two-cups.1.toml", "", "bad-file-name"),
    }


def test_feelings_without_their_words_are_told(tmp_path: Path) -> None:
    assert said(put(tmp_path, {ALONE: SOLO, TOGETHER: PAIR})) == {(ALONE, "", "no-feelings")}


def test_a_broken_vocabulary_is_told_once_in_its_own_file(tmp_path: Path) -> None:
    twice = FEELINGS.replace('id = "tense"', 'id = "hurt"').replace('label = "Sad"', 'label = ""')
    assert said(put(tmp_path, {**SOUND, "feelings.toml": twice})) == {
        ("feelings.toml", "families", "same-id")
    }
    assert said(put(tmp_path, {"feelings.toml": "families = 3"})) == {
        ("feelings.toml", "families", "wrong-type")
    }


def test_a_file_that_went_away_is_told(tmp_path: Path) -> None:
    given, problem = table(tmp_path / "gone.toml", "gone.toml")
    assert given == {}
    assert problem is not None
    assert problem.code == "unreadable-file"
