"""The sentences of the linter, its lists of words, and the real exercises."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.core.exercise import Audience
from server.core.steps import KINDS
from server.library.lint import AIMS, APPROACHES, FOLDERS
from server.library.load import read
from server.library.problems import SENTENCES, BrokenLibrary, Problem, problem
from server.library.prose import check

HERE = Path(__file__).parent
EXERCISES = HERE.parents[1] / "exercises"


def test_the_real_exercises_have_no_problems() -> None:
    exercises, problems = read(EXERCISES)
    assert [f"{one.file} {one.place}: {one.message} {one.remedy}" for one in problems] == []
    assert len(exercises) >= 12


def test_the_real_exercises_use_every_kind_together() -> None:
    steps = [step for exercise in read(EXERCISES)[0] for step in exercise.steps]
    assert {step.kind for step in steps} == set(KINDS)


def test_every_sentence_is_shown_by_some_test_here() -> None:
    tests = "".join(path.read_text() for path in HERE.glob("*.py"))
    assert [code for code in SENTENCES if f'"{code}"' not in tests] == []


def test_every_sentence_says_what_is_wrong_and_what_to_do() -> None:
    for code, (message, remedy) in SENTENCES.items():
        assert message.strip(), code
        assert remedy.endswith((".", "?", "\u201d", "{advice}")), code


def test_a_broken_library_names_its_problems() -> None:
    told = problem("a.toml", "steps.x", "published-gone", given="x")
    refusal = BrokenLibrary([told])
    assert refusal.problems == (told,)
    assert str(refusal) == "a.toml steps.x: 'x' was published and is not here any more."
    assert isinstance(told, Problem)


def said(text: str, place: str = "stop") -> set[str]:
    return {one.code for one in check("a.toml", {place: text})}


@pytest.mark.parametrize(
    "text",
    [
        "You must rest.",
        "You shouldn\u2019t rest.",
        "It failed.",
        "Simply rest.",
        "Keep your streak.",
        "Oops.",
        "Why didn't you rest?",
        "It is your fault.",
        "Great job.",
        "Rest!",
    ],
)
def test_words_that_push_blame_or_praise_are_unwelcome(text: str) -> None:
    assert said(text) == {"unwelcome-word"}


@pytest.mark.parametrize(
    "text", ["Ask your wife.", "He or she waits.", "In your marriage, rest.", "On Christmas day."]
)
def test_words_that_presume_are_told(text: str) -> None:
    assert said(text) == {"presuming-word"}


@pytest.mark.parametrize(
    "text",
    [
        "Adjust the light.",
        "You do not have to rest.",
        "Choose a sign that blames no one.",
        "A mustard pot.",
        "Ask your partner.",
        "Housewives' tales.",
        "Fail-safe words.",
    ],
)
def test_words_that_only_look_alike_are_left_alone(text: str) -> None:
    assert said(text) == set()


def test_the_name_of_a_method_is_not_ours_to_choose() -> None:
    named = "Just Simply Must"
    assert said(named, "title") == {"unwelcome-word"}
    assert said(named, "source.based_on") == set()


def test_twenty_words_are_a_sentence_and_twenty_one_are_two() -> None:
    twenty = "we sit and " * 6 + "rest now"
    assert said(twenty) == set()
    assert said(f"{twenty} then") == {"long-sentence"}
    assert said(f"{twenty}. Then rest.") == set()


def test_a_few_hard_words_are_no_hard_text() -> None:
    hard = "Administrative organisations complicate communication."
    assert said(hard) == set()
    assert said(f"{hard} {hard} {hard}") == {"hard-to-read"}


def test_approaches_and_aims_are_the_folders_and_filters_of_the_library() -> None:
    assert len(set(APPROACHES)) == 20
    assert len(set(AIMS)) == 12
    assert FOLDERS == {Audience.SOLO: "individual", Audience.PAIR: "couples"}
