"""Views of "Alone, together, or with someone?": the four questions, and one suggestion of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from server.core.choosing import NOTHING, OTHERS, SIGNS, WEIGHTS, WISHES
from server.render.locale import Language
from server.render.problems import Told
from server.render.view import View
from server.render.views.library import Row


class Label(Struct, frozen=True):
    """One answer to tap."""

    id: str
    label: str


class Question(Struct, frozen=True, kw_only=True):
    """One of the four; its `id` is the name of the field."""

    id: str
    ask: str
    hint: str = ""
    many: bool = False
    options: list[Label]
    picked: list[str]


class ChoosingView(View, kw_only=True):
    """The four questions. They know of no person and keep nothing."""

    template: ClassVar[str] = "begin/show.html"
    questions: list[Question]
    flaws: list[Told]


class Offer(Struct, frozen=True, kw_only=True):
    """An exercise, the reason for it, and its limits."""

    row: Row
    why: str
    limit: str


class SuggestionView(View, kw_only=True):
    """One for one, one for two, one with a therapist. What was answered is no field here."""

    template: ClassVar[str] = "begin/suggestion.html"
    solo: Offer | None
    joint: Offer | None
    alone: str
    """Why there is none for two: "wont", "nobody", or ""."""
    therapist: str
    """"couple", "own" or "none"."""
    soon: bool
    """It weighs so much that somebody is better seen soon."""
    help: bool
    """People to talk to come first, and nothing for two."""


def choosing_view(language: Language, picked: Mapping[str, Sequence[str]], flaws: list[Told]) -> ChoosingView:
    """The questions, with what was tapped."""
    questions = [_wish(language), _other(language), _signs(language), _weight(language)]
    return ChoosingView(
        questions=[
            Question(
                id=id,
                ask=ask,
                hint=hint,
                many=id == "signs",
                options=[Label(each, label) for each, label in labels.items()],
                picked=list(picked.get(id, ())),
            )
            for id, ask, hint, labels in questions
        ],
        flaws=flaws,
    )


_Asked = tuple[str, str, str, dict[str, str]]


def _wish(language: Language) -> _Asked:
    _ = language.gettext
    labels = {
        "calm": _("To calm down, or to rest"),
        "mood": _("To feel a bit better in myself"),
        "closeness": _("To feel closer to someone"),
        "talk": _("To say something, and be heard"),
        "conflict": _("To argue less, or in a better way"),
        "trust": _("To be able to trust again"),
        "direction": _("To know what I want, and take a step"),
    }
    return "wish", _("What would do you good?"), "", {id: labels[id] for id in WISHES}


def _other(language: Language) -> _Asked:
    _ = language.gettext
    labels = {
        "willing": _("My partner would like to do this too"),
        "unsure": _("I have not asked, or I do not know"),
        "wont": _("My partner won't"),
        "pushes": _("My partner wants it, and I feel I have to"),
        "nobody": _("This is about me, or I have no partner"),
    }
    return "other", _("What about your partner?"), "", {id: labels[id] for id in OTHERS}


def _signs(language: Language) -> _Asked:
    _ = language.gettext
    labels = {
        "not-free": _("I do not feel free to say what I think"),
        "afraid": _("I am afraid of someone, or of what may follow"),
        "hurt": _("There was hitting, threats, or being watched"),
        "controlled": _("Someone decides about my money, my phone, or whom I see"),
        "forced": _("I was pushed into touch or sex"),
        "not-sure": _("I am not sure"),
        NOTHING: _("Nothing of this"),
    }
    hint = _("Tap all that fits. It only decides what the next page offers you.")
    ask = _("Is any of this so at home, or with someone close?")
    return "signs", ask, hint, {id: labels[id] for id in (*SIGNS, NOTHING)}


def _weight(language: Language) -> _Asked:
    _ = language.gettext
    labels = {
        "light": _("It is something small, or I am curious"),
        "weeks": _("It has been with me for weeks"),
        "heavy": _("I can hardly get through my days"),
        "danger": _("I think about dying, or about hurting myself or someone"),
    }
    return "weight", _("How much does it weigh?"), "", {id: labels[id] for id in WEIGHTS}


def reasons(language: Language) -> dict[str, str]:
    """Why each exercise that can be suggested is, by its slug."""
    _ = language.gettext
    return {
        "mbi-three-step": _("It is short, and asks nothing of you but to stop for a moment."),
        "cbt-activity-plan": _("A low mood often lifts a little by doing, and small things count."),
        "mbi-kindness": _("Warmth can begin in you, and nobody else has to take part."),
        "hum-focusing": _("Before you say it to someone, you can find your own words for it."),
        "cf-third-eye": _("A look from outside can take some heat out of a quarrel."),
        "pdt-protect-moves": _("Trust is easier when you know how you guard yourself, and what for."),
        "sf-scale": _("It takes one wish and finds one step, in six minutes."),
        "cp-ground": _("It brings you back to the room first, and there is nothing to write."),
        "at-safe-person": _("It is gentle, and asks for no effort on a hard day."),
        "cp-stress-talk": _("Stress from outside weighs less when the other one knows of it."),
        "at-good-news": _("You share something good, and it is short and light."),
        "gm-know-my-world": _("Guessing small things about each other is a light way to come closer."),
        "co-floor": _("One speaks and one listens, so that each of you gets heard to the end."),
        "cf-pause-deal": _("Before you work on a quarrel, it helps to know how to stop one."),
        "tr-promises": _("Trust grows with small promises that are kept."),
        "go-wish-plan": _("You choose one wish and plan for what could get in the way."),
        "mbi-listen": _("It asks little: one speaks for three minutes, and nobody solves a thing."),
        "gm-appreciations": _("It is kind and short, so it is easy to say yes or no to."),
    }
