"""The door before every page: where a write comes from, and the headers of every answer."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from server.security import headers, origin


class Guard(ASGIMiddleware):
    """Refuses writes that come from elsewhere, and puts the security headers on every answer."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, own: str, *, secure: bool) -> None:
        self._own = own
        self._always = [*headers.ALWAYS, *((headers.HTTPS_ONLY,) if secure else ())]

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Look at the request, then let the app answer."""
        if scope["type"] != ScopeType.HTTP:
            await next_app(scope, receive, send)
            return
        given = dict(scope["headers"])
        site = given.get(b"sec-fetch-site", b"").decode("latin-1")
        own = given.get(b"origin", b"").decode("latin-1")

        # The head of a page is what GET says before its words; a stream has no end and thus no head.
        head = scope["method"] == "HEAD" and not scope["path"].endswith("/stream")

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._missing(message["headers"])]
            elif head and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        if not origin.allowed(scope["method"], site, own, self._own):
            await _refuse(sealed)
            return
        await next_app({**scope, "method": "GET"} if head else scope, receive, sealed)

    def _missing(self, sent: object) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in sent}  # type: ignore[attr-defined]
        stored = () if b"cache-control" in names else (headers.NO_STORE,)
        return [*self._always, *stored]


async def _refuse(send: Send) -> None:
    text = b"This came from another place. Open the page again from the start."
    await send(
        {
            "type": "http.response.start",
            "status": 403,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", b"%d" % len(text)),
            ],
        }
    )
    await send({"type": "http.response.body", "body": text, "more_body": False})
