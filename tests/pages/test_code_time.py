"""A code says in time that it ends; one tap gives it ten more minutes, until its hour is over."""

from __future__ import annotations

import re

import pytest
from litestar import Litestar

from server.store.db import Ask
from tests.cast import Phone, begin, deed, invite
from tests.conftest import Clock
from tests.pages.browser import Browser
from tests.pages.hands import invited, joins

MORE = "extension"


@pytest.fixture
async def session(ada: Phone) -> str:
    """Ada's session, to which nobody has come yet."""
    return await begin(ada, "gm-appreciations", partner=True)


async def ending(ada: Phone, session: str) -> tuple[bool, bool, bool]:
    """Whether the page says that the code ends, offers more time, and says that it is over."""
    view = await ada.view(f"{session}/invitation")
    return view["soon"], view["more"], view["code_over"]


async def extends(ada: Phone, session: str, **fields: str) -> int:
    return (await ada.post(f"{session}/invitation/{MORE}", fields)).status_code


async def gives(phone: Phone, code: str) -> int:
    return (await phone.post("/joins", code=code, name=phone.name)).status_code


async def test_it_is_said_two_minutes_ahead_and_not_before(clock: Clock, ada: Phone, session: str) -> None:
    await invite(ada, session)
    assert await ending(ada, session) == (False, False, False)
    clock.forward(minutes=7)
    assert await ending(ada, session) == (False, False, False)
    clock.forward(minutes=1)  # two minutes are left, whatever the page took to ask
    assert await ending(ada, session) == (True, True, False)
    clock.forward(minutes=2)
    assert await ending(ada, session) == (False, False, True)


async def test_one_tap_gives_the_same_code_ten_more_minutes(
    clock: Clock, ada: Phone, ben: Phone, session: str
) -> None:
    way = await invite(ada, session)
    clock.forward(minutes=9)
    assert await extends(ada, session) == 303
    after = await ada.view(f"{session}/invitation")
    assert (after["code"], after["link"]) == (way["code"], way["link"])
    assert after["until"] != way["until"]
    clock.forward(minutes=10)
    assert await gives(ben, way["code"]) == 303


async def test_without_the_tap_it_ends_when_it_said(
    clock: Clock, ada: Phone, ben: Phone, session: str
) -> None:
    way = await invite(ada, session)
    clock.forward(minutes=10)
    assert await gives(ben, way["code"]) == 404


async def test_the_same_tap_twice_is_ten_minutes_once(
    app: Litestar, clock: Clock, ada: Phone, session: str
) -> None:
    await invite(ada, session)
    clock.forward(minutes=9)
    tap, another = deed(), deed()
    for each in (tap, tap, another):
        assert await extends(ada, session, deed=each) == 303
    [[(until, whole)]] = await app.state.house.desk.db.read(
        Ask("select code_until, link_until from invitations where state = 'open'")
    )
    assert whole - until == (24 * 60 - 20) * 60_000
    clock.forward(minutes=10)
    assert await ending(ada, session) == (True, True, False)
    assert await extends(ada, session, deed=tap) == 303, "an old tap that comes again does nothing more"
    assert await ending(ada, session) == (True, True, False)
    other = await ada.post(f"{session}/invitation/{MORE}", deed=tap, name="another thing")
    assert other.status_code == 409


async def test_after_an_hour_it_ends_all_the_same(clock: Clock, ada: Phone, ben: Phone, session: str) -> None:
    way = await invite(ada, session)
    clock.forward(minutes=9)
    for _ in range(5):
        assert await ending(ada, session) == (True, True, False)
        await extends(ada, session)
        clock.forward(minutes=10)
    assert await ending(ada, session) == (True, False, False)
    assert "Then you can make a new one." in (await ada.get(f"{session}/invitation", page=True)).text
    assert await extends(ada, session) == 303
    clock.forward(minutes=1)
    assert await ending(ada, session) == (False, False, True)
    assert await gives(ben, way["code"]) == 404


async def test_a_code_that_is_over_does_not_come_back(
    clock: Clock, ada: Phone, ben: Phone, session: str
) -> None:
    way = await invite(ada, session)
    clock.forward(minutes=10)
    assert await extends(ada, session) == 303
    assert await ending(ada, session) == (False, False, True)
    assert await gives(ben, way["code"]) == 404
    fresh = await invite(ada, session)
    assert fresh["code"] != way["code"]
    assert await gives(ben, fresh["code"]) == 303


async def test_a_code_that_was_used_does_not_come_back(
    clock: Clock, ada: Phone, ben: Phone, cleo: Phone, session: str
) -> None:
    way = await invite(ada, session)
    clock.forward(minutes=9)
    assert await gives(ben, way["code"]) == 303
    assert await extends(ada, session) == 303
    assert await gives(cleo, way["code"]) == 404
    clock.forward(minutes=2)
    assert await gives(cleo, way["code"]) == 404


async def test_only_whoever_invites_can_extend_it(
    clock: Clock, ada: Phone, ben: Phone, cleo: Phone, session: str
) -> None:
    way = await invite(ada, session)
    clock.forward(minutes=9)
    await begin(cleo, "sf-scale")
    assert await extends(cleo, session) == 404
    assert await extends(ben, session) == 401
    clock.forward(minutes=1)
    assert await gives(ben, way["code"]) == 404


async def test_the_page_says_it_aloud_and_offers_it_without_scripts(
    clock: Clock, ada_reads: Browser, ben_reads: Browser
) -> None:
    session, code, _ = await invited(ada_reads, "gm-appreciations")
    clock.forward(minutes=8)
    page = await ada_reads.open(f"{session}/invitation")
    said = re.search(r'<div id="live" data-say="(The code ends at \d\d?:\d\d[^"]*)">', page.text)
    assert said is not None
    assert page.words.count(said[1]) == 1
    page = await ada_reads.press(page.form(MORE))
    assert "The code ends at" not in page.words
    clock.forward(minutes=9)
    await joins(ben_reads, code=code)
    assert ben_reads.page.path.startswith("/joins/")


async def test_the_page_asks_again_by_itself_only_while_a_code_runs(
    clock: Clock, ada: Phone, session: str
) -> None:
    path = f"{session}/invitation"
    assert "every 30s" not in (await ada.get(path, page=True)).text
    await invite(ada, session)
    assert "every 30s" in (await ada.get(path, page=True)).text
    clock.forward(minutes=10)
    page = (await ada.get(path, page=True)).text
    assert "every 30s" not in page
    assert 'data-say="The code is over."' in page
