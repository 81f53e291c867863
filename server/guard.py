"""The door before every page: where a write comes from, whether this browser was left, headers, the log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from server.security import headers, log, origin

Header = tuple[bytes, bytes]
Refuse = Callable[[Request[Any, Any, Any]], Response[Any]]
"""The page for a write that comes from elsewhere."""

COVER = "/cover"
STILL_SHOWN = frozenset({COVER, "/sw.js", "/favicon.ico"})
"""What a browser that was left still gets; beside these, files that are the same for all."""
STILL_TAKEN = frozenset({"/exit", "/sign-ins"})
"""What it may still send: leaving once more, and coming back."""


class Guard(ASGIMiddleware):
    """Refuses writes that come from elsewhere, and puts the security headers on every answer."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, own: str, left: str, refuse: Refuse, *, secure: bool, lines: bool = False) -> None:
        self._own = own
        self._refuse = refuse
        self._left = f"{left}=yes".encode()
        self._lines = lines
        self._always = [*headers.ALWAYS, *((headers.HTTPS_ONLY,) if secure else ())]

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Look at the request, then let the app answer."""
        if scope["type"] != ScopeType.HTTP:
            await next_app(scope, receive, send)
            return
        began, method = time.monotonic(), scope["method"]
        covered = method if self._covered(scope) else ""
        head = method == "HEAD" and not scope["path"].endswith("/stream")
        answer = _Answer(send, self._always, head=head, covered=covered)
        # A copy: the server itself still looks at what was asked.
        inner: Any = {**scope, "method": "GET"} if covered or head else scope
        if covered:
            inner |= {"path": COVER, "raw_path": COVER.encode()}
        try:
            if not self._own_doing(scope):
                request: Request[Any, Any, Any] = Request(scope, receive, answer)
                no = self._refuse(request).to_asgi_response(None, request)
                await no(scope, receive, answer)
                return
            await next_app(inner, receive, answer)
        except Exception as error:
            # What comes here would be printed with its words and the reader's by whoever runs this app.
            log.fault(error)
            if not answer.status:
                await _say(answer, 500, b"Something went wrong here. Go back and try again soon.")
        finally:
            if self._lines:
                log.request(inner, method, answer.status, (time.monotonic() - began) * 1000)

    def _own_doing(self, scope: HTTPScope) -> bool:
        given = dict(scope["headers"])
        site = given.get(b"sec-fetch-site", b"").decode("latin-1")
        own = given.get(b"origin", b"").decode("latin-1")
        return origin.allowed(scope["method"], site, own, self._own)

    def _covered(self, scope: HTTPScope) -> bool:
        """Whether the cover stands in for this address."""
        cookies = dict(scope["headers"]).get(b"cookie", b"")
        if self._left not in cookies.replace(b" ", b"").split(b";"):
            return False
        path = scope["path"]
        back = scope["method"] == "POST" and path in STILL_TAKEN
        return not (back or path in STILL_SHOWN or path.startswith("/static/"))


class _Answer:
    """`send`, which adds what every answer carries. The head of a page is what GET says before its words.

    A stream has no end, and thus no head. `covered`: the method to which the cover answers instead, or "".
    """

    def __init__(self, send: Send, always: list[Header], *, head: bool, covered: str) -> None:
        self._send = send
        self._always = always
        self._covered = covered
        self.head = head
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if self._covered:
                _covering(message, self._covered)
            self.status = message["status"]
            message["headers"] = [*message["headers"], *self._missing(message["headers"])]
        elif self.head and message["type"] == "http.response.body":
            message["body"] = b""
        await self._send(message)

    def _missing(self, sent: Iterable[Header]) -> list[Header]:
        names = {name.lower() for name, _ in sent}
        return [*self._always, *(() if b"cache-control" in names else (headers.NO_STORE,))]


def _covering(message: Any, method: str) -> None:
    """The cover in another's place is kept nowhere, and never looks like a yes to what was sent."""
    message["headers"] = [each for each in message["headers"] if each[0].lower() != b"cache-control"]
    if method not in origin.SAFE:
        message["status"] = 401


async def _say(send: Send, status: int, text: bytes) -> None:
    length = b"%d" % len(text)
    sent = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", length)]
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": text, "more_body": False})
