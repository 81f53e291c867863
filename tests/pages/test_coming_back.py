"""Exit ends a sign-in and loses nothing: every address answers the cover, one tap on it leads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from litestar import Litestar

from server.store.db import Full
from tests.cast import Phone, begin, invite
from tests.security.test_open_addresses import addresses

LIST = "Shopping list"
OURS = ("Duologue", "duologue", "sf-scale")


async def kept_words(ada: Phone) -> str:
    """Recovery words that count."""
    shown = (await ada.post("/you/unlocks/words")).json()
    asked = (await ada.post("/you/unlocks/confirmation", sealed=shown["sealed"])).json()["ask"]
    typed = {f"word-{place}": shown["words"][place - 1] for place in asked}
    await ada.post("/you/unlocks/confirmation", {**typed, "sealed": shown["sealed"]})
    return " ".join(shown["words"])


async def leave(phone: Phone) -> None:
    """Quick exit."""
    answer = await phone.post("/exit")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cover")


async def test_ada_leaves_quickly_and_comes_back_by_one_tap(ada: Phone) -> None:
    session = await begin(ada, "sf-scale")
    step = (await ada.view(session))["step"]["id"]
    assert (await ada.put(f"{session}/steps/{step}/draft", {"text": "more quiet"})).status_code == 204
    device = ada.client.cookies["device"]
    await leave(ada)
    assert ada.client.cookies["device"] == device
    assert "signin" not in ada.client.cookies
    assert (await ada.get(session)).json().keys() == {"date", "deed"}
    assert (await ada.post("/sign-ins", tap="yes")).headers["location"] == "/today"
    view = await ada.view(session)
    assert view["value"]["text"] == "more quiet"


async def test_after_exit_every_address_answers_the_cover(app: Litestar, ada: Phone) -> None:
    await begin(ada, "sf-scale")
    cover = (await ada.get("/cover", page=True)).text
    await leave(ada)
    still = {
        ("GET", "/sw.js"),
        ("GET", "/favicon.ico"),
        ("GET", "/static/{name}"),
        ("POST", "/exit"),
        ("POST", "/sign-ins"),
    }
    there = [*set(addresses(app)) - still, ("GET", "/no/such/page"), ("GET", "/wp-admin")]
    assert len(there) > 40
    for method, path in there:
        for extra in ({}, {"hx-request": "true"}, {"accept": "text/event-stream"}):
            headers = {"accept": "text/html", **extra}
            real = path.replace("{slug}", "sf-scale").replace("{", "").replace("}", "")
            answer = await ada.client.request(method, real, headers=headers)
            assert LIST in answer.text, (method, path)
            assert not [word for word in OURS if word in answer.text], (method, path)
            assert len(answer.text) == len(cover)
            assert answer.status_code == (200 if method == "GET" else 401), (method, path)
            assert answer.headers["cache-control"] == (
                "no-store" if path != "/cover" else "private, no-cache"
            )
            assert "set-cookie" not in answer.headers


async def test_a_browser_that_was_not_left_gets_its_pages(ada: Phone) -> None:
    session = await begin(ada, "sf-scale")
    ada.client.cookies.set("left", "no", domain="localhost.local")
    ada.client.cookies.set("unleft", "yes", domain="localhost.local")
    step = (await ada.view(session))["step"]["id"]
    assert LIST not in (await ada.get(f"{session}/steps/{step}", page=True)).text


async def test_help_is_two_taps_from_the_cover(ada: Phone, ben: Phone) -> None:
    """Nobody is shut out: with words the tap leads to where they are asked for, and Help stands above it."""
    await begin(ada, "sf-scale")
    await kept_words(ada)
    for phone, to in ((ada, "/sign-in"), (ben, "/")):
        await leave(phone)
        assert LIST in (await phone.get("/help", page=True)).text
        assert (await phone.post("/sign-ins", tap="yes")).headers["location"] == to
        assert 'href="/help"' in (await phone.get(to, page=True)).text
        assert LIST not in (await phone.get("/help", page=True)).text


async def test_the_cover_says_nothing_of_us_and_has_a_tap(ada: Phone) -> None:
    page = (await ada.get("/cover", page=True)).text
    assert 'name="tap"' in page
    assert "<script" not in page
    assert "manifest" not in page
    assert not [word for word in OURS if word in page]


async def test_whoever_begins_anew_takes_nothing_from_ada(ada: Phone) -> None:
    hers = await begin(ada, "sf-scale")
    await leave(ada)
    ada.client.cookies.pop("left")  # as where a sign-in ran out by itself
    theirs = await begin(ada, "sf-scale")
    assert (await ada.get(hers)).status_code == 404
    await leave(ada)
    assert (await ada.post("/sign-ins", tap="yes")).headers["location"] == "/sign-in", "there are two of them"
    back = (await ada.view("/sign-in"))["back"]
    assert len(back) == 2
    found = set()
    for each in back:
        await ada.post("/sign-ins", unlock=each["unlock"])
        found |= {path for path in (hers, theirs) if (await ada.get(path)).status_code != 404}
        await leave(ada)
        await ada.post("/sign-ins", tap="yes")
    assert found == {hers, theirs}


async def test_with_recovery_words_one_tap_is_not_enough(ada: Phone) -> None:
    session = await begin(ada, "sf-scale")
    (way,) = (await ada.view("/you/unlocks"))["lines"]
    assert way["kind"] == "device"
    words = await kept_words(ada)
    await leave(ada)
    assert (await ada.post("/sign-ins", tap="yes")).headers["location"] == "/sign-in"
    assert (await ada.view("/sign-in"))["back"] == []
    assert (await ada.get(session)).status_code == 401
    assert (await ada.post("/sign-ins", words=words)).headers["location"] == "/today"


async def test_words_open_from_under_the_cover_too(ada: Phone) -> None:
    session = await begin(ada, "sf-scale")
    words = await kept_words(ada)
    await leave(ada)
    assert (await ada.post("/sign-ins", words=words)).headers["location"] == "/today"
    assert (await ada.view(session))["step"]["id"]


async def test_another_phone_cannot_come_back_as_ada(ada: Phone, phone: Callable[[str], Phone]) -> None:
    session = await begin(ada, "sf-scale")
    await leave(ada)
    theo = phone("Theo")
    await begin(theo, "sf-scale")
    await leave(theo)
    assert (await theo.post("/sign-ins", tap="yes")).headers["location"] == "/today"
    assert (await theo.get(session)).status_code == 404


async def test_leaving_works_where_nothing_can_be_written(
    app: Litestar, ada: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await begin(ada, "sf-scale")

    async def full(unit: object) -> None:
        raise Full("no room")

    monkeypatch.setattr(app.state.house.desk.db, "write", full)
    await leave(ada)
    assert LIST in (await ada.get(session, page=True)).text


async def test_a_page_without_scripts_is_told_to_forget_and_never_the_cookies(ada: Phone) -> None:
    await begin(ada, "sf-scale")
    plain = await ada.post("/exit")
    assert plain.headers["clear-site-data"] == '"storage"'
    await ada.post("/sign-ins", tap="yes")
    by_script = await ada.post("/exit", wiped="yes")
    assert "clear-site-data" not in by_script.headers, "it would take the worker, and with it the cover"


async def test_signing_out_leaves_no_way_in_on_this_phone(ada: Phone) -> None:
    session = await begin(ada, "sf-scale")
    words = await kept_words(ada)
    out = await ada.post("/sign-out")
    assert (out.headers["location"], out.headers["clear-site-data"]) == ("/", '"storage"')
    assert not ada.client.cookies
    assert (await ada.view("/sign-in"))["back"] == []
    assert (await ada.get(session)).status_code == 401
    await ada.post("/sign-ins", words=words)
    lines = (await ada.view("/you/unlocks"))["lines"]
    assert sorted(line["kind"] for line in lines) == ["device", "words"], "the old way of this phone is gone"


async def test_signing_out_takes_nothing_from_somebody_else_on_the_same_phone(ada: Phone) -> None:
    hers = await begin(ada, "sf-scale")
    await leave(ada)
    ada.client.cookies.pop("left")
    await begin(ada, "sf-scale")
    await kept_words(ada)
    assert (await ada.post("/sign-out")).headers["location"] == "/"
    assert "device" in ada.client.cookies, "it is the last way to hers"
    assert (await ada.post("/sign-ins", tap="yes")).headers["location"] == "/today"
    assert (await ada.view(hers))["step"]["id"]


async def test_signing_out_with_one_way_ends_it_only_when_that_was_meant(ada: Phone) -> None:
    session = await begin(ada, "gm-appreciations", partner=True)
    await invite(ada, session)
    assert (await ada.post("/sign-out")).headers["location"] == "/you/unlocks"
    assert (await ada.get(session)).status_code == 303
    page = (await ada.get("/you/unlocks", page=True)).text
    assert page.index("Show me twelve words") < page.index("Sign out and lose my words")
    assert (await ada.post("/sign-out", anyway="yes")).headers["location"] == "/"
    assert (await ada.view("/sign-in"))["back"] == [], "it said that nobody can come back"
