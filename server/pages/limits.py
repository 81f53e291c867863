"""Who may try how often: by person where somebody is signed in, else by address; and who may begin at all."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar.response import Response

from server.desk import newcomers
from server.live.hub import Listener, TooMany
from server.pages.visit import Shown, Visit, wants_json
from server.render.locale import Language
from server.render.view import View
from server.security.throttle import TooSoon, Turn, place_of


class NotInvited(Exception):
    """This server is for invited people, and the browser brought nobody whom anyone let in."""


PAUSE = 1.0
"""Seconds that a refusal takes: it costs nothing here, and takes its speed from a flood."""


async def turn(here: Visit, kind: str, key: str) -> Turn:
    """A place for one try; raises `TooSoon`, after a while, where there is none."""
    try:
        return here.house.throttle.turn(kind, key)
    except TooSoon:
        await asyncio.sleep(PAUSE)
        raise


async def trying(here: Visit, what: str) -> Turn:
    """A try at a code or at words. Two at home share an address, so whoever is known has their own bucket."""
    asker = await here.person()
    if asker is not None:
        return await turn(here, f"{what} of a person", asker.person)
    return await turn(here, f"{what} of an address", _place(here))


async def arriving(here: Visit) -> Turn:
    """A place for a new person, if this deed is going to make one."""
    if await here.person() is not None:
        return Turn()
    return await turn(here, "newcomers of an address", _place(here))


async def may_begin(here: Visit) -> None:
    """Raises `NotInvited` where only people who came by an invitation may begin, and this is none of them."""
    if here.house.open_to_all:
        return
    asker = await here.person()
    if asker is None or not await newcomers.were_let_in(here.house.desk, asker):
        raise NotInvited


async def no_stream(here: Visit) -> Response[Any] | None:
    """The no to another stream, if it can be said before anything is loaded."""
    hub = here.house.hub
    if not hub.full():
        asker = await here.asker()
        if not hub.full(asker.unlock, asker.person):
            return None
    return await _refused()


async def no_place(here: Visit, listener: Listener) -> Response[Any] | None:
    """The no to this one, or none: then a place is held until it begins."""
    try:
        here.house.hub.hold(listener)
    except TooMany:
        return await _refused()
    return None


async def _refused() -> Response[Any]:
    """The connection ends: thousands that wait for nothing would take the room of those who write."""
    await asyncio.sleep(PAUSE)
    headers = {"retry-after": "30", "connection": "close"}
    return Response(b"", status_code=429, headers=headers, media_type="text/plain")


def _place(here: Visit) -> str:
    client = here.request.client
    return place_of(client.host if client is not None else "")


def sentence(language: Language, error: TooSoon) -> str:
    """What is said to whoever was too fast."""
    minutes = -(-error.seconds // 60)
    return language.ngettext(
        "That was a little fast. Wait for %(num)s minute, then try again. Nothing is lost.",
        "That was a little fast. Wait for %(num)s minutes, then try again. Nothing is lost.",
        minutes,
        num=minutes,
    )


def page_again(here: Visit, view: View, error: TooSoon) -> Shown:
    """The page with what was typed; a client that reads JSON still has it and gets the problem alone."""
    if wants_json(here.request):
        raise error
    shown = here.show(view, 429)
    shown.headers["retry-after"] = str(error.seconds)
    return shown
