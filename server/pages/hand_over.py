"""Two on one phone: the page between two moves, and the tap of whoever has the phone now."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from server.core import deeds
from server.core.one_phone import hands_over
from server.desk import sessions
from server.pages.around import around_of
from server.pages.moves import Declined, OtherHands, act, in_hand
from server.pages.visit import AnyRequest, Shown, visit
from server.render.views.session import HandOverView
from server.render.views.stepping import common


@get("/sessions/{session:str}/hand-over")
async def show(request: AnyRequest, session: FromPath[str]) -> Shown:
    """To whom the phone goes. No answer is opened for this page."""
    async with visit(request) as here:
        held = await sessions.load(here.house.desk, await here.asker(), session, here.at, steps=())
        if not hands_over(held.session, here.at):
            return here.go(f"/sessions/{session}")
        return here.show(HandOverView(**common(held.session, around_of(here, held))))


@post("/sessions/{session:str}/hand-over")
async def take(request: AnyRequest, session: FromPath[str]) -> Shown:
    """The one whose move it is has the phone in hand."""
    async with visit(request) as here:
        form = await here.form()

        try:
            await act(here, session, form, lambda held: _take(in_hand(held, form, holding=False)), steps=())
        except Declined:
            raise OtherHands from None
        return here.go(f"/sessions/{session}")


def _take(held: sessions.Held) -> deeds.Deed:
    return deeds.Take()


HANDLERS: list[Any] = [show, take]
