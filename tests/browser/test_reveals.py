"""What one of two has done reaches the other's screen by its rule, from the first step to the last."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Begun, Phones
from tests.browser.hands import Hand, together

pytestmark = pytest.mark.browser


def test_what_is_shared_is_there_as_soon_as_it_is_done(phones: Phones, begun: Begun) -> None:
    ada, ben = (phones(name, reduced_motion="no-preference") for name in ("Ada", "Ben"))
    session = begun("gm-appreciations", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads("Which three did you see your partner do?")
    ada.writes("One thing you did", "You made tea")
    ada.taps("Add another")
    ada.writes("2. One thing you did", "You laughed with me")
    ada.taps("Save and continue")
    ada.sees("Ben has not come to this step yet.")
    with ada.undisturbed():
        ben.writes("One thing you did", "You drove all night")
        ben.taps("Save and continue")
        ben.sees("You made tea", "You laughed with me")
        ada.sees("You drove all night")
    ada.shot("reveal-shared")
    together(ada, ben).go_on_to("How was it to read your partner's list?")
    ada.picks("It warmed me", "I felt seen")
    ada.taps("Save and continue")
    ada.sees("Ben has not come to this step yet.")
    with ada.undisturbed():
        ben.writes("Or in your own words", "Lighter than before")
        ben.taps("Save and continue")
        ben.sees("I felt seen")
        ada.sees("Lighter than before")
    together(ada, ben).go_on_to("Which moment would you like to carry into tomorrow?")
    ada.sees("Only you can see this.")
    ada.writes("Which moment would you like", "The tea on the stairs")
    ada.taps("Save and continue")
    ben.taps("Save and continue")
    for hand in (ada, ben):
        hand.reads("Three things I noticed")
        hand.sees("You came to the end. Thank you both for the time.", "You drove all night", "It warmed me")
    ada.sees("The tea on the stairs", "Ben cannot see any of this.")
    ben.sees_nothing_of("The tea on the stairs")
    ada.shot("finished")


def test_what_opens_together_opens_when_both_have_finished(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("gm-know-my-world", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads("What would each of you say today?")
    card = "The best part of a plain morning"
    mine, guess = "My answer", "What I think {} says"
    ada.writes(mine, "Silence with coffee", among=card)
    ada.writes(guess.format("Ben"), "The news", among=card)
    ada.taps("Save and continue")
    ada.sees("Ben has not finished this step yet.")
    ada.shot("waiting")
    ben.sees("Ada", "Done")
    ben.sees_nothing_of("Silence with coffee", "The news")
    with ada.undisturbed():
        ben.writes(mine, "A walk with the dog", among=card)
        ben.writes(guess.format("Ada"), "Birds", among=card)
        ben.taps("Save and continue")
        for hand in (ada, ben):
            hand.sees("Silence with coffee", "The news", "A walk with the dog", "Birds")
    assert ada.pair_of(card) == [
        ("You", "Silence with coffee"),
        ("Ben thought", "Birds"),
        ("Ben", "A walk with the dog"),
        ("You thought", "The news"),
    ]
    ada.shot("reveal-together")
    for question, words in (
        ("like to hear more about?", "The dog"),
        ("What are you glad to know now?", "A lot"),
    ):
        together(ada, ben).go_on_to(question)
        for hand in (ada, ben):
            hand.writes(question, f"{words}, says {hand.name}")
            hand.taps("Save and continue")
        ada.sees(f"{words}, says Ben")
        ben.sees(f"{words}, says Ada")
    together(ada, ben).go_on_to("Six small guesses")
    ada.sees("You came to the end.", "A walk with the dog")


def _to_the_number(hand: Hand) -> None:
    """At My needs in calm words, up to the step where each chooses to show or keep."""
    hand.picks("To know I can reach you", "Comfort when I am upset")
    hand.taps("Save and continue")
    hand.reads("Which matter most to you these days?")
    for place, label in enumerate(("To be trusted with my own choices", "Honest words, said kindly"), 1):
        hand.field(f"Place {place}").select_option(label=label)
    hand.field("Place 3").select_option(label="One in my own words, told later")
    hand.taps("Save and continue")


def test_what_both_choose_to_show_opens_for_both(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("at-needs", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads("Which needs do you see in calm?")
        _to_the_number(hand)
    number = "How well is your first need met these days?"
    together(ada, ben).go_on_to(number)
    ada.picks("2", "Keep mine private")
    ada.taps("Save and continue")
    ada.sees("You keep yours private. No one is told who kept it.")
    ada.taps("Show mine after all")
    ada.sees("You chose Show. It opens only if Ben does too.")
    ada.shot("waiting-chosen")
    ben.sees_nothing_of("2 is hardly")
    with ada.undisturbed():
        ben.picks("8", "Show")
        ben.taps("Save and continue")
        ada.sees_numbers(2, 8)
        ben.sees_numbers(8, 2)
    ada.shot("reveal-chosen")
    ada.taps("Go on")
    ada.reads("A low number is about a need.")
    ada.taps("Go on")
    ben.taps("Go on")
    for question in ("What is one small way", "What does your partner do now"):
        for hand in (ada, ben):
            hand.reads(question)
            hand.writes(question, f"Words by {hand.name}")
            hand.taps("Save and continue")
        ada.sees("Words by Ben")
        for hand in (ada, ben):
            hand.taps("Go on")
    for hand in (ada, ben):
        hand.reads("How is it to have put your needs into words?")
        hand.picks("6", "Leave it here")
        hand.taps("Save and continue")
        hand.reads("My needs in calm words")
        hand.sees("You came to the end.")


def test_what_one_of_them_keeps_stays_closed_and_nobody_is_named(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("at-needs", ada, ben, until="met")
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads("How well is your first need met these days?")
    ada.picks("2", "Keep mine private")
    ada.taps("Save and continue")
    ada.sees("You keep yours private. No one is told who kept it.")
    with ada.undisturbed():
        ben.picks("8", "Show")
        ben.taps("Save and continue")
        for hand in (ada, ben):
            hand.sees("This one stays closed.")
            hand.sees_numbers()
    told = [hand.page.locator(".closed").inner_text() for hand in (ada, ben)]
    assert told[0] == told[1]
    assert "Ada" not in told[0]
    assert "Ben" not in told[0]
    ben.shot("stays-closed")
