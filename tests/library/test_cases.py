"""Worked cases: each exercise has some, and all come out as foretold, or it is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.core.exercise import Audience, Exercise
from server.core.steps import KINDS
from server.library import cases, load, play
from server.library.cases import Case, CaseDeed, Cases, Steps, Texts
from server.library.guarded import table
from server.library.hand import plain
from tests.core.steps.examples import STEPS
from tests.library.sound import SOUND, TOGETHER, put

FOLDER = Path(__file__).parents[2] / "exercises"
FILES = load.shelve(FOLDER).files
THERE = TOGETHER.replace(".toml", ".cases.toml")


def of(file: str) -> Cases:
    """The cases of an exercise."""
    return cases.decoded(table(FOLDER / file.replace(".toml", ".cases.toml"), file)[0])


ALL = {file: of(file) for file in FILES}


@pytest.mark.parametrize("file", FILES)
def test_each_exercise_has_cases_and_all_come_out_as_foretold(file: str) -> None:
    assert ALL[file].cases
    assert list(cases.lint(file, FILES[file], ALL[file])) == []
    assert list(play.play(file, FILES[file], ALL[file])) == []


@pytest.mark.parametrize("file", FILES)
def test_each_case_says_what_holds_and_in_an_exercise_for_two_who_sees_what(file: str) -> None:
    for case in ALL[file].cases:
        assert any(list(foretold(deed)) for deed in case.deeds), case.title
    if FILES[file].audience is Audience.PAIR:
        told = [deed for case in ALL[file].cases for deed in case.deeds]
        assert any(deed.sees != Texts() or deed.reads != Texts() for deed in told)


def test_between_them_they_go_through_every_rule_and_every_outcome() -> None:
    deeds = [deed for told in ALL.values() for case in told.cases for deed in case.deeds]
    seen = {value for deed in deeds for who in (deed.sees.ada, deed.sees.ben) for value in who.values()}
    assert seen == {"hidden", "sealed", "closed", "open"}
    assert {"show", "hide", "put-away", "partly", "pass", "unsign", "leave-open", "leave"} <= {
        deed.move for deed in deeds
    }
    kinds = {
        step.kind
        for file, told in ALL.items()
        for case in told.cases
        for step in cases.form_of(FILES[file], case).steps
        if any(deed.step == step.id for deed in case.deeds)
    }
    assert kinds == set(KINDS)


def foretold(deed: CaseDeed) -> Iterator[CaseDeed]:
    """The deed with one of its foretellings turned into its contrary."""
    for name in ("ada", "ben"):
        for field in ("at", "stage", "again"):
            steps: Steps = getattr(deed, field)
            if getattr(steps, name):
                yield replace(deed, **{field: replace(steps, **{name: "elsewhere"})})
        for field, wrong in (("sees", _another), ("reads", lambda text: f"{text} and more")):
            texts: Texts = getattr(deed, field)
            for id, text in getattr(texts, name).items():
                yield replace(deed, **{field: Texts(**{name: {id: wrong(text)}})})
    if deed.floor:
        yield replace(deed, floor="ben after" if deed.floor != "ben after" else "done")
    if deed.signed is not None:
        yield replace(deed, signed=["ben"] if deed.signed != ["ben"] else [])
    if deed.refused:
        yield replace(deed, refused="")


def _another(value: str) -> str:
    return "hidden" if value != "hidden" else "sealed"


@pytest.mark.parametrize("file", FILES)
def test_whatever_would_be_foretold_otherwise_is_a_problem(file: str) -> None:
    for case in ALL[file].cases:
        for number, deed in enumerate(case.deeds):
            for other in foretold(deed):
                told = (*case.deeds[:number], other, *case.deeds[number + 1 :])
                problems = list(play.play(file, FILES[file], Cases(cases=(replace(case, deeds=told),))))
                places = [(each.place, each.code) for each in problems]
                assert [place for place, _ in places] == [f"cases.1.deeds.{number + 1}"], (case.title, other)
                assert {code for _, code in places} <= {"case-differs", "case-refused"}


@pytest.mark.parametrize("kind", STEPS)
def test_the_plain_hand_can_answer_a_step_of_every_kind(kind: str) -> None:
    assert STEPS[kind].parse(plain(STEPS[kind])).kind == kind


GOOD = """
[[cases]]
title = "They come to the end"
[[cases.deeds]]
who = "both"
walk = "end"
at = { ada = "end", ben = "end" }
"""


def problems(folder: Path, text: str, file: str = THERE) -> list[tuple[str, str]]:
    """Place and code of what the check says of a file of cases beside sound exercises."""
    found = load.read(put(folder, {**SOUND, file: text}))[1]
    assert all(one.file == file for one in found), found
    return [(one.place, one.code) for one in found]


def test_sound_cases_have_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cases = 3", ("cases", "wrong-type")),
        (GOOD.replace("title =", "titel ="), ("cases.1.titel", "misspelt-field")),
        (GOOD.replace('"They come to the end"', '" "'), ("cases.1.title", "empty")),
        (GOOD.replace('walk = "end"', ""), ("cases.1.deeds.1", "case-not-one-deed")),
        (GOOD.replace('walk = "end"', 'walk = "end"\nwait = 3'), ("cases.1.deeds.1", "case-not-one-deed")),
        (GOOD.replace('walk = "end"', 'walk = "nowhere"'), ("cases.1.deeds.1.walk", "case-no-such-step")),
        (GOOD.replace('"both"', '"cleo"'), ("cases.1.deeds.1.who", "not-one-of")),
        (GOOD.replace('walk = "end"', 'move = "ready"'), ("cases.1.deeds.1.who", "case-both-do")),
        (GOOD + 'fields = { text = "a" }', ("cases.1.deeds.1.fields", "case-fields-alone")),
        (GOOD + 'stage = { ada = "late" }', ("cases.1.deeds.1.stage", "not-one-of")),
        (GOOD.replace("at = {", "at = { ada = 3, "), ("", "not-toml")),
        (GOOD.replace('title = "T', 'alone = true\ntitle = "T'), ("cases.1.deeds.1", "case-nobody-there")),
        (GOOD.replace('ada = "end"', 'ada = "floor"'), ("cases.1.deeds.1.at", "case-no-such-step")),
    ],
)  # fmt: skip
def test_each_slip_is_named_with_its_place(tmp_path: Path, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in problems(tmp_path, text)


def test_all_slips_of_all_cases_are_told_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace('walk = "end"', 'walk = "nowhere"') + GOOD.replace('"They come to the end"', '""')
    assert {place for place, _ in problems(tmp_path, broken)} == {"cases.1.deeds.1.walk", "cases.2.title"}


def test_a_move_that_belongs_to_a_step_names_it_and_no_other_does(tmp_path: Path) -> None:
    for text in ('who = "ada"\nmove = "sign"', 'who = "ada"\nmove = "leave"\nstep = "talk"'):
        told = problems(tmp_path, f'[[cases]]\ntitle = "A"\n[[cases.deeds]]\n{text}\n')
        assert ("cases.1.deeds.1.move", "case-move-step") in told


def test_cases_without_an_exercise_are_named(tmp_path: Path) -> None:
    alone = "couples/gottman/lost.cases.toml"
    assert problems(tmp_path, GOOD, alone) == [("", "cases-alone")]


def test_a_deed_that_is_taken_though_a_refusal_was_foretold_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD + 'refused = "opened"\n') == [("cases.1.deeds.1", "case-taken")]


def test_what_stays_where_one_waits_is_no_walk_to_the_end(tmp_path: Path) -> None:
    told = problems(tmp_path, GOOD.replace('"both"', '"ada"'))
    assert told == [("cases.1.deeds.1", "case-refused")]


def test_a_wait_of_days_makes_old_words_be_read_again() -> None:
    file = next(file for file in FILES if "eft-our-cycle" in file)
    exercise: Exercise = FILES[file]
    deeds = (
        CaseDeed(who="both", walk="saw"),
        CaseDeed(who="ada", step="saw", fields={"text": "The rain."}),
        CaseDeed(who="both", wait=80),
        CaseDeed(
            who="ben",
            step="saw",
            fields={"text": "The dog."},
            sees=Texts(ben={"saw": "sealed"}),
            stage=Steps(ada="reread"),
        ),
        CaseDeed(who="ada", move="keep", step="saw", sees=Texts(ben={"saw": "open"})),
    )
    told = Cases(cases=(Case(title="Old words are read again", deeds=deeds),))
    assert list(play.play(file, exercise, told)) == []
