"""Examples of what a whole session ends in, and of the pages around its steps."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from server.render.view import View
from server.render.views.gate import GateView, Reason
from server.render.views.session import (
    FinishedView,
    HandOverView,
    InvitationView,
    Kept,
    KnockLine,
    LeaveView,
    StopLine,
)
from tests.core.steps.examples import STEPS
from tests.privacy.views import (
    answered,
    asking,
    filled,
    floor,
    frame,
    paper,
    shown,
    standing,
    step,
    told,
    turning,
)


def finished() -> list[FinishedView]:
    """A keepsake with everything that can stand on one."""
    kept = [
        Kept(
            step=step(kind),
            private=False,
            mine=answered(kind),
            theirs=answered(kind),
            closed=False,
            turn=None,
            paper=None,
        )
        for kind in STEPS
        if kind not in ("turns", "agree")
    ]
    between = [
        Kept(
            step=step("turns"),
            private=False,
            mine=None,
            theirs=None,
            closed=False,
            turn=floor("done"),
            paper=None,
        ),
        Kept(
            step=step("agree"), private=False, mine=None, theirs=None, closed=False, turn=None, paper=paper()
        ),
    ]
    own = [replace(each, private=True, theirs=None) for each in kept]
    stop = StopLine(kind="break", until="10:20", early=False, asks=False, ready=False)
    more: dict[str, Any] = {"slug": "an-evening", "date": "3 May 2031", "left": False}
    return [
        FinishedView(**frame(), **more, opened=[*kept, *between], own=own),
        FinishedView(**frame(stop=stop, knocks=[knock()]), **more, opened=[], own=[]),
    ]


def knock() -> KnockLine:
    return KnockLine(id="knock", name="Cleo", pictures=(1, 2, 3), again=True)


def at_the_gate() -> list[View]:
    """The check, waiting, and this week each alone."""
    reasons = [Reason("tired", "I am tired."), Reason("none", "Nothing of this.")]
    common: dict[str, Any] = {"reasons": reasons, "slug": "an-evening", "again": 601, "value": {}}
    stop = StopLine(kind="break", until="10:20", early=False, asks=False, ready=False)
    asked = frame(knocks=[knock()], stop=stop)
    said: dict[str, Any] = {"tapped": ["tired"], "flaws": told("fits")}
    names = {"first": "Ada", "second": "Ben"}
    nothing: dict[str, Any] = {"tapped": [], "flaws": [], "solo": True, "wrote": False}
    return [
        GateView(**asked, **common, passage="ask", **said, solo=True, wrote=True),
        *(GateView(**frame(), **common, passage=at, **nothing) for at in ("wait", "closed")),
        GateView(**frame(), **common, passage="closed", **(nothing | {"wrote": True})),
        GateView(**frame(here=True), **(common | {"value": names}), passage="ask", **nothing),
    ]


def sessions() -> list[View]:
    """Every view of a session."""
    ways: dict[str, Any] = {
        "code": "4T7XK2MQ",
        "link": "http://localhost/join#secret",
        "qr": "<svg>code</svg>",
        "until": "10:20",
    }
    over: dict[str, Any] = {
        "code_over": False,
        "link_over": False,
        "flaws": told("name"),
        "value": {"name": "Ada"},
    }
    stop = StopLine(kind="break", until="10:20", early=False, asks=False, ready=False)
    inviting = frame(partner=None, waits_for_partner=True)
    return [
        *asking(),
        *filled(),
        *shown(),
        *turning(),
        *standing(),
        *finished(),
        *at_the_gate(),
        LeaveView(**frame(stop=stop, knocks=[knock()])),
        LeaveView(**frame()),
        LeaveView(**frame(here=True)),
        HandOverView(**frame(here=True)),
        InvitationView(**inviting, **ways, **over),
        InvitationView(**inviting, **ways, **over, soon=True, more=True),
        InvitationView(**frame(knocks=[knock()], stop=stop), **ways, **over),
        InvitationView(**frame(), **ways, **over),
        InvitationView(**inviting, **(ways | {"code": "", "link": "", "qr": ""}), **over),
    ]
