"""What an installed app reads: its manifest, the service worker, the page for when there is no network."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get
from litestar.response import Response

from server.pages.visit import AnyRequest, Shown, kept, visit
from server.render.manifest import manifest
from server.render.views.pages import OfflineView
from server.security.headers import KEPT

_KEPT = {KEPT[0].decode(): KEPT[1].decode()}


@get("/manifest.webmanifest", include_in_schema=False)
async def app(request: AnyRequest) -> Response[bytes]:
    """How the app is named and looks once it is on a phone's first screen."""
    async with visit(request) as here:
        told = manifest(here.language, here.house.assets)
        headers = {**_KEPT, "vary": "Accept-Language, Cookie"}
        return Response(msgspec.json.encode(told), media_type="application/manifest+json", headers=headers)


@get("/sw.js", include_in_schema=False)
async def worker(request: AnyRequest) -> Response[bytes]:
    """The service worker. Its address never changes; its version stands in its bytes."""
    script = request.app.state.house.worker
    headers = {**_KEPT, "vary": "Accept-Encoding"}
    small = "gzip" in request.headers.get("accept-encoding", "")
    if small:
        headers["content-encoding"] = "gzip"
    return Response(script.packed if small else script.plain, media_type=script.type, headers=headers)


@get("/offline")
async def offline(request: AnyRequest) -> Shown:
    """What works without network."""
    async with visit(request) as here:
        return kept(here.show(OfflineView()))


HANDLERS: list[Any] = [app, worker, offline]
