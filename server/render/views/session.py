"""Views of a session: one step for one seat, its finished page, its stops."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct

from server.core.steps.base import Answer, Step
from server.render.problems import Said, Told
from server.render.view import View


class PartnerLine(Struct, kw_only=True):
    """The other seat, as coarse as it is shown."""

    name: str
    here: bool
    """False once they left or went on alone."""
    done: bool | None = None
    """Whether they completed this step; None where nothing is shown of it."""
    presence: str = ""
    """here, away, break, or "" when hidden."""


class Quote(Struct, frozen=True):
    """An earlier answer shown again: one's own, or one that opened to both."""

    title: str
    lines: list[Said]
    picked: bool
    """What was picked, so in the exercise's words."""
    by: str = ""
    """The partner's name where it is theirs."""


class Move(Struct, frozen=True):
    """One move of a turn."""

    mine: bool
    move: str
    text: str


class Turn(Struct, kw_only=True):
    """The floor as one seat sees it; see templates/steps/turns/ask.html."""

    mode: str
    phase: str
    mine: bool
    speaker: bool
    after: int
    number: int
    """Of the speaking turn, from 0."""
    card: str
    """The question of this turn; "" where there is none."""
    tries: int
    entries: list[Move]
    """Moves of this turn."""
    talk: list[Move]
    """All moves so far, for reading again."""

    @property
    def takes_words(self) -> bool:
        """Whether the next move is this seat's, and one in writing."""
        return self.mine and self.mode == "written" and self.phase in ("speak", "mirror", "after")


class Paper(Struct, kw_only=True):
    """A joint document as one seat sees it; see templates/steps/agree/ask.html."""

    version: int
    text: str
    review: str
    mine: bool
    theirs: bool
    by: str
    changed: bool
    left_open: bool


class StopLine(Struct, kw_only=True):
    """A stop or a rest that holds for both."""

    kind: str
    """moment, break or rest."""
    until: str
    early: bool
    """The shortest time of a break is not over."""
    asks: bool
    """So long ago that a new time or a kind end is offered."""
    ready: bool
    """I have said ready."""


class KnockLine(Struct, frozen=True):
    """Somebody at the door, shown to the first person."""

    id: str
    name: str
    pictures: tuple[int, int, int]
    again: bool
    """The seat was taken before: a lost phone, or somebody else."""


class SessionFrame(View, kw_only=True):
    """What every page of a session carries."""

    session: str
    title: str
    words_in: str
    """The language of the exercise's words, where it is not the reader's."""
    pair: bool
    here: bool
    """Two on one phone, who hand it over."""
    seat: int
    """For whom the page is built."""
    deed: str
    sequence: int
    me: str
    partner: PartnerLine | None
    waits_for_partner: bool
    """For two, and nobody has joined."""
    met: bool
    """False for the first person alone, until they have gone on with whoever came by the link."""
    knocks: list[KnockLine]
    stop: StopLine | None
    stop_advice: str
    notice: str = ""
    say: str = ""


class StepView(SessionFrame, kw_only=True):
    """One step for one seat."""

    template: ClassVar[str] = "sessions/step.html"
    fragment: ClassVar[str] = "sessions/_step.html"

    step: Step
    stage: str
    rule: str
    number: int
    of: int
    minutes: int
    back: str
    next: str
    value: dict[str, Any]
    flaws: list[Told]
    quoted: list[Quote]
    show: str
    changeable: bool
    """Nobody else has read my answer, so I may change it or take it back."""
    mine: Answer | None
    theirs: Answer | None
    fresh: bool
    closed: bool
    alone: bool
    """I go on without waiting: this seat finishes alone, or the partner has gone."""
    turn: Turn | None
    paper: Paper | None
    today: str
    suggested: str
    unsent: list[str]
    """Words that were typed and not saved, where the page as it now is has no field that would show them."""
    status_code: int = 200


class Kept(Struct, kw_only=True):
    """One step on the finished page."""

    step: Step
    private: bool
    mine: Answer | None
    theirs: Answer | None
    closed: bool
    turn: Turn | None
    paper: Paper | None


class FinishedView(SessionFrame, kw_only=True):
    """What is left of a session: what opened, and one's own words."""

    template: ClassVar[str] = "sessions/finished.html"
    fragment: ClassVar[str] = "sessions/_finished.html"

    slug: str
    date: str
    left: bool
    opened: list[Kept]
    own: list[Kept]


class HandOverView(SessionFrame, kw_only=True):
    """On one phone, between two moves: to whom it goes. Nothing of either but their names."""

    template: ClassVar[str] = "sessions/hand-over.html"


class LeaveView(SessionFrame, kw_only=True):
    """The ways to leave, and what becomes of one's words."""

    template: ClassVar[str] = "sessions/leave.html"


class InvitationView(SessionFrame, kw_only=True):
    """The way in for the second phone: QR first, code under it."""

    template: ClassVar[str] = "sessions/invitation.html"
    fragment: ClassVar[str] = "sessions/_invitation.html"

    code: str
    link: str
    qr: str
    until: str
    code_over: bool
    link_over: bool
    flaws: list[Told]
    value: dict[str, Any]
    soon: bool = False
    """The code ends within the next minutes."""
    more: bool = False
    """It may last longer, if somebody says so."""
