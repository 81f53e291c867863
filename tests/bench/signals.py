"""From a completion to the partner's signal, and what an open stream weighs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.wire import Load, request, send

PACE = 100.0
"""Completions per second over all pairs: the server is to be measured, not a queue."""
ROUNDS = 600
WARM = 12
"""Streams opened before memory is first read: they bring in what a process loads once."""


class Ear:
    """One open stream that notes when it was told something."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[float] = asyncio.Queue()

    async def listen(self, port: int, path: str, cookies: str) -> asyncio.StreamWriter:
        """Open the stream and keep reading it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request("GET", path, port, cookies, accept="text/event-stream"))
        await reader.readuntil(b"\r\n\r\n")
        self._task = asyncio.create_task(self._read(reader))
        return writer

    def stop(self) -> None:
        """Listen no longer."""
        self._task.cancel()

    def forget(self) -> None:
        """Whatever was told before the measurement begins."""
        while not self.told.empty():
            self.told.get_nowait()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"event: changed"):
                self.told.put_nowait(time.perf_counter())


def resident(process: int) -> float:
    """Resident memory of a process in kB."""
    text = Path(f"/proc/{process}/status").read_text()
    return float(next(row for row in text.splitlines() if row.startswith("VmRSS")).split()[1])


async def told(port: int, posts: list[Callable[[int], bytes]], ears: list[Ear]) -> Load:
    """Each pair in turn acts at an even pace; how long until its ear was told."""
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in range(min(8, len(posts)))]
    free: asyncio.Queue[Any] = asyncio.Queue()
    for each in connections:
        free.put_nowait(each)
    times: list[float] = []
    errors = 0

    async def act(number: int) -> None:
        nonlocal errors
        ear = ears[number % len(ears)]
        reader, writer = await free.get()
        begun = time.perf_counter()
        status = await send(reader, writer, posts[number % len(posts)](number))
        free.put_nowait((reader, writer))
        try:
            async with asyncio.timeout(5):
                times.append(await ear.told.get() - begun)
        except TimeoutError:
            errors += 1
        if status >= 400:
            errors += 1

    begun = time.perf_counter()
    pending = []
    for number in range(ROUNDS):
        await asyncio.sleep(max(0.0, begun + number / PACE - time.perf_counter()))
        pending.append(asyncio.create_task(act(number)))
        if len(posts) == 1:
            await pending[-1]
    await asyncio.gather(*pending)
    for _, writer in connections:
        writer.close()
    return Load(time.perf_counter() - begun, times, errors)


async def weight(port: int, process: int, pairs: list[Any]) -> float:
    """kB that each open stream adds to a server that has just started and is warm."""
    for _, second in pairs:  # so that what the database keeps in memory of each session counts for no stream
        await page(port, second)
    ears = [await _listening(port, first, second) for first, second in pairs[:WARM]]
    await asyncio.sleep(1)
    before = resident(process)
    ears += [await _listening(port, first, second) for first, second in pairs[WARM:]]
    await asyncio.sleep(1)
    grown = resident(process) - before
    for ear, writer in ears:
        ear.stop()
        writer.close()
    return grown / (len(pairs) - WARM)


async def page(port: int, seat: Any) -> None:
    """Look at one step once."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await send(reader, writer, request("GET", seat.step, port, seat.cookies))
    writer.close()


async def _listening(port: int, first: Any, second: Any) -> tuple[Ear, asyncio.StreamWriter]:
    ear = Ear()
    session = first.step.split("/steps/")[0]
    return ear, await ear.listen(port, f"{session}/stream?seen=0", second.cookies)


async def print_signals(real: int, yard: int, pairs: list[Any], line: Callable[..., None]) -> None:
    """p50 and p99 at 1, 50 and 500 pairs beside the bare hub."""
    alone = 0.0
    for many in (1, 50, 500):
        ears, writers = [], []
        for first, second in pairs[:many]:
            ear, writer = await _listening(real, first, second)
            ears.append(ear)
            writers.append(writer)
        await asyncio.sleep(1)
        for ear in ears:
            ear.forget()
        # A pause moves the partner's view each time, so every post is a commit that has somebody to tell.
        mine = await told(real, [_pause(first, real) for first, _ in pairs[:many]], ears)
        for ear, writer in zip(ears, writers, strict=True):
            ear.stop()
            writer.close()
        bare_ears, bare_writers = [], []
        for room in range(many):
            bare_ears.append(Ear())
            bare_writers.append(await bare_ears[-1].listen(yard, f"/stream/{room}", "a=b"))
        await asyncio.sleep(0.5)
        bare = await told(
            yard, [_tell(first, yard, room) for room, (first, _) in enumerate(pairs[:many])], bare_ears
        )
        for ear, writer in zip(bare_ears, bare_writers, strict=True):
            ear.stop()
            writer.close()
        alone = alone or mine.at(0.5)
        line(
            f"partner told, {many} pairs",
            f"p50 {mine.at(0.5):.1f}  p99 {mine.at(0.99):.1f} ms",
            f"{mine.errors} errors",
        )
        line(
            "  of the bare hub",
            f"p50 {mine.at(0.5) / bare.at(0.5):.1f}x  p99 {mine.at(0.99) / bare.at(0.99):.1f}x",
            "aim 4x, 5x",
        )
        line("  of one pair's p50", f"{mine.at(0.5) / alone:.2f}x", "aim 1.3x at 500")
        await asyncio.sleep(1)


def _pause(seat: Any, port: int) -> Callable[[int], bytes]:
    from urllib.parse import urlencode

    from tests.cast import deed

    path = seat.step.split("/steps/")[0] + "/pause"

    def make(number: int) -> bytes:
        body = urlencode({"deed": deed(), "kind": "moment", "minutes": str(5 + number % 50)}).encode()
        return request("POST", path, port, seat.cookies, body)

    return make


def _tell(seat: Any, port: int, room: int) -> Callable[[int], bytes]:
    return lambda number: request("POST", f"/tell/{room}", port, seat.cookies, seat.body(number))
