"""Beginning: the first deed makes a person, a repeat makes nothing, and looking around makes nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from litestar import Litestar

from server.store.db import Ask
from tests.cast import Phone, begin, deed

ALONE = {"exercise": "sf-scale", "with": "me"}


async def persons(app: Litestar) -> int:
    [[(number,)]] = await app.state.house.desk.db.read(Ask("select count(*) from persons"))
    return int(number)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/begin",
        "/exercises",
        "/exercises/for/sleep",
        "/exercises/sf-scale",
        "/exercises/sf-scale/sheet",
        "/join",
        "/help",
        "/argued",
        "/trust",
    ],
)
async def test_looking_around_makes_nobody_and_leaves_no_cookie(app: Litestar, ada: Phone, path: str) -> None:
    found = await ada.get(path)
    assert found.status_code == 200
    assert "set-cookie" not in found.headers
    assert await persons(app) == 0


async def test_beginning_alone_leads_to_the_first_page(app: Litestar, ada: Phone) -> None:
    answer = await ada.post("/sessions", ALONE)
    assert answer.status_code == 303
    cookies = answer.headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in cookies] == ["signin", "device"]
    assert all("HttpOnly" in cookie and "SameSite=lax" in cookie for cookie in cookies)
    view = await ada.view(answer.headers["location"])
    assert (view["stage"], view["number"], view["pair"]) == ("ask", 1, False)
    assert await persons(app) == 1


async def test_beginning_for_two_leads_to_the_door(ada: Phone) -> None:
    answer = await ada.post("/sessions", {"exercise": "gm-appreciations", "with": "partner"})
    assert answer.headers["location"].endswith("/invitation")
    view = await ada.view(answer.headers["location"])
    assert view["waits_for_partner"]
    assert view["code"] == ""


async def test_a_pair_exercise_alone_is_its_form_for_one(ada: Phone) -> None:
    session = await begin(ada, "gm-appreciations")
    view = await ada.view(session)
    assert not view["waits_for_partner"]
    assert view["rule"] == "private"
    assert (await ada.get(f"{session}/invitation")).headers["location"] == session


async def test_the_same_deed_is_the_same_session(app: Litestar, ada: Phone) -> None:
    await begin(ada, "jo-express")
    form = {**ALONE, "deed": deed()}
    first, again = await ada.post("/sessions", form), await ada.post("/sessions", form)
    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    other = await ada.post("/sessions", {**form, "exercise": "jo-express"})
    assert other.status_code == 409
    assert len((await ada.view("/journal"))["lines"]) == 2
    assert await persons(app) == 1


async def test_every_field_that_cannot_be_is_named(app: Litestar, ada: Phone) -> None:
    answer = await ada.post("/sessions", {"exercise": "no-such", "with": "everybody"})
    assert answer.status_code == 422
    assert [flaw["field"] for flaw in answer.json()["flaws"]] == ["exercise", "with"]
    assert "set-cookie" not in answer.headers
    assert await persons(app) == 0


async def test_without_a_deed_nobody_is_made(app: Litestar, ada: Phone) -> None:
    answer = await ada.post("/sessions", {**ALONE, "deed": ""})
    assert answer.status_code == 400
    assert "set-cookie" not in answer.headers
    assert await persons(app) == 0


async def test_nobody_else_finds_what_was_begun(
    ada: Phone, cleo: Phone, phone: Callable[[str], Phone]
) -> None:
    session = await begin(ada, "sf-scale")
    step = f"{session}/steps/{(await ada.view(session))['step']['id']}"
    await begin(cleo, "sf-scale")
    theo = phone("Theo")
    for path in (session, step, f"{session}/departure", f"{session}/invitation", f"{session}/stream"):
        nothing = await cleo.get(path)
        assert nothing.status_code == 404
        assert nothing.text == (await cleo.get("/sessions/00000000000000000000000000")).text
        assert (await theo.get(path)).status_code == 401
    for path in ("pause", "readiness", "departure", "invitation", "admission"):
        assert (await cleo.post(f"{session}/{path}", name="Cleo", way="keep")).status_code == 404
    for path in ("completion", "choice", "turn", "verdict", "signature", "withdrawal"):
        assert (await cleo.post(f"{step}/{path}", text="mine")).status_code == 404
    assert (await cleo.put(f"{step}/draft", {"text": "mine"})).status_code == 404
    assert (await ada.view(session))["stage"] == "ask"


async def test_a_browser_that_lost_its_sign_in_keeps_the_secret_it_brings(ada: Phone) -> None:
    """The device secret may be the last way to somebody's words, so a new beginning does not replace it."""
    await begin(ada, "sf-scale")
    secret = ada.client.cookies["device"]
    ada.client.cookies.delete("signin")
    assert (await ada.get("/today")).status_code == 401
    await begin(ada, "sf-scale")
    assert ada.client.cookies["device"] == secret
    assert len((await ada.view("/journal"))["lines"]) == 1
