"""The door before every page: where a write comes from, whether this browser was left, and the headers."""

from __future__ import annotations

from typing import Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from server.security import headers, origin

COVER = "/cover"
STILL_SHOWN = frozenset({COVER, "/sw.js"})
"""What a browser that was left still gets; beside these, files that are the same for all."""
STILL_TAKEN = frozenset({"/exit", "/sign-ins"})
"""What it may still send: leaving once more, and coming back."""


class Guard(ASGIMiddleware):
    """Refuses writes that come from elsewhere, and puts the security headers on every answer."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, own: str, left: str, *, secure: bool) -> None:
        self._own = own
        self._left = f"{left}=yes".encode()
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

        method = scope["method"]
        covered = self._covered(method, scope["path"], given.get(b"cookie", b""))

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                if covered:
                    _covering(message, method)
                message["headers"] = [*message["headers"], *self._missing(message["headers"])]
            elif head and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        if not origin.allowed(scope["method"], site, own, self._own):
            await _refuse(sealed)
            return
        # A copy: the server itself still looks at what was asked.
        seen: Any = {**scope, "method": "GET"} if covered or head else scope
        if covered:
            seen |= {"path": COVER, "raw_path": COVER.encode()}
        await next_app(seen, receive, sealed)

    def _covered(self, method: str, path: str, cookies: bytes) -> bool:
        """Whether the cover stands in for this address."""
        if self._left not in cookies.replace(b" ", b"").split(b";"):
            return False
        back = method == "POST" and path in STILL_TAKEN
        return not (back or path in STILL_SHOWN or path.startswith("/static/"))

    def _missing(self, sent: object) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in sent}  # type: ignore[attr-defined]
        stored = () if b"cache-control" in names else (headers.NO_STORE,)
        return [*self._always, *stored]


def _covering(message: Any, method: str) -> None:
    """The cover in another's place is kept nowhere, and never looks like a yes to what was sent."""
    message["headers"] = [each for each in message["headers"] if each[0].lower() != b"cache-control"]
    if method not in origin.SAFE:
        message["status"] = 401


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
