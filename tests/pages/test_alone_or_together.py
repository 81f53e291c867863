"""Alone, together, or with someone: four questions, one suggestion of each, and nothing left behind."""

from __future__ import annotations

import html
import logging
import sqlite3
from contextlib import closing
from typing import Any

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.core.choosing import SIGNS
from server.library.shelf import Shelf
from server.security import log
from server.settings import Settings
from tests.cast import Phone, begin, finish
from tests.pages.browser import Browser

CALM: dict[str, Any] = {"wish": "closeness", "other": "willing", "signs": "none", "weight": "light"}
COUPLE = "A couple therapist sees you both"
TOGETHER = "/exercises/gm-know-my-world"


async def asked(phone: Phone, *, page: bool = True, **answers: Any) -> httpx.Response:
    """The answer to four answers."""
    accept = {"accept": "text/html" if page else "application/json"}
    return await phone.client.post("/begin", data={**CALM, **answers}, headers=accept)


async def read(phone: Phone, **answers: Any) -> str:
    """The page of the answer, as its reader has it."""
    found = await asked(phone, **answers)
    assert found.status_code == 200, found.text[:300]
    return html.unescape(found.text)


def dump(settings: Settings) -> list[str]:
    """Everything that lies in the database."""
    with closing(sqlite3.connect(settings.database_file)) as db:
        return list(db.iterdump())


async def test_one_of_each_with_its_reason_and_its_limits(app: Litestar, ada: Phone) -> None:
    view = (await asked(ada, page=False)).json()
    page = await read(ada)
    for offer, audience in ((view["solo"], "solo"), (view["joint"], "pair")):
        exercise = app.state.house.shelf.get(offer["row"]["slug"])
        assert (exercise.audience, offer["limit"]) == (audience, exercise.not_for)
        assert offer["why"] in page and offer["limit"] in page
        assert f'href="/exercises/{exercise.slug}"' in page
    assert COUPLE in page and "It takes two who want it" in page


async def test_it_says_that_it_is_for_adults_before_and_after(ada: Phone) -> None:
    assert "for adults, from 18 on" in (await ada.get("/begin", page=True)).text
    for signs in ("none", "afraid"):
        assert "This page is for adults." in await read(ada, signs=signs)


@pytest.mark.parametrize(
    "sign", [*({"signs": [sign, "none"]} for sign in SIGNS), {"other": "pushes"}, {"weight": "danger"}]
)
async def test_fear_leads_to_help_and_what_is_for_one(ada: Phone, sign: dict[str, Any]) -> None:
    assert TOGETHER in await read(ada) and COUPLE in await read(ada)
    page, view = await read(ada, **sign), (await asked(ada, page=False, **sign)).json()
    assert (view["joint"], view["therapist"], view["help"]) == (None, "none", True)
    assert view["solo"]["row"]["slug"] == "cp-ground"
    assert page.index('href="/help"><svg') < page.index("/exercises/cp-ground")
    links = {part.partition('"')[0] for part in page.split('href="/exercises/')[1:]}
    assert links == {"cp-ground"}
    assert COUPLE not in page and "With a therapist" not in page


async def test_whoever_reads_along_learns_no_reason(ada: Phone) -> None:
    pages = {
        await read(ada, **sign) for sign in ({"signs": "hurt"}, {"signs": "not-sure"}, {"weight": "danger"})
    }
    assert len(pages) == 1
    (page,) = pages
    assert "hitting" not in page and "dying" not in page
    open_part = page[: page.index("<details")] + page[page.index("</details>") :]
    assert "Fear, force" in page and "Fear, force" not in open_part


async def test_my_partner_wont_is_answered_without_a_push(ada: Phone) -> None:
    page, view = await read(ada, other="wont"), (await asked(ada, page=False, other="wont")).json()
    assert (view["joint"], view["therapist"], view["alone"]) == (None, "own", "wont")
    assert view["solo"]["row"]["audience"] == "solo"
    assert "nobody is to be talked into it" in page
    assert "How they saw the relationship did not change." in page
    assert COUPLE not in page and TOGETHER not in page


async def test_nothing_is_kept_said_or_put_into_an_address(
    ada: Phone, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(ada, "sf-scale")
    before, cookies = dump(settings), dict(ada.client.cookies)
    with caplog.at_level(logging.DEBUG):
        for answers in ({}, {"signs": ["afraid", "hurt"]}, {"wish": ""}):
            found = await asked(ada, **answers)
            assert "set-cookie" not in found.headers and "location" not in found.headers
            assert found.headers["cache-control"] == "no-store"
            assert "content-encoding" not in found.headers
            assert found.url.query == b""
    assert dump(settings) == before
    assert dict(ada.client.cookies) == cookies
    assert "afraid" not in caplog.text and "closeness" not in caplog.text
    log.requests.warning("a line that would be seen: afraid")
    assert "afraid" in caplog.text
    await begin(ada, "sf-scale")
    assert dump(settings) != before


async def test_answers_in_an_address_count_for_nothing(ada: Phone) -> None:
    plain = await ada.get("/begin", page=True)
    asking = await ada.get("/begin?wish=calm&signs=afraid", page=True)
    assert "checked" not in asking.text
    assert asking.text == plain.text


async def test_what_is_missing_is_said_and_what_was_tapped_stays(ada: Phone) -> None:
    found = await ada.client.post("/begin", data={"signs": "afraid"}, headers={"accept": "application/json"})
    assert found.status_code == 422
    view = found.json()
    assert [flaw["field"] for flaw in view["flaws"]] == ["wish", "other", "weight"]
    assert [each["picked"] for each in view["questions"] if each["id"] == "signs"] == [["afraid"]]
    page = (await asked(ada, wish="", signs=["afraid", "none"])).text
    assert page.count(" checked") == 4 and "There is a problem" in page
    for odd in ({"wish": "money"}, {"signs": "luck"}, {"other": ["wont", "willing"]}, {"weight": "light "}):
        assert (await asked(ada, **odd)).status_code == 422


async def test_a_server_without_these_exercises_still_answers(app: Litestar, ada: Phone) -> None:
    app.state.house = replace(app.state.house, shelf=Shelf([]))
    page = await read(ada)
    assert page.count("There is nothing that fits here.") == 2
    assert "/help" in await read(ada, signs="afraid")


async def test_the_way_there_from_first_run_the_library_and_an_empty_today(
    ada_reads: Browser, ada: Phone
) -> None:
    for start in ("/", "/exercises"):
        page = await ada_reads.open(start)
        link = next(text for text in page.links if text.startswith("Alone, together, or with someone?"))
        page = await ada_reads.click(link)
        assert page.path == "/begin"
    (form,) = [form for form in page.forms if form.path == "begin"]
    assert set(form.asks) == {"wish", "other", "signs", "weight"}
    page = await ada_reads.press(form, fields=list(CALM.items()))
    assert (page.status, page.headings) == (200, ["Ways to begin"])
    assert not ada_reads.client.cookies
    session = await begin(ada, "sf-scale")
    assert 'href="/begin"' not in html.unescape((await ada.get("/today", page=True)).text)
    await finish((ada,), session)
    assert 'href="/begin"' in html.unescape((await ada.get("/today", page=True)).text)
