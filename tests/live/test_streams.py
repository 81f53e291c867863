"""Streams say that something changed, at once, to whom it concerns, and never what."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from server.live import hub, signal
from server.store.db import Ask, Broken, Db, Row, Statement
from tests.cast import Phone, begin, couple, invite
from tests.conftest import Listening
from tests.durability.app_server import Server
from tests.live.ear import Ear
from tests.races.evening import shelved, write


@pytest.fixture
async def dial(listening: Listening) -> AsyncIterator[Callable[[str], Phone]]:
    """Makes phones for the listening server."""
    made: list[Phone] = []

    def make(name: str) -> Phone:
        made.append(Phone.at(listening.address, name))
        return made[-1]

    yield make
    for each in made:
        await each.close()


@pytest.fixture
def ada(dial: Callable[[str], Phone]) -> Phone:
    return dial("Ada")


@pytest.fixture
def ben(dial: Callable[[str], Phone]) -> Phone:
    return dial("Ben")


@pytest.fixture
async def session(listening: Listening, ada: Phone, ben: Phone) -> str:
    """A private step, then two that open together."""
    steps = write("p"), write("t", "together"), write("u", "together")
    session = await couple(ada, ben, shelved(listening.app, "e", *steps))
    await ben.post(f"{session}/steps/p/completion", text="ben's own")
    return session


async def stream(phone: Phone, session: str) -> str:
    """The stream of a page that was just loaded."""
    return f"{session}/stream?seen={(await phone.view(session))['sequence']}"


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


async def test_streams_end_in_order_when_the_server_stops_and_are_taken_up_again(
    listening: Listening, ada: Phone, ben: Phone, session: str
) -> None:
    await ada.post(f"{session}/steps/p/completion", text="ada's own")
    async with Ear(ben, await stream(ben, session)) as ear:
        await ada.post(f"{session}/steps/t/completion", text="ada's")
        last = (await ear.hears()).id
        began = time.monotonic()
        await asyncio.to_thread(listening.stop)
        await ear.ends()
        assert time.monotonic() - began < 3
    await asyncio.to_thread(listening.start)
    async with Ear(ben, f"{session}/stream", last=last) as ear:
        await ear.hears_nothing(0.2)
        await ada.post(f"{session}/steps/t/completion", text="ada's, again")
        await ear.hears_nothing(0.2)
        await ada.post(f"{session}/pause", kind="moment")
        assert int((await ear.hears()).id) > int(last)
    async with Ear(ben, f"{session}/stream", last=last) as ear:
        await ear.hears()


async def test_signing_out_ends_the_streams_of_this_device_and_no_other(
    ada: Phone, ben: Phone, dial: Callable[[str], Phone], session: str
) -> None:
    made = (await ada.post("/you/unlocks/words")).json()
    asked = (await ada.post("/you/unlocks/confirmation", sealed=made["sealed"])).json()["ask"]
    form = {f"word-{place}": made["words"][place - 1] for place in asked}
    await ada.post("/you/unlocks/confirmation", {**form, "sealed": made["sealed"]})
    elsewhere = dial("elsewhere")
    await elsewhere.post("/sign-ins", words=" ".join(made["words"]))
    async with (
        Ear(ada, await stream(ada, session)) as here,
        Ear(elsewhere, await stream(elsewhere, session)) as there,
        Ear(ben, await stream(ben, session)) as his,
    ):
        assert (await ada.client.post("/exit")).status_code == 303
        await here.ends(1)
        assert not there.over.is_set()
        assert not his.over.is_set()
    assert (await ada.get(f"{session}/stream")).status_code == 401


async def test_closing_the_door_ends_the_strangers_stream_within_a_second(
    listening: Listening, ada: Phone, dial: Callable[[str], Phone]
) -> None:
    session = await begin(ada, shelved(listening.app, "door", write("t", "together")), partner=True)
    stranger = dial("Ben")
    link = (await invite(ada, session))["link"]
    async with Ear(ada, await stream(ada, session)) as hers:
        await stranger.post("/joins", link=link, name="Ben")
        await hers.hears()
        async with Ear(stranger, await stream(stranger, session)) as theirs:
            await ada.post(f"{session}/steps/t/completion", text="ada's")
            await theirs.hears()
            await ada.post(f"{session}/departure", way="close-door")
            await theirs.ends(1)
    assert (await stranger.get(f"{session}/stream")).status_code == 404


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


async def test_a_lost_phones_stream_ends_when_another_is_let_into_its_seat(
    ada: Phone, ben: Phone, dial: Callable[[str], Phone], session: str
) -> None:
    code, new = (await invite(ada, session))["code"], dial("Ben again")
    async with Ear(ben, await stream(ben, session)) as lost:
        place = (await new.post("/joins", code=code, name="Ben")).headers["location"]
        await ada.post(f"{session}/admission", knock=place.rsplit("/", 1)[1], admit="yes")
        await lost.ends(1)
    async with Ear(new, await stream(new, session)) as ear:
        await ada.post(f"{session}/pause", kind="moment")
        await ear.hears()


async def test_a_stream_breathes_and_ends_by_itself(
    monkeypatch: pytest.MonkeyPatch, ada: Phone, session: str
) -> None:
    monkeypatch.setattr(signal, "PING", 0.05)
    monkeypatch.setattr(signal, "LASTS", 0.2)
    async with ada.client.stream("GET", await stream(ada, session)) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store, no-transform"
        body = await answer.aread()
    assert body == b"retry: 1000\n\n" + b": still here\n\n" * 4


async def test_who_is_there_in_one_word_with_some_grace(
    monkeypatch: pytest.MonkeyPatch, ada: Phone, ben: Phone, session: str
) -> None:
    monkeypatch.setattr(hub, "GRACE", 0.3)
    assert (await ada.view(session))["partner"]["presence"] == "away"
    async with Ear(ada, await stream(ada, session)) as ear:
        async with Ear(ben, await stream(ben, session)):
            here = await ear.hears("presence")
            assert (here.data, here.id) == ("here", "")
            assert (await ada.view(session))["partner"]["presence"] == "here"
        async with Ear(ben, await stream(ben, session)):
            await ear.hears_nothing(0.5)
        assert (await ear.hears("presence")).data == "away"
        assert (await ada.view(session))["partner"]["presence"] == "away"


async def test_whoever_wants_to_be_quiet_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, ada: Phone, ben: Phone, session: str
) -> None:
    monkeypatch.setattr(hub, "GRACE", 0.1)
    await ben.post("/you/look", quiet="yes")
    async with Ear(ada, await stream(ada, session)) as ear:
        async with Ear(ben, await stream(ben, session)) as his:
            await ear.hears_nothing()
            assert (await ada.view(session))["partner"]["presence"] == "away"
            assert (await ben.view(session))["partner"]["presence"] == ""
            await ada.post(f"{session}/pause", kind="moment")
            await his.hears()
        await ear.hears()
        await ben.post("/you/look", quiet="no")
        async with Ear(ben, await stream(ben, session)):
            assert (await ear.hears("presence")).data == "here"


async def test_the_real_server_ends_its_streams_on_sigterm(tmp_path: Any) -> None:
    server = Server(tmp_path)
    await asyncio.to_thread(server.start)
    ada = Phone.at(server.address, "Ada")
    session = await begin(ada, "gm-know-my-world", partner=True)
    async with Ear(ada, await stream(ada, session)) as ear, Ear(ada, await stream(ada, session)) as other:
        began = time.monotonic()
        await asyncio.to_thread(server.stop)
        await ear.ends(1)
        await other.ends(1)
        assert time.monotonic() - began < 3
    await ada.close()
