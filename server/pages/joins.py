"""Coming in: by a code, which only finds the session, or by a link, which carries the key."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response, Stream

from server.core.steps.base import Flaw
from server.desk import ids, invitations, links
from server.desk.asker import Asker
from server.desk.base import Conflict, NotFound, Stale, Statement
from server.desk.invitations import NoSuchCode, OwnSession
from server.live.hub import Listener
from server.live.signal import speak
from server.pages import limits
from server.pages.moves import TRIES, deed_of, digest_of, done_before
from server.pages.names import name_in
from server.pages.visit import AnyRequest, SeeOther, Shown, Visit, visit
from server.render.forms import Form, one, typed
from server.render.problems import Told, told
from server.render.views.pages import JoinView, KnockView
from server.security.throttle import TooSoon


@get("/join")
async def ask(request: AnyRequest) -> Shown:
    """The field for a code or a link, and what one would be called."""
    async with visit(request) as here:
        await here.person()
        return here.show(_view(here))


def _view(here: Visit, form: Form | None = None, flaws: list[Told] | None = None, **more: str) -> JoinView:
    value = typed(form) if form is not None else {}
    return JoinView(deed=ids.new_id(), value=value, flaws=flaws or [], **more)


@post("/joins")
async def join(request: AnyRequest) -> Shown:
    """Burn a code and knock, or claim a link. Every code that does not work gets the same answer."""
    async with visit(request) as here:
        form = await here.form()
        name = one(form, "name").strip()
        secret, code = _secret(one(form, "link")), ids.read_code(one(form, "code"))
        flaws = name_in(name)
        if not one(form, "link").strip() and not one(form, "code").strip():
            flaws = (*flaws, Flaw(field="code", code="missing"))
        if flaws:
            return here.show(_view(here, form, told(flaws, here.language)), 422)
        place = "sessions" if secret is not None else "joins"
        try:
            result = await _result(here, form, secret, code or "", name)
        except TooSoon as error:
            return limits.page_again(
                here, _view(here, form, notice=limits.sentence(here.language, error)), error
            )
        except NoSuchCode:
            here.forget_newcomer()
            before = await done_before(here, form)
            if before is None:
                return here.show(_view(here, form, [_no_such(here, by_link=secret is not None)]), 404)
            result = before
        except OwnSession as own:
            notice = here.language.gettext("You are in this session already, on this or another phone.")
            return here.show(_view(here, form, notice=notice, own=own.session), 409)
        raise here.see(f"/{place}/{result}")


async def _result(here: Visit, form: Form, secret: bytes | None, code: str, name: str) -> str:
    """The knock or the session that this deed leads to. A wrong code counts; so does a new person."""
    before = await done_before(here, form)
    if before is not None:
        return before
    with await limits.trying(here, "codes") as attempt, await limits.arriving(here) as arrival:
        way = _by_code(here, form, code, name) if secret is None else _by_link(here, form, secret, name)
        try:
            result = await way
        except NoSuchCode:
            attempt.counts()
            raise
        arrival.counts()
        return result


def _no_such(here: Visit, *, by_link: bool) -> Told:
    text = here.language.gettext(
        "This code or link does not open anything now. Ask for a new one; each works once and not for long."
    )
    return Told("link" if by_link else "code", text)


def _secret(text: str) -> bytes | None:
    """The secret of a link: the link whole, its fragment, or the secret alone."""
    return ids.read_secret(text.strip().rpartition("#")[2], ids.LINK_SIZE) if text.strip() else None


async def _by_code(here: Visit, form: Form, code: str, name: str) -> str:
    asker = await here.person()
    found = await invitations.find_code(here.house.desk, code, asker.person if asker else "", here.at)
    asker, first, done = await _new(here, form)
    id, sequence = await invitations.knock(here.house.desk, asker, found, code, name, first, done, here.at)
    here.house.hub.tell(found.space, {1: sequence})
    return id


async def _by_link(here: Visit, form: Form, secret: bytes, name: str) -> str:
    asker = await here.person()
    found = await invitations.find_link(here.house.desk, secret, asker.person if asker else "", here.at)
    asker, first, done = await _new(here, form)
    for _ in range(TRIES):
        try:
            told_to = await links.claim(here.house.desk, asker, found, secret, name, first, done, here.at)
        except Stale:
            found = await invitations.find_link(here.house.desk, secret, asker.person, here.at)
            continue
        except Conflict:
            raise NoSuchCode from None
        here.house.hub.tell(found.space, told_to)
        return found.space
    raise NoSuchCode


async def _new(here: Visit, form: Form) -> tuple[Asker, list[Statement], tuple[str, str]]:
    asker, first = await here.asker_or_new()
    deed = deed_of(form)
    return asker, first, (deed, digest_of(asker, here, form, deed))


@get("/joins/{knock:str}")
async def wait(request: AnyRequest, knock: FromPath[str]) -> Shown:
    """Waiting to be let in, with the three pictures that both phones show."""
    async with visit(request) as here:
        row, slip = await invitations.waiting(here.house.desk, await here.asker(), knock)
        if row.state == "admitted":
            raise SeeOther(f"/sessions/{row.space}")
        state = "over" if row.state == "waiting" and here.at >= row.until else row.state
        view = KnockView(knock=knock, name=slip.name, pictures=invitations.drawn(row, slip), state=state)
        return here.show(view)


@get("/joins/{knock:str}/stream")
async def stream(request: AnyRequest, knock: FromPath[str]) -> Response[Any]:
    """One signal: that the door was opened, or stays closed."""
    async with visit(request) as here:
        desk, hub = here.house.desk, here.house.hub
        if no := await limits.no_stream(here):
            return no
        asker = await here.asker()
        row, _ = await invitations.waiting(desk, asker, knock)
        person = asker.person
        listener = Listener((f"knock:{row.id}", 2), person, asker.unlock, quiet=True)
        if no := await limits.no_place(here, listener):
            return no

    async def settled() -> int:
        try:
            return 0 if await invitations.state_of(desk, person, knock) == "waiting" else 1
        except NotFound:
            return 1

    return Stream(
        speak(hub, listener, 0, settled),
        media_type="text/event-stream",
        headers={"cache-control": "no-store, no-transform", "x-accel-buffering": "no"},
    )


HANDLERS: list[Any] = [ask, join, wait, stream]
