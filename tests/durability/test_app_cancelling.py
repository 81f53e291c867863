"""A thousand requests are cancelled at random points: no open transaction, no half unit, no bad repeat."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from litestar import Litestar

from server.live.hub import Hub, Listener
from server.live.signal import speak
from server.store.db import Ask
from server.store.sqlite import SqliteDb
from tests.cast import Phone, begin, couple, deed, invite
from tests.races.evening import shelved, unhurried, unsound, words, write


@pytest.fixture
def chance(app: Litestar) -> random.Random:
    unhurried(app)
    return random.Random(7)


async def cut_off(request: Awaitable[Any], chance: random.Random) -> bool:
    """Cancel a request at some point of its way, or just too late; says whether it was cut off."""
    task = asyncio.ensure_future(request)
    for _ in range(chance.randrange(12)):
        await asyncio.sleep(0)
    await asyncio.sleep(chance.choice((0, 0, 0.0005, 0.002, 0.005)))
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return True
    return False


async def at_rest(app: Litestar) -> SqliteDb:
    """The database, once the writer has done all that was queued; it holds no transaction then."""
    db: SqliteDb = app.state.house.desk.db
    await db.write([])
    assert db._writer.in_transaction is False
    return db


async def count(app: Litestar, what: str) -> int:
    db = await at_rest(app)
    [[(number,)]] = await db.read(Ask(f"select count(*) from {what}"))
    return int(number)


async def test_an_answer_stands_whole_or_not_at_all(
    app: Litestar, ada: Phone, ben: Phone, chance: random.Random
) -> None:
    session = await couple(ada, ben, shelved(app, "evening", write("s", "together")))
    path, before, cut = f"{session}/steps/s/completion", "", 0
    for n in range(600):
        form = {"text": f"ada's {n}", "deed": deed()}
        was_cut = await cut_off(ada.post(path, form), chance)
        cut += was_cut
        if n % 4 == 0:
            await at_rest(app)
            now, _ = await words(ada, session, "s")
            assert now in ({before, form["text"]} if was_cut else {form["text"]})
            assert (await ada.post(path, form)).status_code == 303
            before, _ = await words(ada, session, "s")
            assert before == form["text"]
        else:
            await at_rest(app)
            before, _ = await words(ada, session, "s")
    assert cut > 200
    await ben.post(path, text="ben's")
    assert await words(ben, session, "s") == ("ben's", before)
    assert await unsound(app) == []


async def test_a_session_is_begun_once(app: Litestar, ada: Phone, chance: random.Random) -> None:
    await begin(ada, "sf-scale")
    cut = 0
    for n in range(150):
        form = {"exercise": "sf-scale", "with": "me", "deed": deed()}
        cut += await cut_off(ada.post("/sessions", form), chance)
        assert (await ada.post("/sessions", form)).status_code == 303
        assert await count(app, "spaces where kind = 'session'") == n + 2
    assert cut > 30
    assert await unsound(app) == []


async def test_a_person_is_made_whole_or_not_at_all(
    app: Litestar, phone: Callable[[str], Phone], chance: random.Random
) -> None:
    cut = 0
    for _ in range(80):
        newcomer = phone("Cleo")
        cut += await cut_off(newcomer.post("/sessions", {"exercise": "sf-scale", "with": "me"}), chance)
        if newcomer.client.cookies:
            assert (await newcomer.view("/today"))["next"] is not None
    assert cut > 20
    made = await count(app, "persons")
    assert made > 5
    for what in ("unlocks", "signins", "spaces where kind = 'journal'", "spaces where kind = 'session'"):
        assert await count(app, what) == made
    assert await unsound(app) == []


async def test_a_code_is_burnt_for_one_knock_or_for_none(
    app: Litestar, ada: Phone, ben: Phone, chance: random.Random
) -> None:
    session, cut = await begin(ada, "gm-know-my-world", partner=True), 0
    await begin(ben, "sf-scale")
    for n in range(70):
        form = {"code": (await invite(ada, session))["code"], "name": "Ben", "deed": deed()}
        cut += await cut_off(ben.post("/joins", form), chance)
        await at_rest(app)
        assert (await ben.post("/joins", form)).status_code == 303
        assert await count(app, "knocks") == n + 1
        assert await count(app, "invitations where state = 'used'") == n + 1
    assert cut > 15
    assert await unsound(app) == []


async def test_a_stream_that_was_cut_off_listens_no_longer(
    app: Litestar, ada: Phone, chance: random.Random
) -> None:
    session, hub = await begin(ada, "gm-know-my-world", partner=True), app.state.house.hub
    open_one = asyncio.create_task(ada.get(f"{session}/stream"))
    while not len(hub):  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    for _ in range(100):
        await cut_off(ada.get(f"{session}/stream"), chance)
    await asyncio.sleep(0.05)
    assert len(hub) == 1
    open_one.cancel()
    await asyncio.gather(open_one, return_exceptions=True)
    assert len(hub) == 0


async def test_a_stream_that_ends_before_its_first_breath_was_never_counted() -> None:
    hub = Hub()
    listener = Listener(("session", 1), "ada", "phone")

    async def sequence() -> int:
        return 1

    for breaths in (0, 1):
        body = speak(hub, listener, 0, sequence)
        for _ in range(breaths):
            await anext(aiter(body))
        assert len(hub) == breaths
        await body.aclose()  # type: ignore[attr-defined]
        assert len(hub) == 0
