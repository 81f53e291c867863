"""Leaving, at any step, without a reason: what opened stays with both, the rest goes with its author."""

from __future__ import annotations

import pytest
from litestar import Litestar

from server.store.db import Ask
from tests.cast import Phone, begin, couple
from tests.races.evening import shelved, words, write


@pytest.fixture
async def session(app: Litestar, ada: Phone, ben: Phone) -> str:
    """One step has opened; of the next, Ada has written and Ben has not."""
    session = await couple(ada, ben, shelved(app, "e", write("t", "together"), write("u", "together")))
    for phone in (ada, ben):
        await phone.post(f"{session}/steps/t/completion", text=f"{phone.name} opened")
    for phone in (ada, ben):
        await phone.post(f"{session}/steps/t/completion", move="read-on")
    await ada.post(f"{session}/steps/u/completion", text="Ada sealed")
    return session


async def leaves(phone: Phone, session: str, way: str) -> str:
    answer = await phone.post(f"{session}/departure", way=way)
    assert answer.status_code == 303
    place: str = answer.headers["location"]
    return place


async def test_the_page_before_says_what_becomes_of_the_words(ada: Phone, session: str) -> None:
    view = await ada.view(f"{session}/departure")
    assert (view["partner"]["name"], view["stop_advice"]) == ("Ben", "Stop whenever you like.")


@pytest.mark.parametrize(("way", "kept"), [("keep", ["Ada sealed"]), ("erase", [])])
async def test_what_opened_stays_and_what_did_not_goes_with_its_author(
    ada: Phone, ben: Phone, session: str, way: str, kept: list[str]
) -> None:
    assert await leaves(ada, session, way) == "/today"
    view = await ada.view(session)
    assert view["left"]
    assert [each["theirs"]["text"] for each in view["opened"]] == ["Ben opened"]
    assert [each["mine"]["text"] for each in view["own"]] == kept
    his = await ben.view(session)
    assert (his["partner"]["here"], his["partner"]["done"], his["theirs"]) == (False, None, None)
    assert await words(ben, session, "t") == ("Ben opened", "Ada opened")
    await ben.post(f"{session}/steps/u/completion", text="Ben alone")
    await ben.post(f"{session}/steps/u/completion", move="read-on")
    assert "Ada sealed" not in (await ben.get(session)).text
    assert "Ben alone" not in (await ada.get(session)).text


async def test_erased_words_are_in_no_row_any_more(app: Litestar, ada: Phone, session: str) -> None:
    rows = Ask("select count(*) from records where kind = 'answer'")
    db = app.state.house.desk.db
    [[(before,)]] = await db.read(rows)
    await leaves(ada, session, "erase")
    [[(after,)]] = await db.read(rows)
    assert (before, after) == (3, 2)


async def test_whoever_left_takes_no_further_part(ada: Phone, ben: Phone, session: str) -> None:
    await leaves(ada, session, "keep")
    for path in ("steps/u/completion", "steps/u/withdrawal", "pause", "readiness"):
        answer = await ada.post(f"{session}/{path}", text="still here")
        assert answer.status_code == 409, path
    assert await leaves(ada, session, "keep") == "/today"
    assert (await ada.view("/today"))["next"] is None
    assert (await ben.view("/today"))["next"]["id"] == session.rsplit("/", 1)[1]


async def test_leaving_is_possible_while_stopped(ada: Phone, ben: Phone, session: str) -> None:
    await ben.post(f"{session}/pause", kind="break", minutes="60")
    await leaves(ada, session, "keep")
    assert (await ben.view(session))["stop"] is None


async def test_leaving_alone_before_anybody_came(app: Litestar, ada: Phone) -> None:
    session = await begin(ada, shelved(app, "e", write("t", "together")), partner=True)
    await ada.post(f"{session}/steps/t/completion", text="ada's")
    await leaves(ada, session, "keep")
    assert [each["mine"]["text"] for each in (await ada.view(session))["own"]] == ["ada's"]


@pytest.mark.parametrize("way", ["", "everything", "keep\0"])
async def test_an_unknown_way_changes_nothing(ada: Phone, session: str, way: str) -> None:
    answer = await ada.post(f"{session}/departure", way=way)
    assert answer.status_code == 422
    assert [flaw["field"] for flaw in answer.json()["flaws"]] == ["way"]
    assert (await ada.view(session))["partner"]["here"]
