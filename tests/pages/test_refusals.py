"""What a refusal says and where it leads: back to the page one came from, and never elsewhere."""

from __future__ import annotations

import html
import re

import pytest

from server.store.db import Broken, Busy, Full
from server.store.sqlite import SqliteDb
from tests.cast import Phone, begin

OWN = "http://localhost:8000"


@pytest.fixture
async def session(ada: Phone) -> str:
    return await begin(ada, "sf-scale")


async def _fails(monkeypatch: pytest.MonkeyPatch, failure: type[Exception]) -> None:
    async def fails(*_: object) -> None:
        raise failure("the disk said no")

    monkeypatch.setattr(SqliteDb, "write", fails)


def _way_on(page: str) -> tuple[str, str]:
    found = re.search(r'<div class="actions"><a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert found, page
    return html.unescape(found[1]), re.sub(r"<[^>]*>", "", found[2]).strip()


@pytest.mark.parametrize(
    ("failure", "says", "not_said"),
    [
        (Full, "no room left", "Go back:"),
        (Busy, "Go back:", "no room"),
        (Broken, "Go back:", "no room"),
    ],
)
async def test_a_disk_that_fails_is_not_called_full(
    monkeypatch: pytest.MonkeyPatch,
    ada: Phone,
    session: str,
    failure: type[Exception],
    says: str,
    not_said: str,
) -> None:
    await _fails(monkeypatch, failure)
    page = await ada.post(f"{session}/pause", kind="moment", page=True)
    assert page.status_code == 503
    assert says in page.text
    assert not_said not in page.text


@pytest.mark.parametrize(
    ("sent_from", "leads"),
    [
        (f"{OWN}/sessions/x/steps/now?a=1", "/sessions/x/steps/now?a=1"),
        (f"{OWN}//elsewhere.example/x", "/elsewhere.example/x"),
        ("https://elsewhere.example/x", "/"),
        (f"{OWN}.elsewhere.example/x", "/"),
        ("", "/"),
    ],
)
async def test_one_is_led_back_to_the_page_one_came_from_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, ada: Phone, session: str, sent_from: str, leads: str
) -> None:
    await _fails(monkeypatch, Busy)
    ada.client.headers["referer"] = sent_from
    page = await ada.post(f"{session}/pause", kind="moment", page=True)
    words = "Go to the start" if leads == "/" else "Load the page again"
    assert _way_on(page.text) == (leads, words)


async def test_the_page_of_another_site_gets_a_page_that_says_so(ada: Phone, session: str) -> None:
    ada.client.headers["sec-fetch-site"] = "cross-site"
    page = await ada.post(f"{session}/pause", kind="moment", page=True)
    assert (page.status_code, _way_on(page.text)) == (403, ("/", "Go to the start"))
    assert "This came from another place" in page.text
    said = await ada.post(f"{session}/pause", kind="moment")
    assert said.headers["content-type"] == "application/problem+json"
    assert said.json()["title"] == "This came from another place"
    ada.client.headers["sec-fetch-site"] = "same-origin"
    assert (await ada.post(f"{session}/pause", kind="moment", page=True)).status_code == 303
