"""We just argued: a break without a sign-in, which lies nowhere but in its own address."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import get, post
from litestar.params import FromQuery

from server.core.state import DAY, HOUR, MINUTE
from server.core.steps.base import Flaw, Refused
from server.core.wording import words_in
from server.desk import breaks
from server.desk.breaks import Break
from server.pages.visit import AnyRequest, SeeOther, Shown, Visit, kept, visit
from server.render.forms import one
from server.render.view import View
from server.render.views.argued import ArguedView, BreakOverView, BreakView

TALK = "gm-after-argument"
"""The exercise that is offered once a break is over."""
LENGTHS = {"20": 20 * MINUTE, "30": 30 * MINUTE, "60": HOUR, "180": 3 * HOUR}
MORNING = 9
"""The hour to which "tomorrow" is set."""
SLEEP = 5 * HOUR
"""With less than this before it, the morning after is meant."""
WATCHED = HOUR
"""A break longer than this is not counted down: nobody is to sit and watch it."""


@get("/argued")
async def show_argued(request: AnyRequest) -> Shown:
    """How long the break is to be. Nothing here asks who is there."""
    async with visit(request) as here:
        return kept(here.show(ArguedView()))


@post("/argued")
async def begin_break(request: AnyRequest) -> Shown:
    """Begin a break now; it needs no deed, since nothing is kept but the address that is given."""
    async with visit(request) as here:
        form = await here.form()
        zone = breaks.zone_of(one(form, "zone"))
        length = _length(one(form, "for"), here.at, zone)
        if length is None:
            raise Refused((Flaw(field="for", code="not-an-option"),))
        raise SeeOther(breaks.address(here.house.desk, breaks.begin(here.at, length, zone)))


@get("/argued/break")
async def show_break(
    request: AnyRequest,
    began: FromQuery[str] = "",
    until: FromQuery[str] = "",
    zone: FromQuery[str] = "",
    mark: FromQuery[str] = "",
) -> Shown:
    """The break while it goes on; after its end, by the server's clock, what is offered then."""
    async with visit(request) as here:
        taken = breaks.find(here.house.desk, began, until, zone, mark, here.at)
        if taken is None:
            raise SeeOther("/argued")
        return here.show(_going(here, taken) if here.at < taken.end else _over(here, taken))


def _length(wanted: str, at: int, zone: str) -> int | None:
    """Milliseconds of the break somebody chose; None for what is no choice."""
    if wanted != "tomorrow":
        return LENGTHS.get(wanted)
    if not zone:
        return 12 * HOUR
    ahead = int(zone) * MINUTE
    soonest = at + ahead + SLEEP
    morning = soonest // DAY * DAY + MORNING * HOUR
    return (morning if morning >= soonest else morning + DAY) - at - ahead


def _going(here: Visit, taken: Break) -> View:
    offset = int(taken.zone) if taken.zone else 0
    clock = here.language.clock(taken.end, offset)
    left = taken.end - here.at
    seconds = -(-left // 1000)
    return BreakView(
        here=breaks.address(here.house.desk, taken),
        until=clock if taken.zone else "",
        world="" if taken.zone else clock,
        day=_day(here.at, taken.end, offset),
        left=max(1, left // MINUTE),
        seconds=seconds if left <= WATCHED else 0,
    )


def _day(at: int, end: int, offset: int) -> str:
    days = [datetime.fromtimestamp(each / 1000 + offset * 60, UTC).date() for each in (at, end)]
    return {0: "today", 1: "tomorrow"}.get((days[1] - days[0]).days, "later")


def _over(here: Visit, taken: Break) -> View:
    found = here.house.shelf.get(TALK)
    talk = here.spoken(found) if found is not None else None
    return BreakOverView(
        zone=taken.zone,
        talk=talk.slug if talk is not None else "",
        title=talk.title if talk is not None else "",
        summary=talk.summary if talk is not None else "",
        words_in=words_in(talk, here.language.tag) if talk is not None else "",
    )


HANDLERS: list[Any] = [show_argued, begin_break, show_break]
