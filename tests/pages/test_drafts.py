"""Drafts: what is being written is kept for its writer alone, and ends when it becomes an answer."""

from __future__ import annotations

import pytest
from litestar import Litestar

from server.store.db import Ask
from tests.cast import Phone, begin, couple
from tests.races.evening import shelved, write


@pytest.fixture
async def session(app: Litestar, ada: Phone, ben: Phone) -> str:
    return await couple(ada, ben, shelved(app, "e", write("t", "together"), write("u", "together")))


async def drafts(app: Litestar) -> int:
    [[(number,)]] = await app.state.house.desk.db.read(Ask("select count(*) from drafts"))
    return int(number)


async def test_a_draft_is_there_on_any_browser_of_its_writer(app: Litestar, ada: Phone, session: str) -> None:
    assert (await ada.put(f"{session}/steps/t/draft", {"text": "half a sen"})).status_code == 204
    other = Phone.of(app, "Ada elsewhere")
    other.client.cookies.update(ada.client.cookies)
    view = await other.view(session)
    assert (view["value"]["text"], view["mine"], view["stage"]) == ("half a sen", None, "ask")
    await other.close()


async def test_the_last_one_wins(app: Litestar, ada: Phone, session: str) -> None:
    for text in ("half", "half a", "half a sentence", ""):
        await ada.put(f"{session}/steps/t/draft", {"text": text})
        assert (await ada.view(session))["value"]["text"] == text
    assert await drafts(app) == 1


async def test_the_partner_sees_nothing_of_it(ada: Phone, ben: Phone, session: str) -> None:
    before = (await ben.view(session)) | {"deed": ""}
    await ada.put(f"{session}/steps/t/draft", {"text": "half a sen"})
    assert (await ben.view(session)) | {"deed": ""} == before
    await ada.post(f"{session}/steps/t/completion", text="a sentence")
    assert (await ben.view(session)) | {"deed": ""} != before, "an answer does show"


async def test_an_answer_ends_its_draft(app: Litestar, ada: Phone, session: str) -> None:
    await ada.put(f"{session}/steps/t/draft", {"text": "half a sen"})
    await ada.put(f"{session}/steps/u/draft", {"text": "for later"})
    await ada.post(f"{session}/steps/t/completion", text="a sentence")
    assert (await ada.view(f"{session}/steps/t"))["value"]["text"] == "a sentence"
    assert await drafts(app) == 1


async def test_a_refused_answer_leaves_its_draft(app: Litestar, ada: Phone, session: str) -> None:
    await ada.put(f"{session}/steps/t/draft", {"text": "half a sen"})
    assert (await ada.post(f"{session}/steps/t/completion", text="")).status_code == 422
    assert (await ada.view(session))["value"]["text"] == "half a sen"


async def test_anything_may_be_a_draft(ada: Phone) -> None:
    """It need not be an answer yet: too long, half a date, fields that do not exist."""
    session = await begin(ada, "sf-scale")
    step = (await ada.view(session))["step"]["id"]
    strange = {"value": "not a number", "other": "x" * 20_000, "signs": "\0 \u202e 👩‍👩‍👧 \ufffe"}
    assert (await ada.put(f"{session}/steps/{step}/draft", strange)).status_code == 204
    assert (await ada.view(session))["value"] == strange
    assert (await ada.get(session, page=True)).status_code == 303
    assert (await ada.get(f"{session}/steps/{step}", page=True)).status_code == 200


@pytest.mark.parametrize("step", ["no-such-step", "T", "t ", "%00", "x" * 500])
async def test_a_step_that_is_not_there_takes_no_draft(
    app: Litestar, ada: Phone, session: str, step: str
) -> None:
    assert (await ada.put(f"{session}/steps/{step}/draft", {"text": "lost"})).status_code == 404
    assert await drafts(app) == 0


async def test_a_draft_needs_a_sign_in_and_a_seat(
    app: Litestar, ada: Phone, cleo: Phone, session: str
) -> None:
    assert (await cleo.put(f"{session}/steps/t/draft", {"text": "x"})).status_code == 401
    await begin(cleo, "sf-scale")
    assert (await cleo.put(f"{session}/steps/t/draft", {"text": "x"})).status_code == 404
    assert await drafts(app) == 0
    assert (await ada.put(f"{session}/steps/t/draft", {"text": "x"})).status_code == 204
