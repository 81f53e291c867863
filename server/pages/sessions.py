"""Sessions: beginning one, its finished page, its stops, leaving, and the stream of one seat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Response, Stream

from server.core import deeds
from server.core.exercise import Access, Audience, Exercise
from server.core.progress import current
from server.core.state import HOUR, MINUTE, Session, Standing, Stop
from server.core.steps.base import Flaw, Refused, Step
from server.desk import drafts, ids, plans, sessions, streams
from server.desk.base import Conflict
from server.desk.sessions import Held
from server.live.hub import Listener
from server.live.signal import speak
from server.pages import limits
from server.pages.around import around_of, first_of_all, look
from server.pages.moves import Declined, More, OtherDeed, act, deed_of, digest_of, done_before, in_hand
from server.pages.visit import AnyRequest, Shown, Visit, visit
from server.render.forms import Form, one
from server.render.problems import sentence
from server.render.views.keepsake import finished_view
from server.render.views.session import FinishedView, LeaveView, StepView
from server.render.views.stepping import common

BREAKS = (20, 30, 60, 12 * 60)
"""Minutes of a break that the page offers."""


@post("/sessions")
async def begin(request: AnyRequest) -> Shown:
    """Begin an exercise: alone, or for two with a seat that waits for the partner."""
    async with visit(request) as here:
        form = await here.form()
        exercise = _chosen(here, form)
        id = await _begun(here, exercise, form)
        for_two = exercise.audience is Audience.PAIR and one(form, "with") == "partner"
        raise here.see(f"/sessions/{id}/invitation" if for_two else f"/sessions/{id}")


def _chosen(here: Visit, form: Form) -> Exercise:
    exercise = here.house.shelf.get(one(form, "exercise"))
    known = exercise if exercise is not None and exercise.access is Access.OPEN else None
    bad = [] if known is not None else ["exercise"]
    ways = ("me", "partner", "here") if known is not None and known.passable else ("me", "partner")
    bad += [] if one(form, "with") in ways else ["with"]
    if known is None or bad:
        raise Refused(tuple(Flaw(field=field, code="not-an-option") for field in bad))
    return known


async def _begun(here: Visit, exercise: Exercise, form: Form) -> str:
    """The new session's id: the same again if this deed was done before."""
    deed = deed_of(form)
    await limits.may_begin(here)
    with await limits.arriving(here) as arrival:
        id = await _written(here, exercise, form, deed)
        arrival.counts()
    return id


async def _written(here: Visit, exercise: Exercise, form: Form, deed: str) -> str:
    asker, first = await here.asker_or_new()
    id = ids.derived_id(b"session", asker.person, deed)
    alone = exercise.audience is Audience.SOLO or one(form, "with") == "me"
    done = (deed, digest_of(asker, here, form, deed))
    together = one(form, "with") == "here"
    _, unit = sessions.create(asker, exercise, id, here.at, done, alone=alone, here=together)
    try:
        await here.house.desk.db.write([*first, *unit])
    except Conflict:
        if await done_before(here, form) != id:
            raise OtherDeed from None
    return id


@get("/sessions/{session:str}")
async def show(request: AnyRequest, session: FromPath[str]) -> Shown:
    """My current step, or what is left of a finished session."""
    async with visit(request) as here:
        held = await sessions.load(here.house.desk, await here.asker(), session, here.at)
        if first := first_of_all(held.session, held.seat, here.at):
            return here.go(first)
        now = _now(here, held)
        if now is not None:
            return here.go(f"/sessions/{session}/steps/{now.id}")
        return here.show(finished_view(held.session, around_of(here, held)))


def _now(here: Visit, held: Held) -> Step | None:
    """Where this seat goes on; None for whoever has finished or left."""
    left = held.session.state.sittings[held.seat].standing is Standing.LEFT
    return None if left else current(held.session, held.seat, here.at)


@post("/sessions/{session:str}/pause")
async def pause(request: AnyRequest, session: FromPath[str]) -> Shown:
    """Stop for both: a moment, or a break until an agreed time. Stopped already: another time."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(here, session, form, lambda held: _halt(here, form))


def _halt(here: Visit, form: Form) -> deeds.Deed:
    kind = Stop.BREAK if one(form, "kind") == "break" else Stop.MOMENT
    text = one(form, "minutes")
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else BREAKS[0]
    return deeds.Halt(kind, here.at + min(minutes * MINUTE, 14 * 24 * HOUR))


@post("/sessions/{session:str}/readiness")
async def ready(request: AnyRequest, session: FromPath[str]) -> Shown:
    """Say that I am ready to go on."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(here, session, form, lambda held: _ready(in_hand(held, form, holding=False)))


def _ready(held: Held) -> deeds.Deed:
    return deeds.Ready()


@get("/sessions/{session:str}/departure")
async def ways_to_leave(request: AnyRequest, session: FromPath[str]) -> Shown:
    """The ways to leave, and what becomes of my words in each."""
    async with visit(request) as here:
        held = await sessions.load(here.house.desk, await here.asker(), session, here.at, steps=())
        return here.show(LeaveView(**common(held.session, around_of(here, held))))


@post("/sessions/{session:str}/departure")
async def depart(request: AnyRequest, session: FromPath[str]) -> Shown:
    """Leave, with or without deleting what has not opened; or go on alone; or close the door again."""
    async with visit(request) as here:
        form = await here.form()
        return await _do(here, session, form, lambda held: _departure(form))


def _departure(form: Form) -> deeds.Deed:
    match one(form, "way"):
        case "alone":
            return deeds.FinishAlone()
        case "keep":
            return deeds.Depart()
        case "erase":
            return deeds.Depart(erase=True)
        case "close-door":
            return deeds.CloseDoor()
    raise Refused((Flaw(field="way", code="not-an-option"),))


async def _do(here: Visit, session: str, form: Form, make: Callable[[Held], deeds.Deed]) -> Shown:
    asker = await here.asker()

    async def freed(held: Held, after: Session) -> More:
        more = streams.seats_freed(asker, held, after)
        if one(form, "way") != "erase" and not after.state.here:
            return More(more=more)
        noted = await plans.forget(here.house.desk, asker, session)
        return More(more=[*more, *drafts.forget(asker, session)], noted=noted)

    try:
        held, after = await act(here, session, form, make, extra=freed)
    except Declined as no:
        return here.show(await _as_it_stands(here, session, sentence(no.problem, here.language)), 409)
    if 2 in held.session.state.sittings and 2 not in after.state.sittings:
        here.house.hub.close(lambda listener: listener.seat == (session, 2))
    if after.state.sittings[held.seat].standing is not Standing.HERE:
        here.house.hub.hush((session, held.seat))
    if after.state.sittings[held.seat].standing is Standing.LEFT and not isinstance(
        make(held), deeds.FinishAlone
    ):
        raise here.see("/today")
    raise here.see(f"/sessions/{session}")


async def _as_it_stands(here: Visit, session: str, notice: str) -> StepView | FinishedView:
    """The page where this seat is now, its draft included, with the reason why nothing was changed."""
    asker = await here.asker()
    held = await sessions.load(here.house.desk, asker, session, here.at)
    if held.session.state.here and (first := first_of_all(held.session, held.seat, here.at)):
        raise here.see(first)
    now = _now(here, held)
    if now is None:
        return finished_view(held.session, around_of(here, held, notice))
    return look(here, asker, held, now, notice)


@get("/sessions/{session:str}/stream")
async def stream(request: AnyRequest, session: FromPath[str], seen: FromQuery[int] = 0) -> Response[Any]:
    """Signals for my seat: that my view changed, and who is there. No content."""
    async with visit(request) as here:
        house = here.house
        if no := await limits.no_stream(here):
            return no
        asker = await here.asker()
        held = await sessions.load(house.desk, asker, session, here.at, steps=(), looking=False)
        alone = held.session.state.sittings[held.seat].standing is not Standing.HERE
        quiet = alone or request.cookies.get("quiet", "") == "yes"
        seat = 1 if held.session.state.here else held.seat
        listener = Listener((session, seat), asker.person, asker.unlock, quiet=quiet)
        person = asker.person
        if no := await limits.no_place(here, listener):
            return no
    last = request.headers.get("last-event-id", "")
    since = int(last) if last.isascii() and last.isdigit() and len(last) < 16 else seen
    body = speak(house.hub, listener, since, lambda: streams.sequence(house.desk, person, session))
    return Stream(
        body,
        media_type="text/event-stream",
        headers={"cache-control": "no-store, no-transform", "x-accel-buffering": "no"},
    )


HANDLERS: list[Any] = [begin, show, pause, ready, ways_to_leave, depart, stream]
