"""Servers and phones for the tests: one in this process, one that really listens."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from litestar import Litestar

from server.app import create_app, now
from server.settings import Settings
from tests.cast import Phone


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return now() + self.ahead

    def forward(self, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Let time pass."""
        self.ahead += int(((days * 24 + hours) * 60 + minutes) * 60_000)


@pytest.fixture
def clock() -> Clock:
    """The server's clock."""
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A server of its own in a folder of its own."""
    return Settings(data=tmp_path / "data", pepper=tmp_path / "pepper")


@pytest.fixture
async def app(settings: Settings, clock: Clock) -> AsyncIterator[Litestar]:
    """The app in this process, without a socket."""
    made = create_app(settings, clock)
    begun, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        # In one task from start to end, as the framework's lifespan wants it; a fixture has two.
        async with made.lifespan():
            begun.set()
            await over.wait()

    task = asyncio.create_task(live())
    waiting = asyncio.create_task(begun.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        waiting.cancel()
        task.result()
    yield made
    over.set()
    await task


@pytest.fixture
async def phone(app: Litestar) -> AsyncIterator[Callable[[str], Phone]]:
    """Makes phones for the app in this process."""
    made: list[Phone] = []

    def make(name: str) -> Phone:
        made.append(Phone.of(app, name))
        return made[-1]

    yield make
    for each in made:
        await each.close()


@pytest.fixture
def ada(phone: Callable[[str], Phone]) -> Phone:
    """Ada's phone."""
    return phone("Ada")


@pytest.fixture
def ben(phone: Callable[[str], Phone]) -> Phone:
    """Ben's phone."""
    return phone("Ben")


@pytest.fixture
def cleo(phone: Callable[[str], Phone]) -> Phone:
    """Cleo's phone: she belongs to another couple."""
    return phone("Cleo")


class Listening:
    """A server on a socket of its own, in a thread of its own; can be stopped and started again."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._clock = clock
        with socket.create_server(("127.0.0.1", 0)) as found:
            port = found.getsockname()[1]
        self.address = f"http://localhost:{port}"
        self.settings = Settings(data=settings.data, pepper=settings.pepper, port=port, origin=self.address)
        self.start()

    def start(self) -> None:
        """Listen, and return once it answers."""
        app = create_app(self.settings, self._clock)
        config = uvicorn.Config(
            app, host="127.0.0.1", port=self.settings.port, log_level="error", timeout_graceful_shutdown=2
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=asyncio.run, args=(self._server.serve(),), daemon=True)
        self.app = app
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.01)

    def stop(self) -> None:
        """End it the orderly way, streams first."""
        self.app.state.house.hub.close_all()
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture
def listening(settings: Settings, clock: Clock) -> Iterator[Listening]:
    """A server that really listens, on loopback."""
    server = Listening(settings, clock)
    yield server
    server.stop()
