"""Quick exit: a page about nothing, at once; no address, Back or storage shows more; one tap leads back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from litestar import Litestar
from playwright.sync_api import Page, expect

from tests.browser.conftest import Begun
from tests.browser.hands import Hand, until
from tests.browser.shelf import kept, names, works
from tests.conftest import Listening
from tests.security.test_open_addresses import addresses

pytestmark = pytest.mark.browser

WISH = "What could be a little better for you?"
CANARY = "Canary in the evening"
LIST = "Shopping list"
LEAVES = """() => {
  document.querySelector('.exit').click();
  return [document.body.childElementCount, document.title.trim(), document.documentElement.innerText.trim()];
}"""
STILL = ("/sw.js", "/static/{name}", "/favicon.ico")


def _leaves_by_tap(hand: Hand) -> None:
    hand.page.get_by_role("button", name="Quick exit").click()


def _leaves_by_keys(hand: Hand) -> None:
    for _ in range(3):
        hand.page.keyboard.press("Shift")


def every_address(app: Litestar, session: str) -> list[str]:
    """The whole URL map, with this session wherever one is named."""
    found = {path for method, path in addresses(app) if method == "GET"} - set(STILL)
    real = (path.replace("{session}", session.rsplit("/", 1)[1]) for path in found)
    return sorted(re.sub(r"\{(\w+)\}", r"\1", path.replace("{slug}", "sf-scale")) for path in real)


def _covered(hand: Hand, paths: list[str]) -> None:
    for path in paths:
        hand.opens(path)
        assert hand.page.title() == LIST, path
        assert "uologue" not in hand.page.content(), path
        hand.sees_nothing_of(CANARY, WISH)


def _writes_and_leaves(hand: Hand, session: str, leave: Callable[[Hand], None]) -> None:
    hand.opens(session)
    hand.writes(WISH, CANARY)
    hand.rests()
    leave(hand)
    hand.reads(LIST)
    assert hand.path == "/cover"


@pytest.mark.parametrize("leave", [_leaves_by_tap, _leaves_by_keys])
def test_the_page_is_gone_and_back_shows_nothing_of_it(
    ada: Hand, begun: Begun, leave: Callable[[Hand], None]
) -> None:
    session = begun("sf-scale", ada)
    ada.watch.allow("status of 401")
    works(ada, "/today")
    ada.opens("/journal")
    _writes_and_leaves(ada, session, leave)
    ada.shot("cover")
    ada.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    ada.shot("cover-dark")
    for _ in range(2):
        ada.page.go_back()
        expect(ada.page).to_have_title(LIST)
        ada.sees_nothing_of(CANARY, WISH)
    ada.opens("/cover")
    ada.taps("Earlier list")
    ada.reads("Today")
    ada.taps("Go on")
    expect(ada.field(WISH)).to_have_value(CANARY)


@pytest.mark.parametrize("network", [True, False], ids=["online", "offline"])
def test_it_is_blank_before_anything_is_asked_of_anybody(ada: Hand, begun: Begun, network: bool) -> None:
    """In the very turn of the click: no answer could have come yet, and none comes."""
    works(ada, begun("sf-scale", ada))
    ada.writes(WISH, CANARY)
    assert CANARY in ada.page.evaluate("() => document.querySelector('textarea').value")
    ada.context.route("**/exit", lambda route: None)
    if not network:
        ada.without_network()
    assert ada.page.evaluate(LEAVES) == [0, "", ""]
    ada.reads(LIST)


@pytest.mark.parametrize("network", [True, False], ids=["online", "offline"])
def test_afterwards_every_address_answers_the_cover(
    ada: Hand, begun: Begun, listening: Listening, network: bool
) -> None:
    session = begun("sf-scale", ada)
    paths = [*every_address(listening.app, session), "/no/such/page", f"{session}/steps/better"]
    assert len(paths) > 25
    works(ada, "/help")
    ada.opens("/exercises/sf-scale/sheet")
    if not network:
        ada.opens(session)
        ada.without_network()
        _leaves_by_tap(ada)
        ada.reads(LIST)
    else:
        _writes_and_leaves(ada, session, _leaves_by_tap)
    _covered(ada, paths)
    ada.without_network(gone=network)
    _covered(ada, paths)
    ada.page.go_back()
    expect(ada.page).to_have_title(LIST)
    if not network:
        until(lambda: "left" in {cookie.get("name") for cookie in ada.context.cookies()})
        assert "signin" not in {cookie.get("name") for cookie in ada.context.cookies()}, "the server was told"


def test_nothing_of_hers_is_kept_after_exit(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada)
    works(ada)
    ada.opens("/exercises/sf-scale/sheet")
    ada.opens(session)
    ada.writes(WISH, CANARY)
    ada.rests()
    owner = ada.page.get_attribute("html", "data-owner") or ""
    assert names(ada.page, "database")
    assert names(ada.page, "sheets")
    _leaves_by_tap(ada)
    ada.reads(LIST)
    for kind in ("database", "sheets", "local", "page"):
        assert names(ada.page, kind) == set(), kind
    _holds_nothing_of(ada.page, CANARY, WISH, owner, session)


def _holds_nothing_of(page: Page, *words: str) -> None:
    found = kept(page)
    assert any("Help" in text for text in found.values()), "it can read what is kept"
    for word in words:
        assert word
        assert [name for name, text in found.items() if word in name + text] == [], word


def test_what_was_typed_without_network_is_closed_until_she_is_back_and_then_there(
    ada: Hand, begun: Begun
) -> None:
    session = begun("sf-scale", ada)
    works(ada, session)
    ada.without_network()
    ada.writes(WISH, CANARY)
    ada.page.wait_for_timeout(400)
    seal = ada.page.get_attribute("html", "data-seal") or ""
    _leaves_by_tap(ada)
    ada.reads(LIST)
    assert len(names(ada.page, "database")) == 1
    _holds_nothing_of(ada.page, CANARY, WISH, seal)
    assert "a key" not in kept(ada.page).values(), "with no key beside it"
    ada.tries("Earlier list")
    ada.reads(LIST)
    ada.without_network(gone=False)
    ada.opens(session)
    ada.reads(LIST)
    ada.taps("Earlier list")
    ada.reads("Today")
    ada.opens(session)
    expect(ada.field(WISH)).to_have_value(CANARY)
    until(lambda: not names(ada.page, "left"))
    ada.without_network()
    ada.opens("/today")
    ada.reads("This page needs the network.")


def test_her_other_pages_go_too(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada)
    works(ada, session)
    first = ada.page
    ada.another_page()
    ada.opens("/journal")
    _leaves_by_tap(ada)
    expect(first).to_have_title(LIST)
    expect(ada.page).to_have_title(LIST)


def test_a_page_that_comes_past_the_worker_goes_when_the_mark_stands(ada: Hand, begun: Begun) -> None:
    """Without network the server was not told; a forced reload asks it without the worker."""
    session = begun("sf-scale", ada)
    works(ada, session)
    ada.page.evaluate(
        "async () => (await caches.open('left')).put('/left', new Response(String(Date.now())))"
    )
    past = ada.context.new_cdp_session(ada.page)
    past.send("Network.enable")
    past.send("Network.setBypassServiceWorker", {"bypass": True})
    answer = ada.page.goto(ada.origin + session, wait_until="commit")
    assert answer
    assert not answer.from_service_worker
    past.send("Network.setBypassServiceWorker", {"bypass": False})
    ada.reads(LIST)
    assert "left" in {cookie.get("name") for cookie in ada.context.cookies()}
