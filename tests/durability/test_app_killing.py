"""The server is killed with -9 while two people write: no acknowledged deed is lost, and none is doubled."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from server.store.sqlite import SqliteDb
from tests.durability.app_ledger import Writer, losses, new_talk
from tests.durability.app_server import Server
from tests.races.evening import unsound_rows


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    made = Server(tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture
async def pair(server: Server) -> AsyncIterator[tuple[Writer, Writer]]:
    """Ada and Ben, each with a sealed answer, a draft and a talk."""
    writers = Writer(server.address, "Ada"), Writer(server.address, "Ben")
    for writer in writers:
        await writer.settle_in()
    await new_talk(*writers)
    yield writers
    for writer in writers:
        await writer.close()


async def write_until_killed(server: Server, pair: tuple[Writer, Writer], seconds: float) -> None:
    """Both write; the server is killed so long after the first word of this life was acknowledged."""
    for writer in pair:
        writer.acknowledged.clear()
    tasks = [asyncio.create_task(writer.write_on()) for writer in pair]
    await asyncio.wait([asyncio.create_task(writer.acknowledged.wait()) for writer in pair])
    await asyncio.sleep(seconds)
    await asyncio.to_thread(server.kill)
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        assert isinstance(ended, httpx.TransportError), ended


async def killed(server: Server, pair: tuple[Writer, Writer], times: int) -> None:
    chance = random.Random()
    for round in range(times):
        moment = chance.choice((0, 0.005, 0.05, 0.2)) * (1 + chance.random())
        await write_until_killed(server, pair, moment)
        await asyncio.to_thread(server.start)
        for writer in pair:
            await writer.again()
        about = f"after kill {round + 1}, {moment} s into writing"
        for writer in pair:
            assert await losses(writer) == [], about
            await writer.repeat()
            assert await losses(writer) == [], f"{about}, sent again"
        if "step" not in await pair[0].view(pair[0].talk):
            await new_talk(*pair)


async def test_nothing_acknowledged_is_lost_or_doubled(server: Server, pair: tuple[Writer, Writer]) -> None:
    await killed(server, pair, 12)
    await whole(server, pair)


@pytest.mark.long
async def test_nothing_acknowledged_is_lost_or_doubled_two_hundred_times(
    server: Server, pair: tuple[Writer, Writer]
) -> None:
    await killed(server, pair, 200)
    await whole(server, pair)


async def whole(server: Server, pair: tuple[Writer, Writer]) -> None:
    """They wrote a good deal, and no unit of it is torn."""
    assert sum(len(writer.told) for writer in pair) > 100
    assert server.stop() in (0, -signal.SIGTERM)
    db = await SqliteDb.open(server.database)
    assert await unsound_rows(db) == []
    await db.close()


async def test_a_ledger_finds_what_was_lost(server: Server, pair: tuple[Writer, Writer]) -> None:
    """Without this the other tests could pass by looking at nothing: here deeds seem to have been lost."""
    ada, _ = pair
    await ada.write_on(20)
    assert await losses(ada) == []
    for path, fields in (
        (f"{ada.edits}/steps/cards/completion", {"mine-x": "Ada-900000 mine"}),
        (f"{ada.notes}/steps/{ada.page}/draft", {"text": "Ada-900001"}),
        (f"{ada.talk}/steps/floor/turn", {"text": "Ada-900002"}),
        (f"{ada.talk}/steps/floor/verdict", {"verdict": "heard"}),
    ):
        ada.told.append((path, fields))
        assert len(await losses(ada)) == 1
        ada.told.pop()
