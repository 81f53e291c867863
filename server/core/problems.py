"""The named reasons for which a deed is refused; the sentences for them live in render/problems.py."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Code(StrEnum):
    """Why a deed changes nothing. Each has one sentence that says what to do."""

    UNKNOWN_STEP = "unknown-step"
    NOT_REACHED = "not-reached"
    WRONG_KIND = "wrong-kind"
    OPENED = "opened"
    NOT_OPEN = "not-open"
    NOTHING_HERE = "nothing-here"
    CHOICE_MISSING = "choice-missing"
    GATE = "gate"
    PAUSED = "paused"
    NOT_PAUSED = "not-paused"
    TOO_SHORT = "break-too-short"
    TOO_EARLY = "too-early"
    RESTING = "resting"
    NOT_YOUR_TURN = "not-your-turn"
    OTHER_MODE = "other-mode"
    OTHER_VERSION = "other-version"
    UNSIGNED = "unsigned"
    SETTLED = "settled"
    LEFT = "left"
    ALONE = "alone"
    SEAT_TAKEN = "seat-taken"
    SAME_PERSON = "same-person"
    NOT_ADMITTED = "not-admitted"
    ONE_PHONE = "one-phone"
    OTHER_HANDS = "other-hands"


class Problem(Struct, frozen=True):
    """A refusal: the code, and the step it is about where there is one."""

    code: Code
    step: str = ""
