"""`make bench`: what a completion, a page, a signal and a stream cost beside doing as little as possible."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.bare import plain_sqlite
from tests.bench.shares import print_shares
from tests.bench.signals import print_signals, weight
from tests.bench.wire import Load, request, run
from tests.cast import Phone, couple, deed, hand

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
EXERCISE = "gm-know-my-world"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A server subprocess, ended by its id."""
    process = subprocess.Popen([sys.executable, *command], env={**os.environ, **environment})
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.05)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def duologue(folder: Path, port: int = 0) -> Iterator[tuple[int, int]]:
    """The real server; gives its port and process id."""
    port = port or free_port()
    environment = {
        "DUOLOGUE_PORT": str(port),
        "DUOLOGUE_ORIGIN": f"http://localhost:{port}",
        "DUOLOGUE_DATA": str(folder / "data"),
        "DUOLOGUE_PEPPER": str(folder / "pepper"),
        "DUOLOGUE_PROXIES": "127.0.0.1",  # each phone here says where it is
    }
    with running(["-m", "server", "serve"], port, environment) as process:
        yield port, process.pid


@contextmanager
def bare(view: Path | None = None) -> Iterator[int]:
    """The bare server; gives its port."""
    port = free_port()
    with running(["-m", "tests.bench.bare", str(port), str(view or "")], port, {}):
        yield port


class Seat:
    """One phone of a couple, as cookies and an address."""

    def __init__(self, phone: Phone, step: str, fields: dict[str, object]) -> None:
        self.cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in phone.client.cookies.jar)
        self.step = step
        self.fields = fields

    def body(self, number: int) -> bytes:
        """A completion that says something new each time."""
        changed = {name: f"{value} {number}" for name, value in self.fields.items()}
        return urlencode({"deed": deed(), "met": "yes", **changed}).encode()


async def couples(port: int, many: int) -> list[tuple[Seat, Seat]]:
    """Couples at the first step of a joint exercise."""
    made = []
    for _ in range(many):
        ada, ben = Phone.at(f"http://localhost:{port}", "Ada"), Phone.at(f"http://localhost:{port}", "Ben")
        session = await couple(ada, ben, EXERCISE)
        view = await ada.view(session)
        path = f"{session}/steps/{view['step']['id']}"
        fields = hand(view["step"], "a few words about the day we had, and what I hoped for")
        made.append((Seat(ada, path, fields), Seat(ben, path, fields)))
        await ada.close()
        await ben.close()
    return made


async def one_view(port: int, folder: Path) -> Path:
    """A step's view as JSON, for the page from memory."""
    ada, ben = Phone.at(f"http://localhost:{port}", "Ada"), Phone.at(f"http://localhost:{port}", "Ben")
    session = await couple(ada, ben, EXERCISE)
    view = await ada.get(f"{session}/steps/cards")
    path = folder / "view.json"
    path.write_bytes(view.content)
    return path


def line(name: str, value: str, aim: str = "") -> None:
    """One line of the report."""
    print(f"{name:<58} {value:>24}   {aim}", flush=True)


async def completions(real: int, yard: int, pairs: list[tuple[Seat, Seat]], folder: Path) -> None:
    """Completions per second, against the bare POST and against plain sqlite3."""
    plain = plain_sqlite(folder / "plain.db", 1024, SECONDS)
    line("plain sqlite3, FULL, one completion at a time", f"{plain:,.0f}/s")
    for clients in (32, 128, 512):

        def complete(client: int, number: int) -> bytes:
            seat = pairs[client % len(pairs)][0]
            return request("POST", f"{seat.step}/completion", real, seat.cookies, seat.body(number))

        def post(client: int, number: int) -> bytes:
            seat = pairs[client % len(pairs)][0]
            return request("POST", "/completion", yard, seat.cookies, seat.body(number))

        bare_load = await run(yard, clients, SECONDS / 2, post, (200,))
        load = await run(real, clients, SECONDS, complete, (303,))
        again = await run(yard, clients, SECONDS / 2, post, (200,))
        yardstick = (bare_load.rate + again.rate) / 2
        report(f"completions, {clients} clients", load)
        line("  of the bare POST", f"{load.rate / yardstick:.2f}", "aim 0.35")
        line("  of plain sqlite3", f"{load.rate / plain:.2f}", "aim 0.6")


def report(name: str, load: Load) -> None:
    """Rate, tail and errors of one load."""
    line(name, f"{load.rate:,.0f}/s  p99 {load.at(0.99):.0f} ms", f"{load.errors} errors")


async def pages(real: int, yard: int, pairs: list[tuple[Seat, Seat]]) -> None:
    """Step pages per second, against the same page from memory."""

    def page(client: int, number: int) -> bytes:
        seat = pairs[client % len(pairs)][0]
        return request("GET", seat.step, real, seat.cookies)

    memory = await run(
        yard, 32, SECONDS / 2, lambda client, number: request("GET", "/page", yard, "a=b"), (200,)
    )
    load = await run(real, 32, SECONDS, page, (200,))
    again = await run(
        yard, 32, SECONDS / 2, lambda client, number: request("GET", "/page", yard, "a=b"), (200,)
    )
    report("step pages, 32 clients", load)
    line("  of the same page from memory", f"{load.rate / ((memory.rate + again.rate) / 2):.2f}", "aim 0.5")


async def main() -> None:
    """The whole report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with duologue(folder) as (real, _):
            view = await one_view(real, folder)
            with bare(view) as yard:
                pairs = await couples(real, 512)
                await completions(real, yard, pairs, folder)
                await pages(real, yard, pairs)
                await print_signals(real, yard, pairs, line)
        with duologue(folder, real) as (real, process):
            line("memory per open stream", f"{await weight(real, process, pairs):.0f} kB", "aim 32 kB")
    await print_shares(line)


if __name__ == "__main__":
    asyncio.run(main())
