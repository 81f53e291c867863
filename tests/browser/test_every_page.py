"""Every page and every state of it, by the rules for pages that all can use, in light, dark and night."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Begun
from tests.browser.hands import Hand
from tests.browser.looks import everything
from tests.browser.test_without_script import meet_at_the_gate
from tests.conftest import Clock

pytestmark = pytest.mark.browser

Views = Iterator[tuple[Hand, str]]
OPEN = {
    "first-run": "/",
    "exercises": "/exercises",
    "exercises-calm": "/exercises?aim=calm",
    "exercises-none": "/exercises?words=zebra",
    "exercise-pair": "/exercises/gm-appreciations",
    "exercise-solo": "/exercises/sf-scale",
    "sheet": "/exercises/sf-scale/sheet",
    "sheet-pair": "/exercises/at-needs/sheet",
    "entrance": "/exercises/for/sleep",
    "begin": "/begin",
    "pack": "/packs/first-talk",
    "pack-solo": "/packs/steady-self",
    "join": "/join",
    "sign-in": "/sign-in",
    "help": "/help",
    "help-country": "/help?country=de",
    "argued": "/argued",
    "trust": "/trust",
    "cover": "/cover",
    "today-empty": "/today",
    "no-page": "/exercises/none-such",
}
OWN = {
    "today": "/today",
    "together-empty": "/together",
    "journal": "/journal",
    "you": "/you",
    "unlocks": "/you/unlocks",
    "more": "/more",
}
SEND = """([action, fields]) => {
  const form = Object.assign(document.createElement('form'), { method: 'post', action });
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement('input'), { name, value }));
  document.body.append(form);
  form.submit();
}"""


def _looked_at(views: Views) -> None:
    found = [each for hand, name in views for each in everything(hand, name)]
    assert not found, "\n".join(found)


def _sends(hand: Hand, action: str, **fields: str) -> None:
    with hand.page.expect_navigation():
        hand.page.evaluate(SEND, [action, fields])


def open_to_all(ada: Hand) -> Views:
    ada.watch.allow("status of 40[49]")
    for name, path in OPEN.items():
        ada.opens(path)
        yield ada, name
    ada.opens("/argued")
    ada.taps("Begin a 20-minute break")
    yield ada, "argued-break"
    for exercise in ("sf-scale", "cp-ground"):
        ada.opens("/trust")
        _sends(ada, "/sessions", deed=f"deed-sent-twice-{ada.name}", exercise=exercise, **{"with": "me"})
    ada.sees("409")
    yield ada, "conflict"


def test_pages_that_are_open_to_all(ada: Hand) -> None:
    _looked_at(open_to_all(ada))


def in_packs(ada: Hand) -> Views:
    """Followed on Today and in the journal, with one set aside, and resting."""
    ada.opens("/packs/first-talk")
    ada.taps("Follow this pack")
    ada.taps("Set this one aside")
    yield ada, "pack-place"
    for name in ("today", "journal"):
        ada.opens(f"/{name}")
        yield ada, f"{name}-packs"
    ada.opens("/packs/first-talk/place")
    ada.unfolds("Rest, begin anew, or leave")
    ada.taps("Let it rest")
    yield ada, "pack-rests"
    ada.unfolds("Rest, begin anew, or leave")
    ada.taps("Leave this pack")


def ones_own(ada: Hand, begun: Begun, clock: Clock) -> Views:
    begun("cbt-activity-plan", ada, until="end")
    ada.opens("/today")
    yield ada, "today-plans"
    begun("sf-scale", ada, until="now")
    for name, path in OWN.items():
        ada.opens(path)
        yield ada, name
    yield from in_packs(ada)
    ada.watch.allow("status of 422")
    ada.opens("/today")
    ada.taps("Go on")
    ada.taps("Save and continue")
    ada.sees("There is a problem")
    yield ada, "refused"
    ada.unfolds("Take a break")
    yield ada, "pause-alone"
    ada.opens("/you/unlocks")
    ada.taps("Show me twelve words")
    yield ada, "words"
    ada.taps("I wrote them down")
    yield ada, "words-asked"
    ada.opens("/argued")
    ada.taps("Begin a 20-minute break")
    clock.forward(minutes=21)
    ada.page.reload()
    ada.reads("Your break is over.")
    yield ada, "argued-over"


def test_pages_of_ones_own(ada: Hand, begun: Begun, clock: Clock) -> None:
    _looked_at(ones_own(ada, begun, clock))


def _coming_in(ada: Hand, ben: Hand, clock: Clock) -> Views:
    ben.watch.allow("status of 4(04|22)")
    ada.opens("/exercises/gm-appreciations")
    ada.taps("Do it together, on two phones")
    invitation = ada.path
    yield ada, "invite"
    ada.writes("What does your partner call you?", "Ada")
    ada.taps("Show the code")
    yield ada, "code"
    ada.unfolds("Send the link instead")
    yield ada, "code-and-link"
    ben.opens("/join")
    ben.taps("Join")
    ben.sees("There is a problem")
    yield ben, "join-refused"
    ben.writes("What does your partner call you?", "Ben")
    ben.writes("Session code", "0000 0000")
    ben.taps("Join")
    yield ben, "wrong-code"
    ben.writes("Session code", ada.page.locator(".code").inner_text())
    ben.taps("Join")
    ben.reads("You are at the door, Ben.")
    yield ben, "knock"
    ada.reads("Somebody is at the door.")
    yield ada, "door"
    ada.taps("Not this person")
    ben.sees("You were not let in.")
    yield ben, "not-let-in"
    clock.forward(minutes=11)
    ada.opens(invitation)
    yield ada, "code-over"
    ada.opens("/together")
    yield ada, "together-waits"


def test_pages_on_the_way_in(ada: Hand, ben: Hand, clock: Clock) -> None:
    _looked_at(_coming_in(ada, ben, clock))


def _at_the_gate(ada: Hand, ben: Hand) -> Views:
    meet_at_the_gate(ada, ben)
    ada.reads("Before you two begin")
    yield ada, "gate"
    ada.watch.allow("status of 422")
    ada.taps("Go on")
    ada.sees("There is a problem")
    yield ada, "gate-refused"
    ada.picks("I am afraid of what may follow")
    ada.taps("Go on")
    ada.sees("It goes on when you have both answered.")
    yield ada, "gate-waits"
    ben.picks("Nothing of this")
    ben.taps("Go on")
    ben.reads("This week it is something for each of you.")
    yield ben, "gate-closed"
    ada.taps("More for you")
    ada.unfolds("If something is not right between you")
    yield ada, "more-worried"


def test_pages_at_the_gate(ada: Hand, ben: Hand) -> None:
    _looked_at(_at_the_gate(ada, ben))


def of_two(ada: Hand, ben: Hand, begun: Begun, clock: Clock) -> Views:
    session = begun("at-needs", ada, ben, until="met")
    for hand in (ada, ben):
        hand.opens(session)
        hand.picks("2", "Keep mine private")
        hand.taps("Save and continue")
    ada.sees("This one stays closed.")
    yield ada, "stays-closed"
    ada.opens(f"{session}/invitation")
    yield ada, "has-joined"
    ada.opens(f"{session}/departure")
    yield ada, "leave"
    ada.opens(session)
    ada.unfolds("Take a break")
    yield ada, "break-sheet"
    ada.taps("I need a break")
    ada.reads("You two are taking a break.")
    yield ada, "break"
    clock.forward(days=2)
    ada.page.reload()
    ada.reads("You two are taking a break.")
    yield ada, "break-asks"
    begun("gm-appreciations", ada, ben, until="landed")
    ada.opens("/together")
    yield ada, "together"
    ada.opens("/today")
    yield ada, "today-with"


def test_pages_of_two(ada: Hand, ben: Hand, begun: Begun, clock: Clock) -> None:
    _looked_at(of_two(ada, ben, begun, clock))


def _resting(ada: Hand, ben: Hand, begun: Begun, clock: Clock) -> Views:
    session = begun("gm-know-my-world", ada, ben)
    ada.opens(session)
    ada.writes("My answer", "Silence with coffee")
    ada.taps("Save and continue")
    clock.forward(hours=80)
    ben.opens(session)
    ben.writes("My answer", "A walk")
    ben.taps("Save and continue")
    ada.page.reload()
    yield ada, "reread"
    clock.forward(days=15)
    ada.page.reload()
    ada.reads("This one has been resting.")
    yield ada, "rest"


def test_pages_of_what_has_waited(ada: Hand, ben: Hand, begun: Begun, clock: Clock) -> None:
    _looked_at(_resting(ada, ben, begun, clock))
