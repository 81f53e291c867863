"""Half done: old words are read again before they open, a quiet session rests, and nobody has to wait."""

from __future__ import annotations

import pytest
from litestar import Litestar

from tests.cast import Phone, couple
from tests.conftest import Clock
from tests.races.evening import shelved, words, write


@pytest.fixture
async def session(app: Litestar, ada: Phone, ben: Phone) -> str:
    """Ada has done a together step, and waits."""
    session = await couple(ada, ben, shelved(app, "e", write("t", "together"), write("u", "together")))
    await ada.post(f"{session}/steps/t/completion", text="ada's")
    return session


async def said(phone: Phone, session: str, step: str, **fields: str) -> int:
    return (await phone.post(f"{session}/steps/{step}/completion", fields)).status_code


async def test_within_three_days_it_opens_at_once(ada: Phone, ben: Phone, session: str, clock: Clock) -> None:
    clock.forward(hours=71)
    await said(ben, session, "t", text="ben's")
    assert await words(ben, session, "t") == ("ben's", "ada's")


@pytest.mark.parametrize("way", ["keep", "change", "put away"])
async def test_after_three_days_its_author_reads_it_again_first(
    ada: Phone, ben: Phone, session: str, clock: Clock, way: str
) -> None:
    clock.forward(hours=73)
    assert await said(ben, session, "t", text="ben's") == 303
    assert await words(ben, session, "t") == ("ben's", "")
    view = await ada.view(session)
    assert (view["stage"], view["mine"]["text"], view["theirs"]) == ("reread", "ada's", None)
    if way == "keep":
        assert await said(ada, session, "t", move="keep") == 303
        assert await words(ben, session, "t") == ("ben's", "ada's")
    elif way == "change":
        assert await said(ada, session, "t", text="ada's now") == 303
        assert await words(ben, session, "t") == ("ben's", "ada's now")
    else:
        assert (await ada.post(f"{session}/steps/t/withdrawal")).status_code == 303
        assert await words(ben, session, "t") == ("ben's", "")
        assert (await ada.view(session))["stage"] == "ask"


async def test_nobody_is_told_to_read_again_what_nobody_answered(
    ada: Phone, ben: Phone, session: str, clock: Clock
) -> None:
    clock.forward(hours=73)
    assert (await ada.view(session))["stage"] == "wait"


async def test_after_fourteen_quiet_days_it_rests_until_both_take_it_up(
    ada: Phone, ben: Phone, session: str, clock: Clock
) -> None:
    await ben.put(f"{session}/steps/t/draft", {"text": "ben began"})
    clock.forward(days=13)
    assert (await ben.view(session))["stop"] is None
    clock.forward(days=2)
    for phone in (ada, ben):
        assert (await phone.view(session))["stop"]["kind"] == "rest"
    resting = await ben.post(f"{session}/steps/t/completion", text="ben's")
    assert resting.status_code == 409
    assert resting.json()["value"]["text"] == "ben's"
    assert (await ben.view(session))["value"]["text"] == "ben began", "drafts stay with their author"
    for phone in (ada, ben):
        assert (await phone.view(session))["stop"] is not None
        assert (await phone.post(f"{session}/readiness")).status_code == 303
    assert (await ada.view(session))["stop"] is None
    assert await said(ben, session, "t", text="ben's") == 303
    assert await words(ben, session, "t") == ("ben's", ""), "and old words are read again first"


async def test_whoever_waits_may_finish_alone_at_once(ada: Phone, ben: Phone, session: str) -> None:
    assert (await ada.view(session))["stage"] == "wait"
    assert (await ada.post(f"{session}/departure", way="alone")).status_code == 303
    for step in ("t", "u"):
        if (await ada.view(session))["stage"] == "ask":
            assert await said(ada, session, step, text=f"ada's {step}") == 303
        assert await said(ada, session, step, move="read-on") == 303
    view = await ada.view(session)
    assert "step" not in view
    assert "ada's" in str(view["own"])
    assert view["opened"] == []
    his = await ben.view(session)
    assert (his["partner"]["here"], his["partner"]["done"]) == (False, None)
    await said(ben, session, "t", text="ben's")
    assert await words(ben, session, "t") == ("ben's", "")
    assert "ben's" not in (await ada.get(session)).text


async def test_a_session_of_ones_own_never_rests(app: Litestar, ada: Phone, clock: Clock) -> None:
    slug = shelved(app, "own", write("a"), audience="solo")
    session = (await ada.post("/sessions", {"exercise": slug, "with": "me"})).headers["location"]
    clock.forward(days=60)
    assert (await ada.view(session))["stop"] is None
    assert await said(ada, session, "a", text="late") == 303
