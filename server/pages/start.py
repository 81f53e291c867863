"""First run, Today, Together, Journal: where one comes in and goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import get

from server.core.exercise import Audience
from server.core.opening import other
from server.core.progress import current
from server.core.state import Standing
from server.core.wording import words_in
from server.desk import checks, ids, plans, today
from server.desk.plans import Plan
from server.desk.today import Listed
from server.pages.ahead import ahead, pack_lines
from server.pages.rows import rows_of
from server.pages.visit import AnyRequest, SeeOther, Shown, Visit, visit
from server.render.views.pages import (
    JournalView,
    Line,
    PlanLine,
    TodayView,
    TogetherView,
    WelcomeView,
)

FIRST = "sf-scale"
"""What "Start on my own" begins: short, and its first page is one to write on."""


FIRST_TOGETHER = "gm-appreciations"
"""What two who never did anything together are offered first: kind, and done six minutes after the scan."""


@get("/")
async def welcome(request: AnyRequest) -> Shown:
    """First run, or Today for whoever has been here."""
    async with visit(request) as here:
        if await here.person() is not None:
            raise SeeOther("/today")
        return here.show(WelcomeView(deed=ids.new_id(), first=FIRST, open=here.house.open_to_all))


@get("/today")
async def show_today(request: AnyRequest) -> Shown:
    """The one next thing, then what else is open, then packs and plans."""
    async with visit(request) as here:
        asker = await here.asker()
        listed = await today.latest(here.house.desk, asker)
        lines = [_line(here, each) for each in listed]
        open_ones = [line for line in lines if not line.done and not line.left]
        kept = await plans.read(here.house.desk, asker)
        hour = datetime.fromtimestamp(here.at / 1000 + here.offset * 60, UTC).hour
        return here.show(
            TodayView(
                next=open_ones[0] if open_ones else None,
                others=open_ones[1:6],
                packs=await ahead(here, asker),
                plans=[_plan(here, plan) for plan in reversed(kept)][:10],
                evening=hour >= 22 or hour < 6,
                more=(await checks.read(here.house.desk, asker)).worried,
            )
        )


@get("/together")
async def show_together(request: AnyRequest) -> Shown:
    """Sessions for two, and what two could begin with."""
    async with visit(request) as here:
        listed = await today.latest(here.house.desk, await here.asker())
        pairs = [each for each in listed if not each.session.state.alone]
        lines = [_line(here, each) for each in pairs]
        known = any(line.partner for line in lines) or FIRST_TOGETHER in {
            each.session.exercise.slug for each in pairs
        }
        rows = rows_of(here, here.house.shelf.search(audience=Audience.PAIR))
        first = None if known else next((row for row in rows if row.slug == FIRST_TOGETHER), None)
        others = [row for row in rows if row != first]
        return here.show(TogetherView(lines=lines, suggestions=others[:5], first=first))


@get("/journal")
async def show_journal(request: AnyRequest) -> Shown:
    """What one did on one's own."""
    async with visit(request) as here:
        asker = await here.asker()
        listed = await today.latest(here.house.desk, asker)
        own = [each for each in listed if each.session.state.alone]
        found = here.house.shelf.search(audience=Audience.SOLO)
        return here.show(
            JournalView(
                lines=[_line(here, each) for each in own],
                packs=await pack_lines(here, asker),
                suggestions=rows_of(here, found)[:5],
            )
        )


def _line(here: Visit, listed: Listed) -> Line:
    session, seat = listed.session, listed.seat
    state, steps = session.state, session.exercise.steps
    now = current(session, seat, here.at)
    place = steps.index(now) if now is not None else len(steps)
    partner = state.sittings.get(other(seat))
    return Line(
        id=session.id,
        title=here.spoken(session.exercise).title,
        words_in=words_in(session.exercise, here.language.tag),
        partner=partner.name if partner is not None else "",
        waits=not state.alone and partner is None,
        done=now is None,
        left=state.sittings[seat].standing is Standing.LEFT,
        stopped=state.pause is not None,
        number=min(place + 1, len(steps)),
        of=len(steps),
        minutes=sum(step.minutes for step in steps[place:]),
        day=here.language.day(listed.touched, here.offset),
    )


def _plan(here: Visit, plan: Plan) -> PlanLine:
    now = datetime.fromtimestamp(here.at / 1000 + here.offset * 60, UTC).date()
    day = ""
    if plan.on:
        on = datetime.fromisoformat(plan.on).replace(tzinfo=UTC)
        day = here.language.day(int(on.timestamp() * 1000))
    return PlanLine(
        session=plan.session,
        cue=plan.cue,
        act=plan.act,
        day=day,
        due=bool(plan.on) and plan.on <= now.isoformat(),
    )


HANDLERS: list[Any] = [welcome, show_today, show_together, show_journal]
