"""My answers, and my guesses at the partner's."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.base import Reveal
from server.core.steps.guess import Card, GuessAnswer, GuessStep
from tests.core.steps.examples import codes, lines, refused

TEA, SONG = Card(id="tea", ask="Tea or coffee?"), Card(id="song", ask="A song?")
STEP = GuessStep(id="cards", ask="What would each of you say?", cards=(TEA, SONG))


def test_each_card_has_my_answer_and_my_guess() -> None:
    answer = STEP.parse({"mine-tea": ["tea"], "guess-tea": ["coffee"]})
    assert answer == GuessAnswer(mine={"tea": "tea"}, guess={"tea": "coffee"})
    assert lines(answer, STEP) == ["Tea or coffee?: tea", "guess.guess: coffee"]


def test_any_card_may_be_passed_over_but_not_all() -> None:
    assert STEP.parse({"mine-song": ["an old one"], "guess-tea": ["coffee"]}).mine == {"song": "an old one"}
    assert refused(STEP, {"mine-song": ["an old one"]}) == [("guess-tea", "missing")]


def test_a_card_that_is_not_there_is_passed_over() -> None:
    answer = STEP.parse({"mine-tea": ["tea"], "guess-tea": ["coffee"], "mine-cake": ["plum"]})
    assert "plum" not in str(answer)


def test_a_long_guess_is_the_only_flaw() -> None:
    assert refused(STEP, {"mine-tea": ["tea"], "guess-tea": ["x" * 501]}) == [("guess-tea", "too-long")]


def test_it_opens_for_both_together_and_holds_no_count() -> None:
    assert STEP.reveal is Reveal.TOGETHER
    assert GuessAnswer.__struct_fields__ == ("mine", "guess")


def test_cards_have_ids_and_questions_of_their_own() -> None:
    assert codes(replace(STEP, cards=()).flaws()) == [("cards", "too-few-given")]
    blank = Card(id="tea", ask="")
    assert codes(replace(STEP, cards=(TEA, blank)).flaws()) == [("cards", "same-id"), ("cards", "empty")]
