"""The stream of a page: it ends with the server, comes back with it, and is tried again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import PATIENCE, Begun
from tests.browser.hands import PHONE, Hand
from tests.browser.watch import Watch
from tests.serving import serving

pytestmark = pytest.mark.browser


def test_a_server_with_open_pages_ends_soon_and_cleanly(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        context = browser.new_context(viewport=PHONE)
        context.set_default_timeout(PATIENCE)
        ada = Hand(context, server.origin, "Ada")
        ada.opens("/exercises/gm-appreciations")
        ada.taps("Do it together, on two phones")
        ada.streams()
        ada.without_server()
        began = time.monotonic()
        code = server.stop()
        assert time.monotonic() - began < 5
        assert code in (0, -15)
        ada.page.wait_for_timeout(500)
        ada.reads("Invite your partner")
        assert ada.watch.troubles() == []
        context.close()


def test_a_stream_that_could_not_begin_is_tried_again(ada: Hand, ben: Hand, begun: Begun) -> None:
    session = begun("gm-appreciations", ada, ben)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        if len(refused) < 3:
            route.fulfill(status=503, content_type="text/html", body="<h1>Not now</h1>")
        else:
            route.continue_()

    ada.watch.allow("status of 503", "htmx:")
    ada.page.route("**/stream?*", refuse)
    ada.opens(session)
    ada.reads("Which three did you see your partner do?")
    with ada.undisturbed():
        ada.streams()
        assert len(refused) >= 3
        assert "Not now" not in ada.page.content()
        ben.opens(session)
        ben.taps("Save and continue")
        expect(ada.page.locator(".pair .state").last).to_have_text("Done")


def test_the_watch_notices_what_it_is_there_for(browser: Browser, ada: Hand) -> None:
    context = browser.new_context()
    watch = Watch(context, ada.origin)
    page = context.new_page()
    page.goto(ada.origin)
    assert watch.troubles() == []
    page.evaluate("() => { document.body.setAttribute('style', 'color: red') }")
    page.evaluate("() => { fetch('http://127.0.0.1:9/').catch(() => {}) }")
    page.evaluate("() => { setTimeout(() => { throw new Error('lost') }) }")
    page.wait_for_timeout(300)
    told = " ".join(watch.troubles())
    assert "style-src" in told
    assert "connect-src" in told
    assert "lost" in told
    context.close()
