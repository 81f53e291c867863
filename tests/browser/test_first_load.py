"""What the first page costs, as it came over the wire; and what an installed app is told."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Begun
from tests.browser.hands import Hand
from tests.browser.shelf import works
from tests.house import ROOT

pytestmark = pytest.mark.browser

MOST = 60 * 1024
AGAIN = 8 * 1024


class Wire:
    """Bytes that came, heads and bodies as they were packed, by address; nothing out of a cache."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, float] = {}
        self._names: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._named)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")

    def _named(self, event: dict[str, object]) -> None:
        answer = event["response"]
        assert isinstance(answer, dict)
        self._names[str(event["requestId"])] = str(answer["url"])

    def _came(self, event: dict[str, object]) -> None:
        name = self._names.get(str(event["requestId"]), "?")
        length = event["encodedDataLength"]
        assert isinstance(length, int | float)
        self.bytes[name] = self.bytes.get(name, 0) + length


def test_the_first_page_is_small_enough_for_a_slow_evening(ada: Hand) -> None:
    wire = Wire(ada.page)
    page = ada.page.goto(ada.origin + "/")
    ada.page.wait_for_load_state("networkidle")
    kinds = {name.rsplit(".", 1)[-1] for name in wire.bytes}
    assert {"css", "js", "svg"} <= kinds, wire.bytes
    assert sum(wire.bytes.values()) > 10 * 1024, "it was measured"
    assert sum(wire.bytes.values()) <= MOST, wire.bytes
    assert page
    assert page.headers["content-encoding"] == "gzip", "it holds no one's words"


def test_a_page_with_words_is_not_packed(ada: Hand, begun: Begun) -> None:
    """Its length would tell of its content to whoever watches the line and can make it repeat a text."""
    session = begun("sf-scale", ada)
    for path in (session, "/today", "/you", "/exercises"):
        page = ada.page.goto(ada.origin + path)
        assert page
        assert "content-encoding" not in page.headers, path


def test_a_second_visit_costs_little(ada: Hand) -> None:
    works(ada)
    wire = Wire(ada.page)
    ada.opens("/")
    ada.page.wait_for_load_state("networkidle")
    assert wire.bytes
    assert sum(wire.bytes.values()) <= AGAIN, wire.bytes


def test_a_browser_could_install_it(ada: Hand) -> None:
    works(ada)
    found = ada.context.new_cdp_session(ada.page).send("Page.getAppManifest")
    assert found["errors"] == []
    told = ada.page.evaluate("async () => (await fetch('/manifest.webmanifest')).json()")
    assert found["url"] == ada.origin + "/manifest.webmanifest"
    assert (told["name"], told["start_url"], told["display"]) == ("Duologue", "/today", "standalone")
    tokens = (ROOT / "web/static/css/tokens.css").read_text()
    paper = re.search(r"--paper: (#\w+)", tokens)
    assert paper
    assert {told["background_color"], told["theme_color"]} == {paper[1]}
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for path in (*(icon["src"] for icon in told["icons"]), *(each["url"] for each in told["shortcuts"])):
        status = ada.page.evaluate("async path => (await fetch(path)).status", path)
        assert status == 200, path
