"""Yes, ask me first, or not now to each of several things."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps import encode_answer
from server.core.steps.base import Option, Reveal
from server.core.steps.match import MOST, MatchAnswer, MatchStep
from tests.core.steps.examples import codes, lines, refused

HAND, HUG, KISS = (Option(id=id, label=f"A {id}") for id in ("hand", "hug", "kiss"))
STEP = MatchStep(id="map", ask="Which would you welcome today?", options=(HAND, HUG, KISS))


def given(hand: str, hug: str, kiss: str) -> dict[str, list[str]]:
    return {"answer-hand": [hand], "answer-hug": [hug], "answer-kiss": [kiss]}


def test_every_option_gets_one_of_three_answers() -> None:
    answer = STEP.parse(given("yes", "ask", "not"))
    assert answer == MatchAnswer(given={"hand": "yes", "hug": "ask", "kiss": "not"})
    assert lines(answer, STEP) == ["match.yes: A hand", "match.ask: A hug", "match.not: A kiss"]
    assert lines(STEP.parse(given("yes", "not", "yes")), STEP) == [
        "match.yes: A hand\nA kiss",
        "match.not: A hug",
    ]


def test_an_option_without_an_answer_is_named_and_so_is_each_other_one() -> None:
    assert refused(STEP, {"answer-hug": ["yes"]}) == [("answer-hand", "missing"), ("answer-kiss", "missing")]
    assert refused(STEP, given("yes", "maybe", "not")) == [("answer-hug", "not-an-option")]


def test_if_it_may_be_left_out_so_may_any_line_of_it() -> None:
    optional = replace(STEP, optional=True)
    assert optional.parse({"answer-hug": ["ask"], "answer-kiss": [""]}) == MatchAnswer(given={"hug": "ask"})


def test_it_opens_together_and_by_no_other_rule() -> None:
    assert STEP.reveal is Reveal.TOGETHER
    assert STEP.reveals == {Reveal.TOGETHER}


def test_a_sealed_answer_is_as_long_whatever_it_says() -> None:
    sizes = {
        len(encode_answer(STEP.parse(given(hand, hug, "yes"))))
        for hand in ("yes", "ask", "not")
        for hug in ("yes", "ask", "not")
    }
    assert len(sizes) == 1


def test_there_are_from_two_to_twenty_options() -> None:
    many = tuple(Option(id=f"way-{number}", label=f"Way {number}") for number in range(MOST + 1))
    assert codes(replace(STEP, options=many[:MOST]).flaws()) == []
    assert codes(replace(STEP, options=many).flaws()) == [("options", "too-large")]
    assert codes(replace(STEP, options=many[:1]).flaws()) == [("options", "too-few-given")]
