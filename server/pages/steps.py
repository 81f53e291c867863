"""One step of a session: looking at it, answering it, choosing, speaking, signing, drafting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import get, post, put
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from server.core import deeds
from server.core.deeds import Deed
from server.core.one_phone import at_hand
from server.core.problems import Code
from server.core.progress import Stage, current, floor, reached, stage
from server.core.state import Session
from server.core.steps.base import Answer, Flaw, Refused, Step
from server.core.steps.commit import CommitAnswer
from server.core.steps.turns import TurnsStep
from server.desk import drafts, plans, sessions
from server.desk.asker import Asker
from server.desk.base import UNSAVED, Statement
from server.desk.plans import Plan
from server.desk.sessions import Held, step_of
from server.pages.around import around_of, first_of_all, look
from server.pages.moves import Declined, More, OtherDeed, act, asker_for, in_hand
from server.pages.visit import AnyRequest, Shown, Visit, visit
from server.render.forms import Form, number, one, typed
from server.render.problems import Told, sentence, told
from server.render.views.session import StepView
from server.render.views.stepping import step_view


@get("/sessions/{session:str}/steps/{step:str}")
async def show_step(request: AnyRequest, session: FromPath[str], step: FromPath[str]) -> Shown:
    """One step: mine, and as much of the other seat as its rule opens."""
    async with visit(request) as here:
        asker = await here.asker(lambda who, own: sessions.asks(who, own, session, here.at))
        held = await sessions.load(here.house.desk, asker, session, here.at, steps=(step,))
        found = step_of(held, step)
        if first := first_of_all(held.session, held.seat, here.at):
            return here.go(first)
        if not reached(held.session, held.seat, found, here.at):
            return here.go(f"/sessions/{session}")
        return here.show(look(here, asker, held, found))


def _again(
    here: Visit,
    asker: Asker,
    held: Held,
    step: Step,
    form: Form,
    notice: str,
    flaws: list[Told] | None = None,
) -> StepView:
    """The page with what was typed: nothing was saved, and nothing is lost."""
    if not flaws and not form.keys() & {field.name for field in step.fields()}:
        return look(here, asker, held, step, notice)
    around = around_of(here, held, notice)
    return step_view(held.session, step, around, value=typed(form), flaws=flaws, typed=True)


async def _do(here: Visit, session: str, id: str, form: Form, make: Callable[[Held, Step], Deed]) -> Shown:
    """A deed at a step, and where it leads; a refusal shows the page again with what was typed."""
    asker = await asker_for(here, session, form)

    async def noted(held: Held, after: Session) -> More:
        return await _kept(here, asker, held, after, id)

    try:
        held, after = await act(
            here,
            session,
            form,
            lambda held: make(in_hand(held, form), step_of(held, id)),
            steps=(id,),
            extra=noted,
        )
    except Refused as refusal:
        held = await sessions.load(here.house.desk, asker, session, here.at, steps=(id,))
        flaws = told(refusal.flaws, here.language)
        return here.show(_again(here, asker, held, step_of(held, id), form, "", flaws), 422)
    except Declined as no:
        notice = sentence(no.problem, here.language)
        if no.problem.code is Code.CHOICE_MISSING:
            missing = [Told("show", notice)]
            return here.show(_again(here, asker, no.held, step_of(no.held, id), form, "", missing), 422)
        return here.show(_again(here, asker, no.held, step_of(no.held, id), form, notice), 409)
    except OtherDeed as other:
        if other.held is None or other.held.session.state.here:
            raise
        _ = here.language.gettext
        before = _("This page was sent before with other words. Read it and save again.")
        notice = _("Others saved at the same moment. Save once more.") if other.overtaken else before
        return here.show(_again(here, asker, other.held, step_of(other.held, id), form, notice), 409)
    except UNSAVED:
        held = await sessions.load(here.house.desk, asker, session, here.at, steps=(id,))
        notice = here.language.gettext("It cannot be saved right now. Your words stay here; try again later.")
        return here.show(_again(here, asker, held, step_of(held, id), form, notice), 503)
    return here.go(_onward(here, held, after, id))


def _onward(here: Visit, held: Held, after: Session, id: str) -> str:
    """Stay where there is something to see or to wait for, else go to the current step."""
    step, seat = after.exercise.step(id), at_hand(after, held.seat, here.at)
    base = f"/sessions/{after.id}"
    if first := first_of_all(after, seat, here.at):
        return first
    if step is not None and stage(after, seat, step, here.at) is not Stage.PAST:
        return f"{base}/steps/{id}"
    now = current(after, seat, here.at)
    return base if now is None else f"{base}/steps/{now.id}"


async def _kept(here: Visit, asker: Asker, held: Held, after: Session, id: str) -> More:
    """What else the unit holds: the draft is gone, and a plan is put on the list for Today."""
    if after == held.session:
        return More()
    dropped: list[Statement] = [drafts.drop(asker, held, (id, held.seat, 0))]
    answer, before = (each.answers.get((id, held.seat, 0)) for each in (after, held.session))
    if not isinstance(answer, CommitAnswer) or answer.empty or answer == before:
        return More(more=dropped)
    plan = Plan(session=after.id, step=id, cue=answer.cue, act=answer.act, on=answer.on)
    return More(more=dropped, noted=await plans.note(here.house.desk, asker, plan))


@post("/sessions/{session:str}/steps/{step:str}/completion")
async def complete(request: AnyRequest, session: FromPath[str], step: FromPath[str]) -> Shown:
    """Answer a step, or move on from one whose outcome was shown, or write the joint document anew."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(here, session, step, form, lambda held, found: _completion(found, form))


def _completion(step: Step, form: Form) -> Deed:
    if one(form, "move") == "read-on":
        return deeds.ReadOn(step.id)
    if one(form, "move") == "keep":
        return deeds.Keep(step.id)
    answer: Answer = step.parse(form)
    if step.kind == "agree":
        return deeds.Draw(step.id, number(form, "base"), answer)
    show = _choice(step, form)
    return deeds.Complete(step=step.id, answer=answer, show=show)


def _choice(step: Step, form: Form) -> bool | None:
    """Show or keep; a letter says it by its fate."""
    if step.kind == "letter" and one(form, "fate"):
        return one(form, "fate") == "share"
    return {"yes": True, "no": False}.get(one(form, "show"))


@post("/sessions/{session:str}/steps/{step:str}/choice")
async def choose(request: AnyRequest, session: FromPath[str], step: FromPath[str]) -> Shown:
    """Show or keep what I wrote, as long as it has not opened."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(
            here, session, step, form, lambda held, found: deeds.Choose(found.id, one(form, "show") == "yes")
        )


@post("/sessions/{session:str}/steps/{step:str}/turn")
async def turn(request: AnyRequest, session: FromPath[str], step: FromPath[str]) -> Shown:
    """Say something, or say that it was said; let a turn go by; go on; change between writing and talking."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(here, session, step, form, lambda held, found: _turn(held, found, form))


def _turn(held: Held, step: Step, form: Form) -> Deed:
    match one(form, "move"), one(form, "mode"):
        case "pass", _:
            return deeds.PassTurn(step.id)
        case "go-on", _:
            return deeds.GoOn(step.id)
        case _, "written":
            return deeds.Switch(step.id, "written")
        case _, "aloud":
            return deeds.Switch(step.id, "aloud")
    answer = step.parse(form)
    aloud = (
        isinstance(step, TurnsStep)
        and one(form, "said") == "yes"
        and floor(held.session, step).mode == "aloud"
    )
    return deeds.Say(step.id, None if aloud else answer)


@post("/sessions/{session:str}/steps/{step:str}/verdict")
async def verdict(request: AnyRequest, session: FromPath[str], step: FromPath[str]) -> Shown:
    """The speaker says whether they were heard."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(here, session, step, form, lambda held, found: _verdict(found, form))


def _verdict(step: Step, form: Form) -> Deed:
    if not isinstance(step, TurnsStep):
        raise Refused((Flaw(field="verdict", code="not-an-option"),))
    return deeds.Judge(step.id, step.verdict(form).value)


@post("/sessions/{session:str}/steps/{step:str}/signature")
async def sign(request: AnyRequest, session: FromPath[str], step: FromPath[str]) -> Shown:
    """Sign the version that was read, take one's name back, or leave it open."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(here, session, step, form, lambda held, found: _signature(found, form))


def _signature(step: Step, form: Form) -> Deed:
    match one(form, "sign"):
        case "yes":
            return deeds.Sign(step.id, number(form, "version"))
        case "no":
            return deeds.Unsign(step.id)
        case "leave-open":
            return deeds.LeaveOpen(step.id)
    raise Refused((Flaw(field="sign", code="not-an-option"),))


@post("/sessions/{session:str}/steps/{step:str}/withdrawal")
async def withdraw(request: AnyRequest, session: FromPath[str], step: FromPath[str]) -> Shown:
    """Take an unopened answer back."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(here, session, step, form, lambda held, found: deeds.PutAway(found.id))


@put("/sessions/{session:str}/steps/{step:str}/draft", status_code=204)
async def draft(
    request: AnyRequest, session: FromPath[str], step: FromPath[str], seat: FromQuery[int] = 0
) -> Response[None]:
    """Keep what is being written. Takes anything that fits: a draft need not be an answer yet."""
    async with visit(request) as here:
        form = await here.form()
        fields = {name: list(sent) for name, sent in form.items() if name not in ("deed", "met", "seat")}
        await drafts.put(here.house.desk, await here.asker(), session, step, fields, here.at, seat=seat)
        return Response(None, status_code=204)


HANDLERS: list[Any] = [show_step, complete, choose, turn, verdict, sign, withdraw, draft]
