"""Streams end when they should: at shutdown, with a sign-in, with a seat, and by themselves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from server.live import signal
from tests.cast import Phone, begin, invite
from tests.conftest import Listening
from tests.durability.app_server import Server
from tests.live.ear import Ear, stream
from tests.races.evening import shelved, write


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
    assert "date" in (await ada.get(f"{session}/stream")).json(), "the cover"


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
