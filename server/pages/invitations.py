"""Inviting the second person: code, link and QR; and letting them in."""

from __future__ import annotations

from typing import Any

import segno
from litestar import get, post
from litestar.params import FromPath

from server.core import deeds
from server.core.problems import Problem
from server.core.session import decide
from server.core.state import Session
from server.desk import invitations, sessions, ways
from server.desk.base import Statement
from server.desk.sessions import Held
from server.desk.ways import Ways
from server.pages import limits
from server.pages.around import around_of
from server.pages.moves import Saved, until_saved
from server.pages.names import name_in
from server.pages.visit import AnyRequest, SeeOther, Shown, Visit, visit
from server.render.forms import Form, one, typed
from server.render.problems import Told, told
from server.render.views.session import InvitationView
from server.render.views.stepping import common
from server.security.throttle import TooSoon


@get("/sessions/{session:str}/invitation")
async def show(request: AnyRequest, session: FromPath[str]) -> Shown:
    """The way in for the second phone, as long as it can be used; else the form that makes a new one."""
    async with visit(request) as here:
        held = await sessions.load(here.house.desk, await here.asker(), session, here.at, steps=())
        _only_first(held)
        return here.show(_view(here, held, await ways.read(here.house.desk, held)))


def _only_first(held: Held) -> None:
    state = held.session.state
    if held.seat != 1 or state.alone or state.here:
        raise SeeOther(f"/sessions/{held.session.id}")


def _view(
    here: Visit,
    held: Held,
    found: Ways | None,
    form: Form | None = None,
    flaws: list[Told] | None = None,
    notice: str = "",
) -> InvitationView:
    link = "" if found is None or here.at >= found.link_until else f"{here.house.origin}/join#{found.secret}"
    return InvitationView(
        **common(held.session, around_of(here, held, notice)),
        code="" if found is None else found.code,
        link=link,
        qr=_qr(link) if link else "",
        until="" if found is None else here.language.clock(found.code_until, here.offset),
        code_over=found is not None and here.at >= found.code_until,
        soon=found is not None and invitations.ends_soon(found, here.at),
        more=found is not None and invitations.extended(found, here.at) is not None,
        link_over=found is not None and not link,
        flaws=flaws or [],
        value=typed(form) if form is not None else {},
    )


def _qr(link: str) -> str:
    """The link as SVG without styles or sizes of its own: the style sheet gives it both."""
    drawn: str = segno.make(link, error="m", micro=False).svg_inline(scale=4, omitsize=True, border=4)
    return drawn


@post("/sessions/{session:str}/invitation")
async def invite(request: AnyRequest, session: FromPath[str]) -> Shown:
    """A new way in. It ends the ones before, so that what somebody else may have seen is worth nothing."""
    async with visit(request) as here:
        form = await here.form()

        async def save(held: Held, done: tuple[str, str]) -> Saved:
            _only_first(held)
            name = one(form, "name") or held.session.state.sittings[1].name
            if flaws := name_in(name):
                raise _Again(held, told(flaws, here.language))
            after = decide(held.session, 1, deeds.Name(name.strip()), here.at)
            if isinstance(after, Problem):
                raise SeeOther(f"/sessions/{session}")
            try:
                return after, await _made(here, held, after, done)
            except TooSoon as error:
                raise _Again(held, [], error) from None

        try:
            await until_saved(here, session, form, save, steps=(), looking=False)
        except _Again as again:
            return await _shown_again(here, form, again)
        return here.go(f"/sessions/{session}/invitation")


class _Again(Exception):
    """The page once more, with what was typed: the name does not fit, or too many ways in were made."""

    def __init__(self, held: Held, flaws: list[Told], soon: TooSoon | None = None) -> None:
        super().__init__()
        self.held, self.flaws, self.soon = held, flaws, soon


async def _shown_again(here: Visit, form: Form, again: _Again) -> Shown:
    if again.soon is None:
        return here.show(_view(here, again.held, None, form, again.flaws), 422)
    notice = limits.sentence(here.language, again.soon)
    found = await ways.read(here.house.desk, again.held)
    return limits.page_again(here, _view(here, again.held, found, form, notice=notice), again.soon)


async def _made(here: Visit, held: Held, after: Session, done: tuple[str, str]) -> dict[int, int]:
    """Keep a new way in; gives whom it changes something for. So many for a session, so many for a person."""
    desk, asker = here.house.desk, held.asker
    with await limits.turn(here, "invitations of a session", held.session.id) as one_more:
        with await limits.turn(here, "invitations of a person", asker.person) as another:
            made, unit = invitations.invite(desk, held, here.at)
            unit += ways.keep(asker, held, made)
            told_to = await sessions.save(desk, asker, held, after, done, here.at, more=unit)
            another.counts()
        one_more.counts()
    return told_to


@post("/sessions/{session:str}/invitation/extension")
async def extend(request: AnyRequest, session: FromPath[str]) -> Shown:
    """Ten more minutes for the same code. One that was used, closed or is over does not come back."""
    async with visit(request) as here:
        desk = here.house.desk

        async def save(held: Held, done: tuple[str, str]) -> Saved:
            _only_first(held)
            found = await ways.read(desk, held)
            longer = None if found is None else invitations.extended(found, here.at)
            if found is None or longer is None:
                return held.session, {}
            unit = [*invitations.extend(held, found, longer, here.at), *ways.keep(held.asker, held, longer)]
            told_to = await sessions.save(desk, held.asker, held, held.session, done, here.at, more=unit)
            return held.session, told_to

        await until_saved(here, session, await here.form(), save, steps=(), looking=False)
        return here.go(f"/sessions/{session}/invitation")


@post("/sessions/{session:str}/admission")
async def admit(request: AnyRequest, session: FromPath[str]) -> Shown:
    """Let somebody in, or not: the tap that gives the key."""
    async with visit(request) as here:
        form, house = await here.form(), here.house

        async def save(held: Held, done: tuple[str, str]) -> Saved:
            _only_first(held)
            found = await _settled(here, held, form)
            if found is None:
                return held.session, {}
            after, unit = found
            told_to = await sessions.save(house.desk, held.asker, held, after, done, here.at, more=unit)
            before = held.session.state.sittings.get(2)
            if before is not None and before != after.state.sittings.get(2):
                house.hub.close_person(before.person)
            house.hub.tell(f"knock:{one(form, 'knock')}", {2: here.at})
            return after, told_to

        await until_saved(here, session, form, save, steps=(), looking=True)
        return here.go(f"/sessions/{session}")


async def _settled(here: Visit, held: Held, form: Form) -> tuple[Session, list[Statement]] | None:
    """The session and the statements of a yes or a no; None where nobody knocks any more.

    Without a knock it is about whoever came by the link: yes says that this is the one who was meant.
    """
    if not one(form, "knock") and one(form, "admit") == "yes":
        after = decide(held.session, 1, deeds.Meet(), here.at)
        return None if isinstance(after, Problem) else (after, [])
    knock = next((each for each in held.knocks if each.id == one(form, "knock")), None)
    if knock is None:
        return None
    if one(form, "admit") != "yes":
        return held.session, invitations.refuse(knock, here.at)
    found = await invitations.admit(
        here.house.desk, held, knock, invitations.heard(held, knock).name, here.at
    )
    return None if isinstance(found, Problem) else found


HANDLERS: list[Any] = [show, invite, extend, admit]
