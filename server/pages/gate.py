"""The check before joint work, waiting for the other, this week each alone; and More for you."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from server.core import deeds, gate
from server.core.gate import REASONS, Passage, passage
from server.core.state import Session
from server.core.steps.base import Flaw, Refused
from server.desk import checks, firsts, ids, sessions
from server.desk.base import UNSAVED, Conflict, Stale
from server.desk.sessions import Held
from server.pages.around import around_of
from server.pages.moves import Declined, More, OtherDeed, act, asker_for, deed_of, digest_of, done_before
from server.pages.names import name_in
from server.pages.visit import AnyRequest, Shown, Visit, visit
from server.render.forms import Form, one, typed
from server.render.problems import Told, sentence, told
from server.render.views.gate import MoreView, gate_view

NOTHING = "none"


@get("/sessions/{session:str}/gate")
async def show_gate(request: AnyRequest, session: FromPath[str]) -> Shown:
    """Where this seat stands at the gate; past it, on to the exercise."""
    async with visit(request) as here:
        asker = await here.asker(lambda who, own: sessions.asks(who, own, session, here.at))
        held = await sessions.load(here.house.desk, asker, session, here.at)
        if passage(held.session, held.seat, here.at) is Passage.OPEN:
            return here.go(f"/sessions/{session}")
        return here.show(gate_view(held.session, around_of(here, held)))


@post("/sessions/{session:str}/gate")
async def answer_gate(request: AnyRequest, session: FromPath[str]) -> Shown:
    """Answer the check. What was tapped goes nowhere; that it was answered goes into the session."""
    async with visit(request) as here:
        form = await here.form()
        asker = await asker_for(here, session, form)
        try:
            reasons = _reasons(form)
        except Refused as refusal:
            return await _again(here, session, form, told(refusal.flaws, here.language), 422)
        _, holds = await checks.answered(here.house.desk, asker, reasons, here.at)
        lately = "first" in form and gate.lately(await firsts.earlier(here.house.desk, asker), here.at)

        async def kept(held: Held, after: Session) -> More:
            row, still = await checks.answered(here.house.desk, asker, reasons, here.at)
            if still != holds:
                raise OtherDeed(held, overtaken=True)
            return More(noted=row)

        try:
            await act(
                here, session, form, lambda held: _check(held, form, holds, lately), steps=(), extra=kept
            )
        except Refused as refusal:
            return await _again(here, session, form, told(refusal.flaws, here.language), 422)
        except Declined as no:
            return await _again(here, session, form, [], 409, sentence(no.problem, here.language))
        except OtherDeed:
            notice = here.language.gettext("Others saved at the same moment. Save once more.")
            return await _again(here, session, form, [], 409, notice)
        except UNSAVED:
            notice = here.language.gettext("It cannot be saved right now. Try again in a moment.")
            return await _again(here, session, form, [], 503, notice)
        return here.go(f"/sessions/{session}")


def _check(held: Held, form: Form, holds: bool, lately: bool) -> deeds.Deed:
    """On one phone one tap is for both: it brings their names, unless it is "not today"."""
    if not held.session.state.here:
        return deeds.Check(holds)
    names = one(form, "first").strip(), one(form, "second").strip()
    if one(form, "fits") != NOTHING:
        return deeds.Check(holds or lately)
    flaws = [*name_in(names[0], "first"), *name_in(names[1], "second")]
    if not flaws and names[0].casefold() == names[1].casefold():
        flaws = [Flaw(field="second", code="one-name")]
    if flaws:
        raise Refused(tuple(flaws))
    return deeds.Check(holds or lately, names)


def _reasons(form: Form) -> tuple[str, ...]:
    """What was tapped. With a reason beside it, "nothing of this" counts for nothing."""
    tapped = form.get("fits", ())
    if any(each not in (*REASONS, NOTHING) for each in tapped):
        raise Refused((Flaw(field="fits", code="not-an-option"),))
    if not tapped:
        raise Refused((Flaw(field="fits", code="nothing-tapped"),))
    return tuple(each for each in REASONS if each in tapped)


async def _again(
    here: Visit, session: str, form: Form, flaws: list[Told], status: int, notice: str = ""
) -> Shown:
    """The page once more, with what was tapped."""
    held = await sessions.load(here.house.desk, await here.asker(), session, here.at)
    tapped, value = list(form.get("fits", ())), typed(form)
    return here.show(gate_view(held.session, around_of(here, held, notice), tapped, flaws, value), status)


@get("/more")
async def show_more(request: AnyRequest) -> Shown:
    """More for you: fuller help for whom it waits for, gentle things for all, the stop of joint work."""
    async with visit(request) as here:
        kept = await checks.read(here.house.desk, await here.asker())
        return here.show(MoreView(deed=ids.new_id(), worried=kept.worried, stopped=kept.stopped))


@post("/more")
async def change_more(request: AnyRequest) -> Shown:
    """Stop joint exercises for now, or take them up again; put the fuller help away. Nobody else sees it."""
    async with visit(request) as here:
        form = await here.form()
        asker, deed = await here.asker(), deed_of(form)
        stop = {"yes": True, "no": False}.get(one(form, "stop"))
        seen = one(form, "seen") == "yes"
        if stop is None and not seen:
            raise Refused((Flaw(field="stop", code="not-an-option"),))
        done = (deed, digest_of(asker, here, form, deed))
        for _ in range(5):
            if await done_before(here, form) is not None:
                break
            try:
                await checks.change(here.house.desk, asker, done, here.at, stopped=stop, seen=seen)
            except (Stale, Conflict):
                continue
            break
        else:
            raise OtherDeed(overtaken=True)
        return here.go("/more")


HANDLERS: list[Any] = [show_gate, answer_gate, show_more, change_more]
