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
from server.desk import ids, sessions, streams
from server.desk.asker import Asker
from server.desk.base import Conflict
from server.desk.sessions import Held
from server.live.hub import Listener, TooMany
from server.live.signal import speak
from server.pages.around import around_of, look
from server.pages.moves import Declined, More, OtherDeed, act, deed_of, digest_of
from server.pages.visit import AnyRequest, SeeOther, Shown, Visit, visit
from server.render.forms import BadBody, Form, one
from server.render.problems import sentence
from server.render.views.keepsake import finished_view
from server.render.views.session import FinishedView, LeaveView
from server.render.views.stepping import common

BREAKS = (20, 30, 60, 12 * 60)
"""Minutes of a break that the page offers."""


@post("/sessions")
async def begin(request: AnyRequest) -> Shown:
    """Begin an exercise: alone, or for two with a seat that waits for the partner."""
    async with visit(request) as here:
        form = await here.form()
        exercise = here.house.shelf.get(one(form, "exercise"))
        if (
            exercise is None
            or exercise.access is not Access.OPEN
            or one(form, "with") not in ("me", "partner")
        ):
            raise BadBody(422)
        id = await _begun(here, exercise, form)
        alone = exercise.audience is Audience.SOLO or one(form, "with") == "me"
        raise here.see(f"/sessions/{id}" if alone else f"/sessions/{id}/invitation")


async def _begun(here: Visit, exercise: Exercise, form: Form) -> str:
    """The new session's id: the same again if this deed was done before."""
    asker, first = await here.asker_or_new()
    deed = deed_of(form)
    id = ids.derived_id(b"session", asker.person, deed)
    alone = exercise.audience is Audience.SOLO or one(form, "with") == "me"
    done = (deed, digest_of(asker, here, form, deed))
    _, unit = sessions.create(asker, exercise, id, alone=alone, at=here.at, deed=done)
    try:
        await here.house.desk.db.write([*first, *unit])
    except Conflict:
        held = await sessions.load(here.house.desk, asker, id, here.at, deed=deed, steps=())
        if held.done is None or held.done.digest != done[1]:
            raise OtherDeed from None
    return id


@get("/sessions/{session:str}")
async def show(request: AnyRequest, session: FromPath[str]) -> Shown:
    """My current step, or what is left of a finished session."""
    async with visit(request) as here:
        asker = await here.asker()
        held = await sessions.load(here.house.desk, asker, session, here.at)
        left = held.session.state.sittings[held.seat].standing is Standing.LEFT
        now = current(held.session, held.seat, here.at)
        if now is not None and not left:
            raise SeeOther(f"/sessions/{session}/steps/{now.id}")
        return here.show(_finished(here, held))


def _finished(here: Visit, held: Held, notice: str = "") -> FinishedView:
    return finished_view(held.session, around_of(here, held, notice))


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
        return await _do(here, session, await here.form(), lambda held: deeds.Ready())


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
    raise BadBody(422)


async def _do(here: Visit, session: str, form: Form, make: Callable[[Held], deeds.Deed]) -> Shown:
    asker = await here.asker()

    async def freed(held: Held, after: Session) -> More:
        return More(more=streams.seats_freed(asker, held, after))

    try:
        held, after = await act(here, session, form, make, extra=freed)
    except Declined as no:
        return _as_it_stands(here, asker, no)
    if 2 in held.session.state.sittings and 2 not in after.state.sittings:
        here.house.hub.close(lambda listener: listener.seat == (session, 2))
    if after.state.sittings[held.seat].standing is Standing.LEFT and not isinstance(
        make(held), deeds.FinishAlone
    ):
        raise here.see("/today")
    raise here.see(f"/sessions/{session}")


def _as_it_stands(here: Visit, asker: Asker, no: Declined) -> Shown:
    """What was declined, on the page where this seat is now."""
    held, notice = no.held, sentence(no.problem, here.language)
    left = held.session.state.sittings[held.seat].standing is Standing.LEFT
    now = current(held.session, held.seat, here.at)
    if now is None or left:
        return here.show(_finished(here, held, notice), 409)
    return here.show(look(here, asker, held, now, notice), 409)


@get("/sessions/{session:str}/stream")
async def stream(request: AnyRequest, session: FromPath[str], seen: FromQuery[int] = 0) -> Response[Any]:
    """Signals for my seat: that my view changed, and who is there. No content."""
    async with visit(request) as here:
        asker = await here.asker()
        house = here.house
        seat, _ = await streams.seat_of(house.desk, asker, session)
        listener = Listener((session, seat), asker.person, asker.token)
        person = asker.person
        try:
            house.hub.join(listener)
        except TooMany:
            return Response(b"", status_code=429, headers={"retry-after": "30"}, media_type="text/plain")
    last = request.headers.get("last-event-id", "")
    since = int(last) if last.isascii() and last.isdigit() and len(last) < 16 else seen
    quiet = request.cookies.get("quiet", "") == "yes"
    body = speak(
        house.hub, listener, since, lambda: streams.sequence(house.desk, person, session), quiet=quiet
    )
    return Stream(
        body,
        media_type="text/event-stream",
        headers={"cache-control": "no-store, no-transform", "x-accel-buffering": "no"},
    )


HANDLERS: list[Any] = [begin, show, pause, ready, ways_to_leave, depart, stream]
