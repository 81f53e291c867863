"""The guide for authors says what the code holds, and its example is an exercise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import msgspec.structs
import pytest

from server.core.exercise import Exercise
from server.core.pack import Entry, Pack
from server.core.steps import KINDS
from server.core.steps.base import Reveal, Step
from server.library import packs
from server.library.guarded import DEPTH, SIZE
from server.library.lint import AIMS, APPROACHES
from server.library.load import read
from server.library.prose import GRADE, LONGEST, STEP_GRADE
from tests.library.sound import FEELINGS, put
from tests.library.test_lint import EXERCISES

GUIDE = (Path(__file__).parents[2] / "docs" / "writing-exercises.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


def row(name: str, heading: str = "#") -> str:
    """The first row after a heading that begins with this name in code."""
    found = re.search(rf"^\| `{re.escape(name)}`.*$", GUIDE[GUIDE.index(heading) :], re.MULTILINE)
    assert found, f"no row for {name}"
    return found.group()


def test_the_example_is_an_exercise_without_problems(tmp_path: Path) -> None:
    folder = put(tmp_path, {"individual/journaling/today.toml": BLOCKS[0], "feelings.toml": FEELINGS})
    exercises, problems = read(folder)
    assert problems == ()
    assert [exercise.slug for exercise in exercises] == ["today"]


def test_the_example_of_a_translation_fits_the_example(tmp_path: Path) -> None:
    files = {"individual/journaling/today.toml": BLOCKS[0], "individual/journaling/today.de.toml": BLOCKS[1]}
    problems = read(put(tmp_path, files))[1]
    assert {problem.code for problem in problems} == {"untranslated"}
    assert "steps.calm.low" not in {problem.place for problem in problems}


def test_the_example_of_a_pack_fits_our_own_exercises() -> None:
    pack = msgspec.convert(tomllib.loads(BLOCKS[2]), Pack)
    known = {exercise.slug: exercise for exercise in read(EXERCISES)[0]}
    assert list(packs.lint(pack, f"packs/{pack.slug}.toml", known, known)) == []


def test_every_field_of_a_pack_is_explained_and_its_rules_name_the_right_exercises() -> None:
    part = GUIDE[GUIDE.index("## A pack") :]
    for field in (*Pack.__struct_fields__, *Entry.__struct_fields__):
        assert f"`{field}`" in part or field in ("translations", "reviewed"), field
    for slug in (*packs.PAUSES, *packs.THANKS):
        assert f"`{slug}`" in part
    assert f"at least {packs.FEWEST} exercises" in part
    assert f"{packs.LONGEST} at most" in part


def test_every_field_of_an_exercise_and_of_a_step_is_explained() -> None:
    for field in Exercise.__struct_fields__:
        assert f"`{field}`" in GUIDE or f"`[{field}]`" in GUIDE or field in ("steps", "translations"), field
    for field in Step.__struct_fields__:
        assert f"| `{field}`" in GUIDE, field


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_row_with_its_own_fields_defaults_and_rules(kind: str) -> None:
    line = row(kind, "### The kinds")
    step = KINDS[kind].step
    own = [field for field in msgspec.structs.fields(step) if field.name not in Step.__struct_fields__]
    for field in own:
        if (kind, field.name) == ("feelings", "families"):
            continue
        assert f"`{field.name}" in line, field.name
        if isinstance(field.default, int):
            assert f"`{field.name} = {str(field.default).lower()}" in line, field.name
    rules = line.rsplit("|", 2)[1].strip()
    expected = (
        "any personal"
        if len(step.reveals) == 4
        else ", ".join(rule for rule in Reveal if rule in step.reveals)
    )
    assert rules == expected


def test_the_limits_and_lists_are_those_of_the_check() -> None:
    assert row("approach").endswith(f"one of: {', '.join(APPROACHES)} |")
    assert row("aims").endswith(f"one or more of: {', '.join(AIMS)} |")
    assert (LONGEST, GRADE, STEP_GRADE, DEPTH, SIZE) == (20, 6, 7, 8, 64 * 1024)
    for words in ("at most twenty words", "grade 6 for the whole, 7 for a step", "64 KiB", "eight deep"):
        assert words in GUIDE
    for rule in Reveal:
        assert row(rule, "### Who sees it")
