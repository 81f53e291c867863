"""A disk that takes no more: 503 in our own voice, reading goes on, and no word is lost on either side."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from litestar import Litestar

from server.store.db import Ask, Broken, Busy, Full, Statement
from server.store.sqlite import SqliteDb
from tests.cast import Phone, begin, couple, deed, invite
from tests.conftest import Clock
from tests.races.evening import shelved, unsound, words, write

LONG = "x" * 3_900


async def most_pages(app: Litestar, number: int) -> None:
    await app.state.house.desk.db.write([Statement(f"pragma max_page_count = {number}")])


@pytest.fixture
async def session(app: Litestar, ada: Phone, ben: Phone) -> str:
    """Ada has answered the first step; from then on the database may not grow."""
    slug = shelved(app, "e", write("t", "together"), write("u", "together"))
    session = await couple(ada, ben, slug)
    assert (await ada.post(f"{session}/steps/t/completion", text=LONG)).status_code == 303
    return session


@pytest.fixture
async def full(app: Litestar, ben: Phone, session: str) -> None:
    """Ben writes until nothing fits any more."""
    [[(pages,)]] = await app.state.house.desk.db.read(Ask("pragma page_count"))
    await most_pages(app, pages + 4)
    for n in range(200):
        draft = await ben.put(f"{session}/steps/{'tu'[n % 2]}/draft", {"text": "y" * n * 300})
        if draft.status_code == 503:
            return
        assert draft.status_code == 204
    raise AssertionError("it never became full")


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.usefixtures("full")
async def test_an_answer_that_finds_no_room_stays_on_the_page(
    app: Litestar, ada: Phone, ben: Phone, session: str, page: bool
) -> None:
    form = {"text": "ben's own " + LONG[:3000], "deed": deed()}
    found = await ben.post(f"{session}/steps/t/completion", form, page=page)
    assert found.status_code == 503
    assert form["text"] in html.unescape(found.text)
    if not page:
        assert (found.json()["value"]["text"], found.json()["stage"]) == (form["text"], "ask")
        assert found.json()["notice"]
    assert await words(ada, session, "t") == (LONG, ""), "reading goes on, and what was saved is there"
    assert await words(ben, session, "t") == ("", "")
    assert await unsound(app) == []

    await most_pages(app, 1_000_000)
    assert (await ben.post(f"{session}/steps/t/completion", form)).status_code == 303
    assert await words(ada, session, "t") == (LONG, form["text"])
    assert await unsound(app) == []


@pytest.mark.usefixtures("full")
async def test_whatever_else_would_write_says_so_and_changes_nothing(
    app: Litestar, ada: Phone, session: str, phone: Callable[[str], Phone]
) -> None:
    big = [{"exercise": "eft-our-cycle", "with": "partner", "deed": deed()} for _ in range(3)]
    theo = phone("Theo")
    for visitor in (ada, theo):
        for form in big:
            refused = await visitor.post("/sessions", form)
            assert refused.status_code == 503
            assert refused.headers["content-type"] == "application/problem+json"
            assert "set-cookie" not in refused.headers
    page = await theo.post("/sessions", big[0], page=True)
    assert (page.status_code, "<h1" in page.text) == (503, True)
    for path in ("/today", "/together", "/exercises", "/help", "/health", f"{session}/steps/t"):
        assert (await ada.get(path)).status_code == 200
    assert len((await ada.view("/together"))["lines"]) == 1
    await most_pages(app, 1_000_000)
    assert (await ada.post("/sessions", big[0])).status_code == 303
    assert await unsound(app) == []


async def test_whoever_knocks_when_there_is_no_room_may_knock_again(
    monkeypatch: pytest.MonkeyPatch, ada: Phone, cleo: Phone
) -> None:
    code = (await invite(ada, await begin(ada, "gm-know-my-world", partner=True)))["code"]

    async def fails(*_: object) -> None:
        raise Full("no room")

    with monkeypatch.context() as patch:
        patch.setattr(SqliteDb, "write", fails)
        assert (await cleo.post("/joins", code=code, name="Cleo")).status_code == 503
    assert not cleo.client.cookies
    assert (await cleo.post("/joins", code=code, name="Cleo")).status_code == 303


@pytest.mark.parametrize("failure", [Broken, Busy])
async def test_a_database_that_fails_is_told_the_same_way(
    monkeypatch: pytest.MonkeyPatch,
    app: Litestar,
    clock: Clock,
    ada: Phone,
    session: str,
    failure: type[Exception],
) -> None:
    async def fails(*_: object) -> None:
        raise failure("the disk said no")

    with monkeypatch.context() as patch:
        patch.setattr(SqliteDb, "write", fails)
        clock.forward(days=1)  # the first deed of a day would also renew the sign-in
        found = await ada.post(f"{session}/steps/t/completion", text="changed")
        assert (found.status_code, found.json()["value"]["text"]) == (503, "changed")
        assert (await ada.post(f"{session}/pause", kind="moment")).status_code == 503
        assert (await ada.get(f"{session}/steps/t")).status_code == 200
    assert (await ada.post(f"{session}/steps/t/completion", text="changed")).status_code == 303
    assert await unsound(app) == []
