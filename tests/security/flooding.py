"""Floods, each a process of its own or a task: slow sockets, stream openers, wrong codes, wrong words."""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tests.bench.wire import request
from tests.cast import deed

HEAD = b"POST /joins HTTP/1.1\r\nhost: localhost\r\n"
BODY = (
    HEAD + b"content-type: application/json\r\nsec-fetch-site: same-origin\r\ncontent-length: 60000\r\n\r\n{"
)
WORDS = "abandon+" * 11 + "about"


class Flood:
    """What came back, by status; 0 is a connection that was cut or not taken."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.came: Counter[int] = Counter()
        self.headers: list[bytes] = []
        self._held: list[asyncio.StreamWriter] = []

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._held.append(writer)
        return reader, writer

    async def slow(self, number: int) -> None:
        """A request that never ends: nothing, a head drop by drop, or a body drop by drop."""
        with suppress(OSError):
            reader, writer = await self.connect()
            writer.write((b"", HEAD, BODY)[number % 3])
            for _ in range(600):
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.5):
                        if not await reader.read(1):
                            break
                writer.write((b"", b"x: y\r\n", b" ")[number % 3])
                await writer.drain()
        self.came[0] += 1

    async def stream(self, path: str, cookies: str) -> int:
        """Open a stream and hold it, if it is given."""
        status = 0
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await self.connect()
            writer.write(request("GET", path, self.port, cookies, accept="text/event-stream"))
            head = await reader.readuntil(b"\r\n\r\n")
            status = int(head[9:12])
            if status != 200:
                self.headers.append(head.lower())
                writer.close()
        self.came[status] += 1
        return status

    async def posts(self, path: str, make: Callable[[int], bytes], times: int, cookies: str = "") -> None:
        """The same form again and again over one connection, each time with other words."""
        with suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await self.connect()
            for number in range(times):
                writer.write(
                    request("POST", path, self.port, cookies, make(number), accept="application/json")
                )
                head = await reader.readuntil(b"\r\n\r\n")
                for line in head.lower().split(b"\r\n"):
                    if line.startswith(b"content-length:"):
                        await reader.readexactly(int(line[15:]))
                self.came[int(head[9:12])] += 1

    async def end(self) -> None:
        """Hang up everywhere."""
        for writer in self._held:
            writer.close()
        self._held.clear()
        await asyncio.sleep(0)


def code(number: int) -> bytes:
    """A wrong code."""
    return f"code={number % 10**7:08d}&name=Theo&deed={deed()}".encode()


def words(_: int) -> bytes:
    """Wrong recovery words."""
    return f"words={WORDS}&deed={deed()}".encode()


async def paced(make: Callable[[int], Awaitable[object]], many: int, each_second: float) -> None:
    """So many at an even pace, each going on by itself."""
    tasks = []
    for number in range(many):
        tasks.append(asyncio.ensure_future(make(number)))
        await asyncio.sleep(1 / each_second)
    await asyncio.gather(*tasks)


async def main(what: str, port: int, path: str, cookies: str) -> None:
    """One flood until this process is ended."""
    flood = Flood(port)
    print("begins", flush=True)
    match what:
        case "slow":
            await asyncio.gather(*(flood.slow(number) for number in range(500)))
        case "streams":
            for _ in itertools.count():
                await paced(lambda number: flood.stream(path, cookies), 5_000, 500)
                await flood.end()
        case "codes":
            await asyncio.gather(*(flood.posts("/joins", code, 10**6) for _ in range(50)))
        case "words":
            await asyncio.gather(*(flood.posts("/sign-ins", words, 10**6) for _ in range(50)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]))
