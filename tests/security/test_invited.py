"""A server for invited people: strangers are told kindly, and nobody who is here already is shut out."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.settings import Settings
from tests.cast import Phone, begin, invite, let_in
from tests.security.test_codes import count

FORM = {"exercise": "sf-scale", "with": "me"}


def invited_only(app: Litestar, only: bool = True) -> None:
    """As after a start with the other value of the setting."""
    app.state.house = replace(app.state.house, open_to_all=not only)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, starts="invited")


async def test_the_setting_decides(app: Litestar, phone: Callable[[str], Phone]) -> None:
    theo = phone("Theo")
    for page in (False, True):
        refused = await theo.post("/sessions", FORM, page=page)
        assert refused.status_code == 403
        assert "One comes in by invitation here" in refused.text
        assert "set-cookie" not in refused.headers
    assert html.unescape(refused.text).count('href="/join"') == 1
    assert await count(app, "persons") == 0
    invited_only(app, False)
    assert (await theo.post("/sessions", FORM)).status_code == 303


async def test_a_strangers_first_page_says_so_and_offers_the_code(
    app: Litestar, phone: Callable[[str], Phone]
) -> None:
    found = html.unescape((await phone("Theo").get("/", page=True)).text)
    assert "One comes in by invitation here." in found
    assert 'href="/join"' in found
    assert 'action="/sessions"' not in found
    invited_only(app, False)
    found = html.unescape((await phone("Theo").get("/", page=True)).text)
    assert "One comes in by invitation here." not in found
    assert 'action="/sessions"' in found
    for path in ("/help", "/trust", "/exercises", "/sign-in", "/join"):
        assert (await phone("Theo").get(path, page=True)).status_code == 200


@pytest.mark.parametrize("by", ["code", "link"])
async def test_whoever_was_let_in_may_begin(app: Litestar, ada: Phone, ben: Phone, by: str) -> None:
    invited_only(app, False)
    session = await begin(ada, "gm-know-my-world", partner=True)
    invited_only(app)
    if by == "code":
        await let_in(ada, ben, session)
    else:
        link = (await invite(ada, session))["link"]
        assert (await ben.post("/joins", link=link, name="Ben")).status_code == 303
    assert (await ben.post("/sessions", FORM)).status_code == 303
    assert (await ada.post("/sessions", FORM)).status_code == 303, "she was here before"


@pytest.mark.parametrize("admit", ["", "no", "yes"])
async def test_a_knock_alone_is_not_enough(app: Litestar, ada: Phone, cleo: Phone, admit: str) -> None:
    invited_only(app, False)
    session = await begin(ada, "gm-know-my-world", partner=True)
    invited_only(app)
    code = (await invite(ada, session))["code"]
    door = (await cleo.post("/joins", code=code, name="Cleo")).headers["location"]
    if admit:
        await ada.post(f"{session}/admission", knock=door.rsplit("/", 1)[1], admit=admit)
    assert (await cleo.post("/sessions", FORM)).status_code == (303 if admit == "yes" else 403)


async def test_whoever_left_again_may_still_begin(app: Litestar, ada: Phone, ben: Phone) -> None:
    invited_only(app, False)
    session = await begin(ada, "gm-know-my-world", partner=True)
    invited_only(app)
    await let_in(ada, ben, session)
    await ben.post(f"{session}/departure", way="erase")
    assert (await ben.post("/sessions", FORM)).status_code == 303
