"""No key outlives its request: not in objects, not in open streams, not in the memory of the process."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar

from server.pages import moves
from server.vault.keyring import Keyring
from server.vault.keys import Key
from server.vault.pepper import read_pepper
from server.vault.seal import Unreadable
from tests.cast import SAME, Phone, begin, couple, finish, invite
from tests.privacy.burglar import Copy
from tests.privacy.memory import lying
from tests.privacy.test_burglary import device
from tests.privacy.test_dump import recovery
from tests.privacy.wire import Ear, Wire
from tests.serving import serving


def living() -> list[Key]:
    """Every key object whose bytes are still there."""
    return [each for each in gc.get_objects() if isinstance(each, Key) and not each.forgotten]


class Watched(httpx.AsyncBaseTransport):
    """The way to the app; after each answer it looks for keys that are left."""

    def __init__(self, app: Any) -> None:
        self._inner = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.looked = 0
        self.left: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        self.looked += 1
        if living():
            self.left.append(f"{request.method} {request.url.path}")
        return answer


@pytest.fixture
async def watched(app: Litestar) -> AsyncIterator[tuple[Phone, Phone, Watched]]:
    """Ada and Ben on phones that are watched."""
    way = Watched(app)
    clients = [
        httpx.AsyncClient(transport=way, base_url="http://localhost:8000", headers=SAME) for _ in range(2)
    ]
    yield Phone(clients[0], "Ada"), Phone(clients[1], "Ben"), way
    for client in clients:
        await client.aclose()


Two = tuple[Phone, Phone, Watched]


async def test_no_key_lives_after_any_request_of_an_evening(watched: Two) -> None:
    ada, ben, way = watched
    session = await couple(ada, ben, "at-needs")
    await finish((ada, ben), session)
    for path in ("/today", "/together", "/journal", "/you", "/you/unlocks", f"{session}/departure"):
        await ada.get(path)
    words = await recovery(ada)
    await ben.post("/sign-ins", words=words, replace="yes")
    await ben.post(f"{session}/departure", way="keep")
    link = (await invite(ada, await begin(ada, "co-floor", partner=True)))["link"]
    await ada.post("/sign-out", anyway="yes")
    await ada.post("/joins", link=link, name="Ada")
    assert way.looked > 60
    assert way.left == []


async def test_no_key_lives_after_a_refusal_or_a_fault(watched: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, ben, way = watched
    session = await couple(ada, ben, "gm-know-my-world")
    step = f"{session}/steps/cards/completion"
    card = (await ada.view(session))["step"]["cards"][0]["id"]

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    answers = [
        await ada.post(step, {"mine-none": "x" * 9}, deed="no"),
        await ada.post(step, {f"mine-{card}": "\0"}),
    ]
    answers += [await ada.get("/sessions/nowhere"), await ada.post(f"{session}/steps/more/completion")]
    monkeypatch.setattr(moves, "decide", broken)
    answers.append(await ada.post(step, {"move": "read-on"}))
    assert [answer.status_code for answer in answers] == [400, 422, 404, 409, 500]
    assert way.left == []


async def test_the_watch_sees_a_key_that_is_left(watched: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, _, way = watched
    kept: list[Keyring] = []
    await begin(ada, "sf-scale")
    monkeypatch.setattr(Keyring, "__exit__", lambda self, *_: kept.append(self))
    await ada.get("/today")
    assert way.left == ["GET /today"]
    for ring in kept:
        ring.forget_all()


async def test_open_streams_hold_no_keys(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, "gm-know-my-world")
    ears = []
    for phone in (ada, ben):
        wire = Wire(app, phone.name)
        wire.cookies |= dict(phone.client.cookies)
        ears.append(Ear(wire, f"{session}/stream"))
    await asyncio.sleep(0.3)
    assert [b"retry" in await ear.heard() for ear in ears] == [True, True]
    assert living() == []
    for ear in ears:
        await ear.close()


async def test_a_cancelled_request_leaves_no_key(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, "gm-know-my-world")
    for steps in range(0, 60, 3):
        asked = asyncio.create_task(ada.get(session))
        for _ in range(steps):
            await asyncio.sleep(0)
        asked.cancel()
        await asyncio.wait([asked])
        del asked
        assert living() == []


async def test_the_memory_of_a_server_holds_no_key_of_ada(tmp_path: Path) -> None:
    with serving(tmp_path) as running:
        ada, ben = Phone.at(running.origin, "Ada"), Phone.at(running.origin, "Ben")
        session = await couple(ada, ben, "gm-know-my-world")
        await finish((ada, ben), session)
        for number in range(200):
            phone = (ada, ben)[number % 2]
            assert (await phone.get(f"{session}/steps/cards", page=number % 4 > 1)).status_code == 200
        pepper = read_pepper(tmp_path / "pepper")
        needles = keys_of(Copy(tmp_path / "data" / "duologue.db"), ada, pepper_file=tmp_path / "pepper")
        assert len(needles) >= 3
        found = lying(running.process.pid, {**needles, "the pepper": pepper.raw})
        assert found.pop("the pepper", 0), "the scan finds what is there"
        assert found == {}
        for phone in (ada, ben):
            await phone.close()


def keys_of(stolen: Copy, ada: Phone, pepper_file: Path) -> dict[str, bytes]:
    """Ada's root key and every key of a space that it opens, made anew from cookie, pepper and database."""
    pepper = read_pepper(pepper_file)
    for person in stolen.tables["persons"]:
        try:
            root = stolen.root(person["id"], pepper, device(ada))
        except Unreadable:
            continue
        spaces = stolen.spaces(person["id"], root)
        return {"root": bytes(root.raw)} | {f"space {id}": bytes(key.raw) for id, key in spaces.items()}
    raise AssertionError("nobody's")
