"""Coming in by a link: the key travels in it, so nothing opens until the first person has seen who came."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from litestar import Litestar

from tests.cast import Phone, begin, invite, let_in
from tests.races.evening import shelved, words, write


@pytest.fixture
async def session(app: Litestar, ada: Phone) -> str:
    """Ada has written and sent the link."""
    slug = shelved(app, "e", write("s", "shared"), write("t", "together"), write("u", "together"))
    session = await begin(ada, slug, partner=True)
    await ada.post(f"{session}/steps/s/completion", text="ada's shared")
    await ada.post(f"{session}/steps/s/completion", move="read-on")
    return session


async def follows(phone: Phone, link: str, name: str = "") -> int:
    """Paste a link into the field of the join page."""
    return (await phone.post("/joins", link=link, name=name or phone.name)).status_code


async def both_write(ada: Phone, ben: Phone, session: str, **more: str) -> None:
    await ben.post(f"{session}/steps/s/completion", text="ben's shared")
    await ben.post(f"{session}/steps/s/completion", move="read-on")
    await ben.post(f"{session}/steps/t/completion", text="ben's")
    await ada.post(f"{session}/steps/t/completion", {"text": "ada's", **more})


async def test_the_secret_stands_in_the_fragment_which_no_server_is_sent(ada: Phone, session: str) -> None:
    way = await invite(ada, session)
    assert re.fullmatch(r"http://localhost:8000/join#[\w-]{22,}", way["link"])
    assert way["qr"].startswith("<svg")
    secret = way["link"].partition("#")[2]
    assert secret not in (await ada.get(f"{session}/steps/t", page=True)).text
    page = await ada.get(f"{session}/invitation", page=True)
    assert secret in page.text and page.headers["cache-control"] == "no-store"


async def test_nothing_opens_until_the_first_person_saw_the_name_and_went_on(
    ada: Phone, ben: Phone, session: str
) -> None:
    assert await follows(ben, (await invite(ada, session))["link"]) == 303
    view = await ada.view(session)
    assert (view["partner"]["name"], view["met"]) == ("Ben", False)
    assert await words(ben, session, "s") == ("", ""), "written before anybody came"
    await both_write(ada, ben, session)
    for phone in (ada, ben):
        assert (await words(phone, session, "t"))[1] == ""
    await ada.post(f"{session}/steps/t/completion", text="ada's", met="yes")
    assert (await ada.view(session))["met"] is True
    assert await words(ada, session, "t") == ("ada's", "ben's")
    assert await words(ben, session, "t") == ("ben's", "ada's")
    assert await words(ben, session, "s") == ("ben's shared", "ada's shared")


async def test_saying_that_this_is_the_one_opens_it_too(ada: Phone, ben: Phone, session: str) -> None:
    await follows(ben, (await invite(ada, session))["link"])
    await both_write(ada, ben, session)
    assert (await words(ada, session, "t"))[1] == ""
    assert (await ada.post(f"{session}/admission", admit="yes")).status_code == 303
    assert await words(ada, session, "t") == ("ada's", "ben's")


async def test_whoever_came_cannot_say_that_they_are_the_one(ada: Phone, ben: Phone, session: str) -> None:
    await follows(ben, (await invite(ada, session))["link"])
    assert (await ben.post(f"{session}/admission", admit="yes")).status_code == 303
    await both_write(ada, ben, session)
    await ben.post(f"{session}/steps/t/completion", text="ben's", met="yes")
    assert (await ada.view(session))["met"] is False
    assert (await words(ben, session, "t"))[1] == ""


async def test_a_link_works_once_and_ends_the_code(ada: Phone, ben: Phone, cleo: Phone, session: str) -> None:
    way = await invite(ada, session)
    assert await follows(ben, way["link"]) == 303
    assert await follows(cleo, way["link"]) == 404
    assert (await cleo.post("/joins", code=way["code"], name="Cleo")).status_code == 404


async def test_a_code_ends_the_link(ada: Phone, ben: Phone, cleo: Phone, session: str) -> None:
    way = await invite(ada, session)
    assert (await ben.post("/joins", code=way["code"], name="Ben")).status_code == 303
    assert await follows(cleo, way["link"]) == 404


@pytest.mark.parametrize("shape", ["{}", "  {}  ", "see {}"])
async def test_the_link_may_be_pasted_with_what_stands_around_it(
    ada: Phone, ben: Phone, session: str, shape: str
) -> None:
    link = (await invite(ada, session))["link"]
    assert await follows(ben, shape.format(link)) == 303


async def test_the_secret_alone_will_do(ada: Phone, ben: Phone, session: str) -> None:
    assert await follows(ben, (await invite(ada, session))["link"].partition("#")[2]) == 303


async def test_a_preview_of_the_link_leaves_it_as_it_was(ada: Phone, ben: Phone, session: str) -> None:
    """A messenger that looks at the address gets the page with the field, and uses nothing up."""
    link = (await invite(ada, session))["link"]
    preview = Phone(ben.client, "preview")
    for headers in ({}, {"sec-fetch-site": "cross-site"}, {"user-agent": "WhatsApp/2"}):
        page = await preview.client.get("/join", headers={"accept": "text/html", **headers})
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
    await preview.client.head("/join")
    assert await follows(ben, link) == 303


async def test_closing_the_door_frees_the_seat_and_shows_the_stranger_nothing_more(
    app: Litestar, ada: Phone, ben: Phone, cleo: Phone, session: str
) -> None:
    assert await follows(cleo, (await invite(ada, session))["link"], "Ben") == 303
    await both_write(ada, cleo, session)
    paths = [session, f"{session}/steps/s", f"{session}/steps/t", f"{session}/departure", f"{session}/stream"]
    assert (await cleo.get(paths[2])).status_code == 200
    assert (await ada.post(f"{session}/departure", way="close-door")).status_code == 303
    for path in paths:
        assert (await cleo.get(path)).status_code == 404
    for path in ("pause", "readiness", "departure", "steps/t/completion", "steps/t/withdrawal"):
        assert (await cleo.post(f"{session}/{path}", text="again", way="keep")).status_code == 404
    assert (await cleo.put(f"{session}/steps/t/draft", {"text": "again"})).status_code == 404
    assert (await cleo.view("/today"))["next"] is None
    view = await ada.view(session)
    assert (view["partner"], view["waits_for_partner"], view["met"]) == (None, True, True)

    await let_in(ada, ben, session)
    await both_write(ada, ben, session)
    assert await words(ada, session, "t") == ("ada's", "ben's")
    assert await words(ben, session, "t") == ("ben's", "ada's")


async def test_the_door_cannot_be_closed_on_somebody_who_was_met(
    ada: Phone, ben: Phone, session: str
) -> None:
    await let_in(ada, ben, session)
    refused = await ada.post(f"{session}/departure", way="close-door")
    assert refused.status_code == 409
    assert refused.json()["notice"]
    assert refused.json()["step"]["id"] == "t"
    assert (await ben.get(session)).status_code == 303


async def test_a_seat_that_is_taken_is_not_given_by_link(
    ada: Phone, ben: Phone, phone: Callable[[str], Phone], session: str
) -> None:
    await let_in(ada, ben, session)
    link = (await invite(ada, session))["link"]
    assert await follows(phone("Theo"), link) == 404
    assert (await ben.get(session)).status_code == 303
