"""A small keep-alive HTTP client, so that the client costs little beside the server it measures."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from msgspec import Struct


class Load(Struct):
    """What a load run showed: seconds it took and how long each request did."""

    seconds: float
    times: list[float]
    errors: int

    @property
    def rate(self) -> float:
        """Good answers per second."""
        return len(self.times) / self.seconds

    def at(self, share: float) -> float:
        """The time, in milliseconds, within which this share of requests was answered."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def request(
    method: str, path: str, port: int, cookies: str, body: bytes = b"", accept: str = "text/html"
) -> bytes:
    """The bytes of a request as a browser's form would send it."""
    head = (
        f"{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\naccept: {accept}\r\n"
        f"sec-fetch-site: same-origin\r\ncookie: {cookies}\r\n"
    )
    if method != "GET":
        head += f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes) -> int:
    """One request on an open connection; gives the status."""
    writer.write(data)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line[15:]))
    return status


async def run(
    port: int, clients: int, seconds: float, make: Callable[[int, int], bytes], good: tuple[int, ...]
) -> Load:
    """`clients` connections, each sending one request after the other for so long."""
    times: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds

    async def one(client: int) -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        number = 0
        while time.perf_counter() < end:
            data = make(client, number)
            begun = time.perf_counter()
            status = await send(reader, writer, data)
            if status in good:
                times.append(time.perf_counter() - begun)
            else:
                errors += 1
            number += 1
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one(client) for client in range(clients)))
    return Load(time.perf_counter() - begun, times, errors)
