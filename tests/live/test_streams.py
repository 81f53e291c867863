"""Streams say that something changed, at once, to whom it concerns, and never what."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

import pytest
from msgspec.structs import replace

from server.store.db import Ask, Broken, Db, Row, Statement
from tests.cast import Phone, begin, invite
from tests.conftest import Listening
from tests.live.ear import Ear, stream


class Slow:
    """A database whose commits take a while."""

    def __init__(self, db: Db, seconds: float) -> None:
        self._db, self._seconds = db, seconds

    @property
    def broken(self) -> Broken | None:
        return self._db.broken

    async def read(self, *asks: Ask) -> list[list[Row]]:
        return await self._db.read(*asks)

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        await asyncio.sleep(self._seconds)
        return await self._db.write(unit)

    async def close(self) -> None:
        await self._db.close()


async def test_the_partner_is_told_within_a_second_and_sees_it_then(
    ada: Phone, ben: Phone, session: str
) -> None:
    await ada.post(f"{session}/steps/p/completion", text="ada's own")
    async with Ear(ben, await stream(ben, session)) as ear:
        await ada.post(f"{session}/steps/t/completion", text="ada's")
        acknowledged = time.monotonic()
        heard = await ear.hears()
        assert heard.at - acknowledged < 1
        view = await ben.view(session)
        assert (view["partner"]["done"], str(view["sequence"])) == (True, heard.id)
        assert heard.data == ""


async def test_nobody_is_told_before_the_commit(
    listening: Listening, ada: Phone, ben: Phone, session: str
) -> None:
    await ada.post(f"{session}/steps/p/completion", text="ada's own")
    house = listening.app.state.house
    async with Ear(ben, await stream(ben, session)) as ear:
        listening.app.state.house = replace(house, desk=replace(house.desk, db=Slow(house.desk.db, 0.5)))
        under_way = asyncio.create_task(ada.post(f"{session}/steps/t/completion", text="ada's"))
        await ear.hears_nothing(0.4)
        assert not under_way.done()
        await under_way
        await ear.hears()
        listening.app.state.house = house


async def test_private_steps_drafts_and_edits_are_nobody_elses_to_notice(
    ada: Phone, ben: Phone, session: str
) -> None:
    async with Ear(ben, await stream(ben, session)) as ear:
        await ada.put(f"{session}/steps/p/draft", {"text": "half a sen"})
        await ada.post(f"{session}/steps/p/completion", text="ada's own")
        await ada.put(f"{session}/steps/t/draft", {"text": "half a sen"})
        await ear.hears_nothing()
        await ada.post(f"{session}/steps/t/completion", text="first")
        await ear.hears()
        for text in ("second", "third"):
            await ada.put(f"{session}/steps/t/draft", {"text": text})
            await ada.post(f"{session}/steps/t/completion", text=text)
        await ear.hears_nothing()
        await ada.post(f"{session}/pause", kind="moment")
        await ear.hears()
        await ada.post(f"{session}/readiness")
        await ear.hears_nothing()


async def test_ones_own_other_browser_is_told_too(
    ada: Phone, dial: Callable[[str], Phone], session: str
) -> None:
    other = dial("Ada's other browser")
    other.client.cookies.update(ada.client.cookies)
    async with Ear(other, await stream(other, session)) as ear:
        await ada.post(f"{session}/steps/p/completion", text="ada's own")
        await ear.hears()


async def test_whoever_comes_back_is_caught_up_at_once(ada: Phone, ben: Phone, session: str) -> None:
    path = await stream(ben, session)
    old = path.rpartition("=")[2]
    await ada.post(f"{session}/steps/p/completion", text="ada's own")
    await ada.post(f"{session}/steps/t/completion", text="ada's")
    now = str((await ben.view(session))["sequence"])
    assert now != old
    for behind in (path, f"{session}/stream", f"{session}/stream?seen=-5"):
        async with Ear(ben, behind) as ear:
            assert (await ear.hears()).id == now
            await ear.hears_nothing(0.1)
    async with Ear(ben, f"{session}/stream?seen={now}", last=old) as ear:
        assert (await ear.hears()).id == now, "what the browser remembers counts more than the address"
    for same in (now, "soon", "9" * 40):
        async with Ear(ben, f"{session}/stream?seen={now}", last=same) as ear:
            await ear.hears_nothing(0.1)
    async with Ear(ben, f"{session}/stream", last="99999999") as ear:
        assert (await ear.hears()).id == now, "the data may come from a backup"


async def test_many_changes_are_one_word_when_nobody_reads_meanwhile(
    ada: Phone, ben: Phone, session: str
) -> None:
    """A slow phone needs no queue: the newest number says it all."""
    path = await stream(ben, session)
    for kind in ("moment", "break"):
        await ada.post(f"{session}/pause", kind=kind, minutes="30")
    async with Ear(ben, path) as ear:
        heard = await ear.hears()
        assert heard.id == str((await ben.view(session))["sequence"])
        await ear.hears_nothing(0.2)


async def test_a_device_has_two_streams_and_no_third(
    listening: Listening, ada: Phone, ben: Phone, session: str
) -> None:
    path = await stream(ada, session)
    async with Ear(ada, path), Ear(ben, await stream(ben, session)):
        async with Ear(ada, path) as second:
            third = await ada.get(path)
            assert (third.status_code, third.headers["retry-after"]) == (429, "30")
            await ben.post(f"{session}/pause", kind="moment")
            await second.hears()
        async with asyncio.timeout(3):
            while len(listening.app.state.house.hub) > 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        async with Ear(ada, path) as again:
            assert (await again.hears()).name == "changed"


@pytest.mark.parametrize("admit", ["yes", "no"])
async def test_whoever_knocks_and_whoever_has_the_door_are_both_told(
    listening: Listening, ada: Phone, dial: Callable[[str], Phone], admit: str
) -> None:
    session = await begin(ada, "gm-know-my-world", partner=True)
    code, ben = (await invite(ada, session))["code"], dial("Ben")
    async with Ear(ada, await stream(ada, session)) as hers:
        place = (await ben.post("/joins", code=code, name="Ben")).headers["location"]
        await hers.hears()
        async with Ear(ben, f"{place}/stream") as his:
            await his.hears_nothing(0.2)
            await ada.post(f"{session}/admission", knock=place.rsplit("/", 1)[1], admit=admit)
            await his.hears()
        async with Ear(ben, f"{place}/stream") as late:
            await late.hears()
