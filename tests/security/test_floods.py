"""Floods from one machine: each is refused or cut, and a couple at their exercise hardly notices."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from server.live.hub import MOST_OF_PERSON, MOST_STREAMS, Hub, Listener, TooMany
from tests.bench.wire import Load, request, send
from tests.cast import Phone, couple, deed
from tests.conftest import Listening
from tests.durability.app_server import Server
from tests.house import ROOT
from tests.security.flooding import Flood, code, words

EXERCISE, STEP = "gm-know-my-world", "cards"
ROUNDS, SECONDS, EACH_SECOND = 5, 6.0, 40


class Couple:
    """Ada and Ben in the middle of something, on two connections of their own."""

    def __init__(self, ada: Phone, ben: Phone, session: str, port: int, view: dict[str, Any]) -> None:
        self.phones = (ada, ben)
        self.session = session
        self.port = port
        self.fields = {
            f"{part}-{card['id']}": "words" for card in view["cards"] for part in ("mine", "guess")
        }
        self.cookies = [
            "; ".join(f"{each.name}={each.value}" for each in phone.client.cookies.jar)
            for phone in self.phones
        ]

    @classmethod
    async def at(cls, address: str) -> Couple:
        ada, ben = Phone.at(address, "Ada"), Phone.at(address, "Ben")
        session = await couple(ada, ben, EXERCISE)
        step = (await ada.view(f"{session}/steps/{STEP}"))["step"]
        return cls(ada, ben, session, int(address.rpartition(":")[2]), step)

    def write(self, number: int) -> bytes:
        """A completion by one of them that says something new."""
        fields = {name: f"{value} {number}" for name, value in self.fields.items()}
        body = urlencode({"deed": deed(), "met": "yes", **fields}).encode()
        path = f"{self.session}/steps/{STEP}/completion"
        return request("POST", path, self.port, self.cookies[number % 2], body)

    async def goes_on(self, seconds: float) -> tuple[Load, Load]:
        """At an even pace, by turns a write and a look at /health; how long each took, how many failed."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        loads = (Load(seconds, [], 0), Load(seconds, [], 0))
        begun = time.perf_counter()
        for number in range(int(seconds * EACH_SECOND)):
            await asyncio.sleep(max(0.0, begun + number / EACH_SECOND - time.perf_counter()))
            load, good = loads[number % 2], (303, 200)[number % 2]
            data = request("GET", "/health", self.port, "") if number % 2 else self.write(number)
            sent = time.perf_counter()
            status = await send(reader, writer, data)
            load.times.append(time.perf_counter() - sent)
            load.errors += status != good
        writer.close()
        return loads

    async def close(self) -> None:
        for phone in self.phones:
            await phone.close()


@pytest.fixture
async def pair(listening: Listening) -> AsyncIterator[Couple]:
    made = await Couple.at(listening.address)
    yield made
    await made.close()


@pytest.fixture
async def flood(listening: Listening) -> AsyncIterator[Flood]:
    made = Flood(int(listening.address.rpartition(":")[2]))
    yield made
    await made.end()


async def unharmed(pair: Couple) -> None:
    """Both write and everything is taken; the server says that it is well."""
    for load in await pair.goes_on(1.0):
        assert (load.errors, len(load.times)) == (0, EACH_SECOND // 2)


async def test_fifty_slow_requests_hold_up_nobody(pair: Couple, flood: Flood) -> None:
    slow = [asyncio.create_task(flood.slow(number)) for number in range(50)]
    await asyncio.sleep(0.2)
    await unharmed(pair)
    for task in slow:
        task.cancel()
    assert not flood.came, "they were all still under way"


async def test_of_three_hundred_streams_a_device_gets_two(
    pair: Couple, flood: Flood, listening: Listening
) -> None:
    path = f"{pair.session}/stream"
    await asyncio.gather(*(flood.stream(path, pair.cookies[0]) for _ in range(300)))
    assert flood.came == {200: MOST_STREAMS, 429: 300 - MOST_STREAMS}
    assert all(b"retry-after: 30" in head and b"connection: close" in head for head in flood.headers)
    assert await flood.stream(path, "") == 303, "a stranger is led to the start"
    await unharmed(pair)
    assert await flood.stream(path, pair.cookies[1]) == 200, "the other's are their own"
    await flood.end()
    hub = listening.app.state.house.hub
    for _ in range(100):
        if len(hub) == 0:
            break
        await asyncio.sleep(0.05)
    assert len(hub) == 0
    assert await flood.stream(path, pair.cookies[0]) == 200


@pytest.mark.parametrize(
    ("path", "make", "most", "wrong"), [("/joins", code, 300, 404), ("/sign-ins", words, 60, 422)]
)
async def test_a_flood_of_wrong_ones_is_told_to_wait_and_the_couple_goes_on(
    pair: Couple, flood: Flood, path: str, make: object, most: int, wrong: int
) -> None:
    posting = [asyncio.create_task(flood.posts(path, make, 60)) for _ in range(10)]  # type: ignore[arg-type]
    await unharmed(pair)
    await asyncio.gather(*posting)
    assert set(flood.came) == {wrong, 429}
    assert most <= flood.came[wrong] < most + 60  # a few more in the time that it takes
    assert sum(flood.came.values()) == 600
    await unharmed(pair)


async def test_all_streams_together_have_an_end_and_a_person_has_one_before() -> None:
    hub = Hub(most=MOST_OF_PERSON + 3)
    ada = [Listener((f"s{n}", 1), "ada", f"device {n // MOST_STREAMS}") for n in range(MOST_OF_PERSON + 1)]
    for listener in ada[:-1]:
        hub.join(listener)
    with pytest.raises(TooMany):
        hub.join(ada[-1])
    assert hub.full("another device", "ada")
    assert not hub.full("device", "ben")
    ben = [Listener(("s", 2), f"guest {n}", f"device of {n}") for n in range(4)]
    for listener in ben[:-1]:
        hub.join(listener)
    assert hub.full()
    with pytest.raises(TooMany):
        hub.join(ben[-1])
    hub.leave(ada[0])
    hub.leave(ada[0])
    assert not hub.full()
    hub.join(ben[-1])
    for listener in (*ada, *ben):
        hub.leave(listener)
    assert (len(hub), hub._devices, hub._persons) == (0, {}, {})
    hub.close_all()


async def test_a_place_is_held_for_a_stream_that_is_about_to_begin_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("server.live.hub.HELD", 0.05)
    hub = Hub()
    first, second, third = (Listener(("s", 1), "ada", "device") for _ in range(3))
    hub.hold(first)
    hub.hold(second)
    with pytest.raises(TooMany):
        hub.hold(third)
    with pytest.raises(TooMany):
        hub.join(third)
    hub.join(first)
    assert len(hub) == 2
    await asyncio.sleep(0.15)
    assert len(hub) == 1, "the second hung up before its first breath"
    hub.leave(first)
    assert (len(hub), hub._devices) == (0, {})
    hub.close_all()


# The long form: the flood is a process of its own, and what the couple feels is compared in the same run.


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


async def flooded(what: str, pair: Couple) -> tuple[Load, Load]:
    """The couple's time while a flood goes on."""
    command = [sys.executable, "-m", "tests.security.flooding", what, str(pair.port)]
    command += [f"{pair.session}/stream", pair.cookies[0]]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"begins\n"
    await asyncio.sleep(1)
    loads = await pair.goes_on(SECONDS)
    assert process.returncode is None, "it flooded to the end"
    process.kill()
    await process.wait()
    await asyncio.sleep(1)
    return loads


@pytest.mark.long
@pytest.mark.parametrize("what", ["slow", "streams", "codes", "words"])
async def test_a_couple_hardly_notices_a_flood(server: Server, what: str) -> None:
    """Several rounds by turns, quiet and flooded; the medians of the slowest hundredth are compared."""
    server.start()
    try:
        pair = await Couple.at(server.address)
        await pair.goes_on(2)
        quiet: tuple[list[float], list[float]] = ([], [])
        loud: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            for found, loads in ((quiet, await pair.goes_on(SECONDS)), (loud, await flooded(what, pair))):
                for kind in (0, 1):
                    assert loads[kind].errors == 0
                    found[kind].append(loads[kind].at(0.99))
        await pair.close()
    finally:
        server.stop()
    medians = [(statistics.median(quiet[kind]), statistics.median(loud[kind])) for kind in (0, 1)]
    for name, (calm, wild) in zip(("writes", "/health"), medians, strict=True):
        print(f"{what}: p99 of {name}: quiet {calm:.1f} ms, flooded {wild:.1f} ms, {wild / calm:.2f} times")
    assert all(wild <= 3 * calm for calm, wild in medians), (medians, quiet, loud)
