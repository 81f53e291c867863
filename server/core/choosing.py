"""Alone, together, or with someone: from four answers to one suggestion of each, by a small table.

Nothing is counted. A sign of fear, violence, control or pressure in any answer leaves what is for one person,
and help; a table is all there is to it, so that every way through can be tried.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

WISHES = ("calm", "mood", "closeness", "talk", "conflict", "trust", "direction")
"""What would do somebody good."""
OTHERS = ("willing", "unsure", "wont", "pushes", "nobody")
"""What a partner would say to it; `pushes`: it is the partner who wants it."""
SIGNS = ("not-free", "afraid", "hurt", "controlled", "forced", "not-sure")
"""What may go on at home. Whoever is not sure is answered as if it did."""
NOTHING = "none"
WEIGHTS = ("light", "weeks", "heavy", "danger")
"""How much it weighs; `danger`: thoughts of dying, or of doing harm."""


class Answers(Struct, frozen=True, kw_only=True):
    """The four answers. `signs` is empty where nothing was so."""

    wish: str
    other: str
    signs: frozenset[str]
    weight: str


class Therapist(StrEnum):
    """With whom one could work on it."""

    COUPLE = "couple"
    OWN = "own"
    NONE = "none"


class Suggestion(Struct, frozen=True, kw_only=True):
    """What to begin with: slugs, and what kind of therapist. `help`: help first, and nothing for two."""

    solo: str
    joint: str = ""
    therapist: Therapist = Therapist.NONE
    help: bool = False


_ALONE = {
    "calm": "mbi-three-step",
    "mood": "cbt-activity-plan",
    "closeness": "mbi-kindness",
    "talk": "hum-focusing",
    "conflict": "cf-third-eye",
    "trust": "pdt-protect-moves",
    "direction": "sf-scale",
}
_ALONE_HEAVY = {
    "calm": "cp-ground",
    "mood": "at-safe-person",
    "closeness": "at-safe-person",
    "talk": "cp-ground",
    "conflict": "cp-ground",
    "trust": "at-safe-person",
    "direction": "mbi-three-step",
}
_TOGETHER = {
    "calm": "cp-stress-talk",
    "mood": "at-good-news",
    "closeness": "gm-know-my-world",
    "talk": "co-floor",
    "conflict": "cf-pause-deal",
    "trust": "tr-promises",
    "direction": "go-wish-plan",
}
_TOGETHER_SMALL = {
    "calm": "mbi-listen",
    "mood": "gm-appreciations",
    "closeness": "gm-appreciations",
    "talk": "mbi-listen",
    "conflict": "cf-pause-deal",
    "trust": "gm-appreciations",
    "direction": "at-good-news",
}
_BETWEEN = ("closeness", "talk", "conflict", "trust")
"""Wishes that are about two people."""
_FIRST_ALONE = "cp-ground"


def worrying(answers: Answers) -> bool:
    """Whether any answer speaks of fear, violence, control, pressure or danger."""
    return bool(answers.signs) or answers.other == "pushes" or answers.weight == "danger"


def suggest(answers: Answers) -> Suggestion:
    """One thing alone, one together where two want it, and with whom else it could be worked on."""
    if worrying(answers):
        return Suggestion(solo=_FIRST_ALONE, help=True)
    heavy = answers.weight == "heavy"
    alone = _ALONE_HEAVY if heavy else _ALONE
    joint = ""
    if answers.other in ("willing", "unsure"):
        small = heavy or answers.other == "unsure"
        joint = (_TOGETHER_SMALL if small else _TOGETHER)[answers.wish]
    both = answers.other == "willing" and answers.wish in _BETWEEN
    return Suggestion(
        solo=alone[answers.wish],
        joint=joint,
        therapist=Therapist.COUPLE if both else Therapist.OWN,
    )
