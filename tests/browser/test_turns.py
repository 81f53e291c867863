"""Speaking and listening by turns, written and aloud: each screen says whose floor it is."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Begun
from tests.browser.hands import Hand, together

pytestmark = pytest.mark.browser

SENSE, FEELING = "Look for the sense in it", "Now guess at the feeling."


def _both_feel_it(speaker: Hand, listener: Hand) -> None:
    """The calmest screen of all, on both phones."""
    speaker.reads("Yes, you got me.")
    speaker.sees(f"You said it, and {listener.name} heard it.")
    listener.reads(f"{speaker.name} feels heard.")
    listener.sees("“Yes, you got me.” That is all it takes.")


def _writes_and_is_heard(speaker: Hand, listener: Hand) -> None:
    """One whole turn in writing, with the listener's two further moves."""
    with listener.undisturbed():
        speaker.sees("You have the floor.")
        speaker.writes(
            "Say your one thing in a few short lines.", f"{speaker.name} wished for a quiet evening"
        )
        listener.sees(f"{speaker.name} has the floor. You listen.")
        listener.sees_nothing_of(f"{speaker.name} wished")
        speaker.taps("Hand over")
        speaker.sees(f"Now {listener.name} says back what they heard.")
        listener.sees(f"{speaker.name} wished for a quiet evening")
    with speaker.undisturbed():
        listener.writes("Say it back with nothing added.", f"{listener.name} hears that quiet would be good")
        listener.taps("Is that it?")
        listener.sees(f"{speaker.name} looks at your words.")
        speaker.sees(f"{listener.name} hears that quiet would be good", f"Did {listener.name} get you?")
    with listener.undisturbed():
        speaker.taps("Yes, you got me")
        _both_feel_it(speaker, listener)
        listener.shot(f"feels-heard-{speaker.name}")
        speaker.shot(f"heard-{speaker.name}")
    with speaker.undisturbed():
        listener.taps("Go on when you are ready")
        listener.writes(SENSE, f"It makes sense to {listener.name}")
        listener.taps("Hand over")
        listener.sees(FEELING)
        speaker.sees(f"It makes sense to {listener.name}", f"{listener.name} adds something.")
        listener.writes(FEELING, f"{listener.name} guesses: tired")
        listener.taps("Hand over")
        speaker.sees(f"{listener.name} guesses: tired")


def test_in_writing_both_are_speaker_and_listener_once(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("im-dialogue", ada, ben, until="dialogue")
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads("Speak and listen by turns.")
    ada.sees("Ada before")  # the note she made for herself
    ben.sees_nothing_of("Ada before")
    ben.shot("listen")
    _writes_and_is_heard(ada, ben)
    _writes_and_is_heard(ben, ada)
    ada.shot("talk")
    together(ada, ben).go_on_to("What did your partner do that made it easier to speak?")


def _says_and_is_heard(speaker: Hand, listener: Hand, *verdicts: str) -> None:
    """One whole turn aloud; before the last verdict the listener tries again."""
    with listener.undisturbed():
        speaker.sees("You have the floor.")
        listener.sees(f"{speaker.name} has the floor. You listen.")
        speaker.taps("I have said it")
        speaker.sees(f"Now {listener.name} says back what they heard.")
        listener.sees("You say back what you heard.")
    for verdict in verdicts:
        with speaker.undisturbed():
            listener.taps("I have said it back")
            listener.sees(f"{speaker.name} looks at your words.")
            speaker.sees(f"Did {listener.name} get you?")
        with listener.undisturbed():
            speaker.taps(verdict)
            if verdict == "Yes, you got me":
                _both_feel_it(speaker, listener)
            else:
                speaker.sees(f"Now {listener.name} says back what they heard.")
                listener.sees(f"{speaker.name} asks you to try once more. That is part of it.")


def test_aloud_both_speak_and_both_listen_and_nothing_is_typed(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("co-floor", ada, ben)
    for hand in (ada, ben):
        hand.opens(session)
        hand.reads("One of you speaks, one listens.")
        hand.taps("Go on")
    together(ada, ben).go_on_to("How calm are you right now?")
    for hand in (ada, ben):
        hand.picks("8")
        hand.taps("Save and continue")
        hand.reads("Name one small thing you would like to be heard on.")
        hand.writes("Name one small thing", f"The bins, says {hand.name}")
        hand.taps("Save and continue")
    together(ada, ben).go_on_to("Talk about the first speaker's topic, turn by turn.")
    with ben.undisturbed():
        ada.taps("Talk instead of writing")
        ada.sees("I have said it")
        ben.sees("Write instead")
    assert not ada.page.locator("textarea").count()
    ada.shot("aloud-speak")
    _says_and_is_heard(ada, ben, "Please try again", "Yes, you got me")
    ben.taps("Go on when you are ready")
    _says_and_is_heard(ben, ada, "Partly", "Please try again", "Yes, you got me")
    ada.shot("feels-heard")
    ada.taps("Go on when you are ready")
    _says_and_is_heard(ada, ben, "Yes, you got me")
    with ada.undisturbed():
        ben.taps("Go on when you are ready")
        ben.taps("Let this turn go by")
        ada.sees("“Yes, you got me.”")
    together(ada, ben).go_on_to("What would you like to thank your partner for in this talk?")
    for hand in (ada, ben):
        hand.writes("What would you like to thank", f"For listening, {hand.name}")
        hand.taps("Save and continue")
    together(ada, ben).go_on_to("How are you now that the talk is over?")
    for hand in (ada, ben):
        hand.picks("7", "Leave it here")
        hand.taps("Save and continue")
        hand.reads("One speaks, one listens")
        hand.sees("You came to the end.", "Said aloud", "For listening, Ben")
