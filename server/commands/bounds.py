"""How long and how slow a request may be before the app sees any of it; the parser itself sets no bound."""

from __future__ import annotations

import asyncio
from asyncio.events import TimerHandle
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = 32 * 1024  # bytes of request line and headers; two cookies and an htmx request need less than 4 KiB
HEAD_SECONDS = 15.0  # for its head; it fits into a few packets
SECONDS = 60.0  # for a whole request to arrive; 64 KiB on a bad phone line take 20


class Bounded(HttpToolsProtocol):
    """uvicorn's protocol, with a bound on the head and on the time a request takes to arrive."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head: int | None = 0  # bytes of a head that has not ended, None while a body comes
        self._timer: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Hand on, then look whether a head is still growing."""
        if self._head is not None:
            self._head += len(data)
        self._wait()
        super().data_received(data)
        if self._head is not None and self._head > HEAD and not self.transport.is_closing():
            self.send_400_response("The head of this request is too long.")

    def on_headers_complete(self) -> None:
        """Refuse a long head that came in one piece (the parser makes a 400 of it); the body is the app's."""
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > HEAD:
            raise ValueError("head too long")
        self._head = None
        self._arrived()
        self._wait(SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next bytes begin another request."""
        self._head = 0
        self._arrived()
        super().on_message_complete()

    def _wait(self, seconds: float | None = None) -> None:
        if self._timer is None:
            waits = HEAD_SECONDS if seconds is None else seconds
            self._timer = self.loop.call_later(waits, self.timeout_keep_alive_handler)

    def _arrived(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
