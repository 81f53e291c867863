"""Sentences for everything that can be wrong: kind, short, and saying what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from server.core.problems import Code, Problem
from server.core.steps.base import Flaw, Line
from server.render.locale import Language

Text = Callable[..., str]


class Told(Struct, frozen=True):
    """A flaw with its sentence, for the field it belongs to."""

    field: str
    text: str


def told(flaws: Sequence[Flaw], language: Language) -> list[Told]:
    """Every flaw of a form as a sentence beside its field."""
    return [Told(flaw.field, _flaw(flaw, language)) for flaw in flaws]


def _flaw(flaw: Flaw, language: Language) -> str:
    _, many = language.gettext, language.ngettext
    values = flaw.values
    match flaw.code:
        case "missing":
            return _("Write or choose something here, then save again.")
        case "too-long":
            return _(
                "This has %(length)s characters and %(most)s fit. Shorten it a little.",
                length=values["length"],
                most=values["most"],
            )
        case "too-few":
            least = int(values["least"])
            return many("Give at least %(num)s.", "Give at least %(num)s.", least, num=least)
        case "too-many":
            most = int(values["most"])
            return many("Keep %(num)s at most.", "Keep %(num)s at most.", most, num=most)
        case "not-a-number" | "out-of-range":
            return _(
                "Choose a number from %(least)s to %(most)s.", least=values["least"], most=values["most"]
            )
        case "nothing-tapped":
            return _("Tap what fits, or the last line if nothing does.")
        case "not-an-option":
            return _("Choose one of the answers shown.")
        case "not-a-date":
            return _("Enter the day as year, month, day. For example 2026-12-24.")
        case "one-name":
            return _("Two different names make it plain whose move it is.")
        case "twice":
            return _("Choose each one once.")
        case "said-and-written":
            return _("Either write it or say it aloud.")
        case "not-this-word":
            return _("This is another word than the one shown. Look at your list again.")
        case "only-one":
            return _("Give one answer here.")
        case "wrong-type":
            return _("Send a text, a whole number, yes or no, or a list of these.")
        case _:
            return _("There is a sign in this text that cannot be kept. Remove it and save again.")


def sentence(problem: Problem, language: Language) -> str:
    """What a refused deed is told. The words that were typed are still on the page."""
    return _SENTENCES[problem.code](language.gettext)


_SENTENCES: dict[Code, Callable[[Text], str]] = {
    Code.UNKNOWN_STEP: lambda _: _("This step is not part of the exercise. Go on from where you are."),
    Code.NOT_REACHED: lambda _: _("You have not come to this step yet. Go on from where you are."),
    Code.WRONG_KIND: lambda _: _("This step takes another kind of answer. Load the page again."),
    Code.OPENED: lambda _: _("Your answer has opened, so it stays as it was. You can copy your new words."),
    Code.NOT_OPEN: lambda _: _("There is nothing to go on from here yet."),
    Code.NOTHING_HERE: lambda _: _("There is no answer of yours here yet."),
    Code.CHOICE_MISSING: lambda _: _("Choose Show or Keep, then save again."),
    Code.GATE: lambda _: _("Before you two go on there is a short check. Your words are kept here."),
    Code.PAUSED: lambda _: _("You two are taking a break. Your words are kept here until you go on."),
    Code.NOT_PAUSED: lambda _: _("You have gone on already."),
    Code.TOO_SHORT: lambda _: _("A break takes at least 20 minutes. Choose a later time."),
    Code.TOO_EARLY: lambda _: _("The break is not over yet. Let it have its 20 minutes."),
    Code.RESTING: lambda _: _("This session has been resting. Take it up again first; your words are kept."),
    Code.NOT_YOUR_TURN: lambda _: _("The floor has passed on. Your words are kept here."),
    Code.OTHER_MODE: lambda _: _(
        "You two have changed between writing and talking. Your words are kept here."
    ),
    Code.OTHER_VERSION: lambda _: _(
        "The text was changed meanwhile. Read the new version; yours is kept here."
    ),
    Code.UNSIGNED: lambda _: _("Your name is not under this text."),
    Code.SETTLED: lambda _: _("This step is finished."),
    Code.LEFT: lambda _: _("You have left this session. What opened is still here to read."),
    Code.ALONE: lambda _: _("You are finishing this on your own."),
    Code.SEAT_TAKEN: lambda _: _("Somebody else has joined already."),
    Code.SAME_PERSON: lambda _: _("You are in this session already, on this or another phone."),
    Code.NOT_ADMITTED: lambda _: _("The door is closed. Ask for a new code."),
    Code.ONE_PHONE: lambda _: _("This is not possible on one phone. You can do it on two, or alone."),
    Code.OTHER_HANDS: lambda _: _("The other one of you has the phone now."),
}


class Said(Struct, frozen=True):
    """A line of an answer in the reader's language."""

    label: str
    text: str


def said(lines: Sequence[Line], language: Language) -> list[Said]:
    """The lines of an answer, with Duologue's own words put in for their codes."""
    return [
        Said(
            " · ".join(part for part in (line.label, _code(line.label_code, language)) if part),
            _code(line.text_code, language) if line.text_code else line.text,
        )
        for line in lines
    ]


def _code(code: str, language: Language) -> str:
    _ = language.gettext
    words = {
        "agree.review": _("Look at it again on"),
        "commit.on": _("On"),
        "debrief.after": _("How I am now"),
        "debrief.want": _("What I would like"),
        "debrief.fine": _("It is fine as it is"),
        "debrief.repair": _("To talk about it again"),
        "debrief.break": _("A break"),
        "guess.guess": _("My guess"),
        "letter.deleted": _("Deleted by its writer"),
        "match.yes": _("Yes"),
        "match.ask": _("Ask me first"),
        "match.not": _("Not now"),
        "safety.distress": _("How hard it is right now"),
        "safety.ok": _("All right to go on"),
        "safety.yes": _("Yes"),
        "safety.unsure": _("Not sure"),
        "safety.no": _("No"),
        "timer.done": _("Done"),
        "timer.stopped": _("Stopped earlier"),
        "turns.said": _("Said aloud"),
        "body.head": _("Head"),
        "body.face": _("Face"),
        "body.jaw": _("Jaw"),
        "body.throat": _("Throat"),
        "body.shoulders": _("Shoulders"),
        "body.chest": _("Chest"),
        "body.back": _("The back"),
        "body.arms": _("Arms"),
        "body.hands": _("Hands"),
        "body.belly": _("Belly"),
        "body.hips": _("Hips"),
        "body.legs": _("Legs"),
        "body.feet": _("Feet"),
        "body.skin": _("Skin"),
        "body.all-over": _("All over"),
        "body.nowhere": _("Nowhere in particular"),
    }
    return words[code] if code else ""
