"""Pages open to all: help, the cover, what happens to one's words; and whether the server is well."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import get
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from server.desk import ids
from server.desk.base import NotFound
from server.pages.visit import AnyRequest, Shown, kept, visit
from server.render.views.help import help_view
from server.render.views.pages import CoverView, TrustView
from server.security.headers import FOREVER


@get("/help")
async def show_help(request: AnyRequest, country: FromQuery[str] = "") -> Shown:
    """Where to turn, what this is not, and one exercise to come to rest.

    It never asks who is there: the same bytes for everybody can be kept for days without network.
    """
    async with visit(request) as here:
        house, today = here.house, datetime.fromtimestamp(here.at / 1000, UTC).date()
        return kept(here.show(help_view(house.helplines, here.language, today, country)))


@get("/cover")
async def cover(request: AnyRequest) -> Shown:
    """A page that says nothing about anybody."""
    async with visit(request) as here:
        return kept(here.show(CoverView(date=here.language.day(here.at, here.offset), deed=ids.new_id())))


@get("/trust")
async def trust(request: AnyRequest) -> Shown:
    """Who runs this server, what is promised and what is not."""
    async with visit(request) as here:
        return here.show(TrustView(operator=here.house.operator))


@get("/health")
async def health(request: AnyRequest) -> Response[dict[str, bool]]:
    """Whether this process can read its database and take writes."""
    async with visit(request) as here:
        db = here.house.desk.db
        await db.read()
        well = db.broken is None
        return Response({"well": well}, status_code=200 if well else 503)


@get("/static/{name:str}")
async def asset(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """A style sheet, script or drawing; its name says its content, so it is kept for ever."""
    found = request.app.state.house.assets.files.get(name)
    if found is None:
        raise NotFound
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"vary": "Accept-Encoding", FOREVER[0].decode(): FOREVER[1].decode()}
    if packed:
        headers["content-encoding"] = "gzip"
    return Response(found.packed if packed else found.plain, media_type=found.type, headers=headers)


HANDLERS: list[Any] = [show_help, cover, trust, health, asset]
