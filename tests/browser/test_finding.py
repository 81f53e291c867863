"""Finding the right one on a phone: by what one wants, by words, by a moment, by four questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.hands import Hand
from tests.browser.looks import everything

pytestmark = pytest.mark.browser


def four_questions(ada: Hand) -> Iterator[str]:
    """Every page of them, one after the other."""
    answers = ["To calm down, or to rest", "My partner would like to do this too", "It is something small"]
    ada.watch.allow("status of 422")
    ada.opens("/begin")
    ada.taps("Show what fits")
    ada.sees("There is a problem")
    yield "refused"
    for sign, seen in (("Nothing of this", "With a therapist"), ("I am not sure", "People to talk to")):
        ada.opens("/begin")
        ada.picks(*answers, sign)
        ada.taps("Show what fits")
        ada.sees(seen)
        yield seen


def test_pages_of_four_questions(ada: Hand) -> None:
    found = [each for name in four_questions(ada) for each in everything(ada, f"begin-{name}")]
    assert not found, "\n".join(found)


def test_the_answers_are_in_no_address_and_no_cookie(ada: Hand) -> None:
    for _ in four_questions(ada):
        assert ada.path == "/begin"
    # Only the clock of the phone is a cookie here, and only once somebody is signed in.
    assert not ada.context.cookies()


def test_from_what_one_wants_to_an_exercise(ada: Hand) -> None:
    ada.opens("/exercises")
    ada.taps("I want to calm down")
    ada.sees("12 exercises")
    ada.picks("Together")
    ada.sees("4 exercises")
    ada.taps("Listening without fixing")
    ada.sees("What will happen")


def test_words_are_found_while_they_are_typed_whatever_their_accents(ada: Hand) -> None:
    ada.opens("/exercises")
    ada.unfolds("Find by words, aim or time")
    ada.page.get_by_label("Words").press_sequentially("trée")
    ada.sees("1 exercise")
    ada.taps("My life as a tree")
    ada.opens("/exercises")
    ada.taps("I can't sleep")
    ada.taps("A slow walk through the body")
    ada.sees("Only you can see this.")
