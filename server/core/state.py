"""What a session remembers: the sealed record that both seats can open, so nothing private is in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from msgspec import Struct, field

from server.core.exercise import Exercise
from server.core.steps.base import Answer

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

STALE_AFTER = 72 * HOUR
"""A sealed answer older than this opens only after its author has read it again."""
RESTS_AFTER = 14 * DAY
"""A session in which nothing happened for this long rests."""
BREAK_AT_LEAST = 20 * MINUTE
"""The shortest break (ux.md 2.5; content.md, flooding takes at least 20 minutes to settle)."""
PAUSE_ASKS_AFTER = DAY
"""After this long a pause offers a new time or a kind end."""
TRIES = 3
"""How often a listener mirrors before the turn is kindly ended."""


class Stop(StrEnum):
    """The two stops of design.md section 5."""

    MOMENT = "moment"
    BREAK = "break"


class Standing(StrEnum):
    """How a seat takes part: in the exercise, finishing alone, or gone."""

    HERE = "here"
    ALONE = "alone"
    LEFT = "left"


class Sitting(Struct, frozen=True, kw_only=True):
    """One seat as both may know it: who sits there, what the other calls them, how far they have read on."""

    person: str
    name: str = ""
    standing: Standing = Standing.HERE
    read_on: tuple[str, ...] = ()
    """Ids of the steps whose outcome this seat has seen and moved on from."""


class Mark(Struct, frozen=True, kw_only=True):
    """That a seat has completed a step. For a private one no more, be it answered or passed by `when`."""

    author: str
    """The person who answered; a seat can change hands after a lost phone."""
    at: int = 0
    """Milliseconds: when it was completed, or read again after a long time. 0 where no one else sees it."""
    show: bool | None = None
    """For `chosen` steps only: whether the author chose Show."""
    passed: bool = False
    """For `shared` steps only: `when` passed it by, so there are no words and nothing to open."""


class Entry(Struct, frozen=True, kw_only=True):
    """One move of a turns step; written words lie in their own record under the same number."""

    seat: int
    move: Literal["say", "mirror", "heard", "partly", "again", "after", "pass"]
    at: int
    author: str
    written: bool = False


class Floor(Struct, frozen=True, kw_only=True):
    """Whose floor it is in a turns step. `turn` counts speaking turns from 0."""

    first: int
    mode: Literal["written", "aloud"]
    turn: int = 0
    phase: Literal["speak", "mirror", "judge", "heard", "later", "after", "done"] = "speak"
    tries: int = 0
    after: int = 0
    entries: tuple[Entry, ...] = ()


class Agreement(Struct, frozen=True, kw_only=True):
    """The joint document of an agree step: its version and who signed just that version."""

    version: int = 0
    author: str = ""
    signed: tuple[int, ...] = ()
    left_open: bool = False

    @property
    def settled(self) -> bool:
        """Both have signed, or somebody chose to leave it open."""
        return self.left_open or len(self.signed) == 2


class Course(Struct, frozen=True, kw_only=True):
    """How one step of the session went so far."""

    marks: dict[int, Mark] = field(default_factory=dict)
    opened: dict[int, int] = field(default_factory=dict)
    """Whose answer (by seat) opened to the other, and when. What opened stays open."""
    floor: Floor | None = None
    agreement: Agreement | None = None


class Pause(Struct, frozen=True, kw_only=True):
    """A stop that holds for both; says neither who asked nor who is ready."""

    kind: Stop
    since: int
    until: int


class Gate(Struct, frozen=True, kw_only=True):
    """The check before joint work, as far as both may know it: who has answered, and whether it holds them.

    Not who holds it nor why: once both have answered, the record names nobody.
    """

    checked: dict[int, int] = field(default_factory=dict)
    """Which seats have answered, and when (milliseconds)."""
    held: bool = False


class State(Struct, frozen=True, kw_only=True):
    """The head record of a session. Both seats open it, so it holds only what both may know."""

    began: int
    touched: int
    copy: str = ""
    """Digest of the exercise's bytes in the session's own record, by which a decoded one is found again."""
    alone: bool
    """Run by one person (the solo form, or a solo exercise)."""
    here: bool = False
    """Two seats on one phone: one person's sign-in, and two people who hand the phone over."""
    holder: int = 0
    """On one phone: the seat that said last that it has the phone in hand; 0 before anybody did."""
    taken: int = 0
    """When that was, or when that seat did something last (milliseconds)."""
    sittings: dict[int, Sitting]
    first: int = 1
    """Which seat speaks first; alternates over a couple's sessions."""
    met: bool = True
    """False while the first person has not yet gone on after seeing who joined by the link."""
    courses: dict[str, Course] = field(default_factory=dict)
    pause: Pause | None = None
    ready: tuple[int, ...] = ()
    gate: Gate = field(default_factory=Gate)

    def course(self, step: str) -> Course:
        """The course of a step, empty where nobody has touched it."""
        return self.courses.get(step) or NO_COURSE


NO_COURSE = Course()

Place = tuple[str, int, int]
"""Where an answer stands: step id, seat, and its number in the step (0, the turn entry, or the version)."""


class Session(Struct, frozen=True, kw_only=True):
    """A session as one asker may hold it: `answers` has only what `sight` opened to them."""

    id: str
    exercise: Exercise
    state: State
    answers: dict[Place, Answer] = field(default_factory=dict)
