"""One move of speaking and listening, and the speaker's verdict."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.core.steps.base import Refused, Reveal
from server.core.steps.turns import TurnsAnswer, TurnsStep, Verdict
from tests.core.steps.examples import codes, lines, refused

STEP = TurnsStep(id="talk", ask="Speak by turns.", speak="Say it.", mirror="Say it back.")
WRITTEN, ALOUD = replace(STEP, modes=("written",)), replace(STEP, modes=("aloud",))


def test_a_move_is_written() -> None:
    answer = STEP.parse({"text": ["I was cold."]})
    assert answer == TurnsAnswer(text="I was cold.")
    assert lines(answer, STEP) == ["I was cold."]


def test_or_said_aloud_and_then_nothing_is_kept() -> None:
    answer = STEP.parse({"said": ["yes"], "text": [" "]})
    assert answer == TurnsAnswer(said=True)
    assert lines(answer, STEP) == ["turns.said"]


def test_never_both_so_that_no_written_word_is_lost() -> None:
    assert refused(STEP, {"said": ["yes"], "text": ["I was cold."]}) == [("text", "said-and-written")]


def test_the_modes_of_the_exercise_are_kept() -> None:
    assert refused(WRITTEN, {"said": ["yes"]}) == [("said", "not-an-option"), ("text", "missing")]
    assert refused(ALOUD, {"text": ["I was cold."]}) == [("said", "missing"), ("text", "said-and-written")]
    assert ALOUD.parse({"said": ["yes"]}).said
    assert [field.name for field in ALOUD.fields()] == ["said"]
    assert [field.name for field in WRITTEN.fields()] == ["text"]


@pytest.mark.parametrize("word", ["heard", "partly", "again"])
def test_the_speaker_judges_in_one_of_three_ways(word: str) -> None:
    assert STEP.verdict({"verdict": [word]}) is Verdict(word)


@pytest.mark.parametrize(("form", "code"), [({}, "missing"), ({"verdict": ["wrong"]}, "not-an-option")])
def test_and_in_no_other(form: dict[str, list[str]], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        STEP.verdict(form)
    assert [(flaw.field, flaw.code) for flaw in refusal.value.flaws] == [("verdict", code)]


def test_the_prompts_and_modes_are_there() -> None:
    assert STEP.reveal is Reveal.TURNS
    silent = replace(STEP, speak="", mirror=" ", after=("",), modes=())
    expected = [("speak", "empty"), ("mirror", "empty"), ("after", "empty"), ("modes", "too-few-given")]
    assert codes(silent.flaws()) == expected
    assert codes(replace(STEP, modes=("aloud", "aloud")).flaws()) == [("modes", "same-id")]


def test_turns_stay_short() -> None:
    long = replace(STEP, rounds=7, seconds=1801, most=0)
    assert codes(long.flaws()) == [("rounds", "too-large"), ("seconds", "too-large"), ("most", "too-small")]
