"""Views of the check before joint work, and of More for you."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct

from server.core.gate import REASONS, WAIT, passage
from server.core.state import Session
from server.render.locale import Language
from server.render.problems import Told
from server.render.view import View
from server.render.views.session import SessionFrame
from server.render.views.stepping import Around, common


class Reason(Struct, frozen=True):
    """Something that may fit today."""

    id: str
    label: str


class GateView(SessionFrame, kw_only=True):
    """The check, waiting for the other, or this week each alone: nobody's reasons but those just tapped."""

    template: ClassVar[str] = "sessions/gate.html"
    fragment: ClassVar[str] = "sessions/_gate.html"

    passage: str
    reasons: list[Reason]
    tapped: list[str]
    flaws: list[Told]
    slug: str
    solo: bool
    """There is a form for one person."""
    wrote: bool
    """This seat has answered steps here already."""
    value: dict[str, Any]
    """On one phone: the two names as they were typed."""
    again: int
    """Seconds after which the page looks again by itself."""


class MoreView(View, kw_only=True):
    """More for you."""

    template: ClassVar[str] = "more/show.html"
    tab: ClassVar[str] = "you"
    deed: str
    worried: bool
    stopped: bool


def gate_view(
    session: Session,
    around: Around,
    tapped: list[str] | None = None,
    flaws: list[Told] | None = None,
    value: dict[str, Any] | None = None,
) -> GateView:
    """The gate for one seat."""
    return GateView(
        **common(session, around),
        passage=passage(session, around.seat, around.at),
        reasons=_reasons(around.language),
        tapped=tapped or [],
        flaws=flaws or [],
        slug=session.exercise.slug,
        solo=session.exercise.solo is not None,
        wrote=any(around.seat in course.marks for course in session.state.courses.values()),
        value=value or {},
        again=WAIT // 1000 + 1,
    )


def _reasons(language: Language) -> list[Reason]:
    _ = language.gettext
    labels = {
        "time": _("I have too little time now"),
        "tired": _("I am too tired, or not well"),
        "another-day": _("I would rather do it another day"),
        "not-free": _("I do not feel free to say what I think"),
        "pushed": _("I am here because I was pushed to"),
        "afraid": _("I am afraid of what may follow"),
        "hurt": _("There was hitting, threats, or being watched"),
    }
    return [*(Reason(id, labels[id]) for id in REASONS), Reason("none", _("Nothing of this. We can begin."))]
