"""The closed list of what a seat can do in a session; `decide` turns each into a new session or a problem."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from server.core.state import Stop
from server.core.steps.base import Answer


class Check(Struct, frozen=True):
    """Answer the private check before joint work. `holds`: not this week, for whatever reason.

    On one phone it is answered once, for both, and brings what the two are called.
    """

    holds: bool
    names: tuple[str, str] | None = None


class Take(Struct, frozen=True):
    """On one phone: say that one has it in hand now."""


class Complete(Struct, frozen=True, kw_only=True):
    """Answer a step, or answer it anew while it is unopened. `show`: asked of `chosen` steps only."""

    step: str
    answer: Answer
    show: bool | None = None


class Choose(Struct, frozen=True):
    """Show or keep a `chosen` answer, until it opened."""

    step: str
    show: bool


class PutAway(Struct, frozen=True):
    """Take an unopened answer back; the words go to the author's journal."""

    step: str


class Keep(Struct, frozen=True):
    """Say of an answer read again after a long time: it stays as it is."""

    step: str


class ReadOn(Struct, frozen=True):
    """Move on from a step whose outcome was shown."""

    step: str


class Say(Struct, frozen=True):
    """The speaker's words of a turn (None when said aloud), or the listener's mirror or after-move."""

    step: str
    answer: Answer | None


class PassTurn(Struct, frozen=True):
    """Let one's own speaking turn go by, without a reason."""

    step: str


class Judge(Struct, frozen=True):
    """The speaker's verdict on the mirror."""

    step: str
    verdict: Literal["heard", "partly", "again"]


class GoOn(Struct, frozen=True):
    """Leave the quiet page after a verdict; the next speaker takes the floor."""

    step: str


class Switch(Struct, frozen=True):
    """Go on written or aloud from this turn."""

    step: str
    mode: Literal["written", "aloud"]


class Draw(Struct, frozen=True):
    """Write a new version of the joint document on top of the one that was read. Voids both signatures."""

    step: str
    base: int
    answer: Answer


class Sign(Struct, frozen=True):
    """Sign the version that was read."""

    step: str
    version: int


class Unsign(Struct, frozen=True):
    """Take one's signature back while the other has not signed."""

    step: str


class LeaveOpen(Struct, frozen=True):
    """End a joint document unsigned, with no name beside it."""

    step: str


class Halt(Struct, frozen=True):
    """Stop for both: back in a moment, or a break until a time. While stopped: propose a new time."""

    kind: Stop
    until: int


class Ready(Struct, frozen=True):
    """Say ready after a stop or a rest; it goes on when every seat has said so."""


class FinishAlone(Struct, frozen=True):
    """Go on without waiting: own unopened answers go to the journal and will not open."""


class Depart(Struct, frozen=True):
    """Leave for good. `erase`: own unopened words are deleted instead of going to the journal."""

    erase: bool = False


class Arrive(Struct, frozen=True):
    """Take the second seat, or take one up again after a lost phone. `met`: let in by tap, not by link."""

    person: str
    name: str
    met: bool
    first: int | None = None
    """Which seat speaks first, now that it is known who the two are to each other; None: as it began."""


class Meet(Struct, frozen=True):
    """The first person has seen who joined by the link and goes on with them."""


class Name(Struct, frozen=True):
    """Say what the other may call me."""

    name: str


class CloseDoor(Struct, frozen=True):
    """The first person did not mean this one: the second seat is free again and nothing was opened."""


Deed = (
    Check
    | Take
    | Complete
    | Choose
    | PutAway
    | Keep
    | ReadOn
    | Say
    | PassTurn
    | Judge
    | GoOn
    | Switch
    | Draw
    | Sign
    | Unsign
    | LeaveOpen
    | Halt
    | Ready
    | FinishAlone
    | Depart
    | Arrive
    | Meet
    | Name
    | CloseDoor
)
