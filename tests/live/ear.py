"""An open stream and what it said, with the moment of each word."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self

import httpx
from httpx_sse import ServerSentEvent, aconnect_sse

from tests.cast import Phone


class Heard(NamedTuple):
    """One event: its name, its data, its id, and when it came."""

    name: str
    data: str
    id: str
    at: float


class Ear:
    """`async with Ear(ben, path) as ear`: listens until left, or until the server ends the stream."""

    def __init__(self, phone: Phone, path: str, last: str = "") -> None:
        self._phone, self._path = phone, path
        self._headers = {"last-event-id": last} if last else {}
        self._open, self._more = asyncio.Event(), asyncio.Event()
        self.said: list[Heard] = []
        self.over = asyncio.Event()
        self.failed: Exception | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._listen())
        done = asyncio.create_task(self.over.wait())
        opened = asyncio.create_task(self._open.wait())
        await asyncio.wait({done, opened}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        for each in (done, opened):
            each.cancel()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _listen(self) -> None:
        try:
            async with aconnect_sse(self._phone.client, "GET", self._path, headers=self._headers) as source:
                async for event in source.aiter_sse():
                    self._take(event)
        except httpx.HTTPError as error:
            self.failed = error
        finally:
            self.over.set()

    def _take(self, event: ServerSentEvent) -> None:
        self._open.set()
        if event.event != "message":
            self.said.append(Heard(event.event, event.data, event.id, time.monotonic()))
            self._more.set()

    async def hears(self, name: str = "changed", within: float = 3.0) -> Heard:
        """The next event, which must have this name."""
        async with asyncio.timeout(within):
            while not self.said:
                self._more.clear()
                await self._more.wait()
        heard = self.said.pop(0)
        assert heard.name == name, heard
        return heard

    async def hears_nothing(self, seconds: float = 0.4) -> None:
        """Quiet for so long."""
        await asyncio.sleep(seconds)
        assert self.said == []

    async def ends(self, within: float = 3.0) -> None:
        """The server ends the stream in an orderly way."""
        async with asyncio.timeout(within):
            await self.over.wait()
        assert self.failed is None, self.failed


async def stream(phone: Phone, session: str) -> str:
    """The stream of a page that was just loaded."""
    return f"{session}/stream?seen={(await phone.view(session))['sequence']}"
