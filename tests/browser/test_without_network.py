"""The worker: what holds nobody's words works without network, and nothing else is kept."""

from __future__ import annotations

import html
import re

import pytest
from playwright.sync_api import expect

from server.routes import OPEN
from tests.browser.conftest import Begun
from tests.browser.hands import Hand
from tests.browser.shelf import kept, names, works

pytestmark = pytest.mark.browser

WISH = "What could be a little better for you?"
CANARY = "Canary in the evening"
SHEET = "/exercises/sf-scale/sheet"
PAGES = {"/help", "/cover", "/offline"} | ({"/argued"} & OPEN)
ASSET = re.compile(r'(?:href|src)="(/[^"#]+\.(?:css|js|svg|webmanifest))')


def test_help_and_sheets_that_were_opened_work_without_network(ada: Hand) -> None:
    works(ada)
    ada.opens(SHEET)
    title = ada.page.locator("h1").inner_text()
    ada.without_network()
    for path, head in (("/help", "Help"), (SHEET, title)):
        answer = ada.page.goto(ada.origin + path)
        assert answer
        assert (answer.status, answer.from_service_worker) == (200, True)
        ada.reads(head)
        drawn = ada.page.evaluate("() => getComputedStyle(document.querySelector('.top')).display")
        assert drawn == "flex", "with its sheet"
        assert ada.page.evaluate("() => !!window.duo && !!window.htmx"), "and with its scripts"


def test_a_pack_that_was_opened_works_without_network_and_ones_place_in_it_is_not_kept(ada: Hand) -> None:
    works(ada)
    ada.opens("/packs/first-talk")
    ada.taps("Follow this pack")
    ada.sees("Next in this pack")
    assert names(ada.page, "sheets") == {"/packs/first-talk"}
    ada.without_network()
    ada.opens("/packs/first-talk")
    ada.sees("Follow this pack")
    ada.opens("/packs/first-talk/place")
    ada.reads("This page needs the network.")


def test_any_other_page_says_that_it_needs_the_network_and_what_does_not(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada)
    works(ada)
    ada.opens(SHEET)
    ada.opens("/today")
    ada.without_network()
    for path in (session, "/today", "/exercises", "/exercises/gm-appreciations/sheet", "/", "/no-such-page"):
        ada.opens(path)
        ada.reads("This page needs the network.")
        assert ada.path == path
    ada.shot("offline")
    ada.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    ada.shot("offline-dark")
    ada.page.locator("[data-sheets] a").click()
    ada.page.wait_for_url(f"**{SHEET}")
    ada.opens("/today")
    ada.without_network(gone=False)
    ada.taps("Try again")
    ada.reads("Today")


def test_no_page_with_words_and_no_fragment_is_kept(ada: Hand, begun: Begun) -> None:
    session = begun("gm-appreciations", ada, waits=True)
    works(ada)
    for path in (session, "/today", "/together", "/journal", "/you", "/exercises", SHEET, "/trust", "/join"):
        ada.opens(path)
    ada.opens(session)
    ada.writes("One thing you did", CANARY)
    ada.rests()
    ada.page.evaluate("async () => { await fetch('/help', { headers: { 'HX-Request': 'true' } }) }")
    assert names(ada.page, "shell") == PAGES | {
        name for name in names(ada.page, "shell") if name.startswith("/static/")
    }
    assert names(ada.page, "sheets") == {SHEET}
    assert ada.page.content().count(CANARY) or ada.field("One thing you did").input_value() == CANARY
    found = kept(ada.page)
    assert [name for name, text in found.items() if CANARY in text] == []
    assert [name for name in found if "a key" in found[name]] == [], "nothing here opens a draft"
    owner = ada.page.get_attribute("html", "data-owner")
    assert owner
    assert [name for name, text in found.items() if owner in text] == []


def test_every_address_that_a_kept_page_names_is_kept(ada: Hand) -> None:
    works(ada)
    ada.opens(SHEET)
    found = kept(ada.page)
    there = {name.split(" ", 1)[1] for name in found if name.startswith("shell ")}
    pages = {name: text for name, text in found.items() if "/static/" not in name and "<html" in text}
    assert len(pages) == len(PAGES) + 1
    for name, text in pages.items():
        named = set(ASSET.findall(html.unescape(text))) - {"/manifest.webmanifest"}
        assert len(named) >= 2, name
        assert named <= there, (name, named - there)


@pytest.mark.parametrize("other", [False, True])
def test_a_page_is_kept_anew_unless_it_is_of_another_version(ada: Hand, other: bool) -> None:
    """The files of another version are not kept here: without network it would be a page without a sheet."""
    works(ada)
    page = kept(ada.page)["shell /help"].replace("</main>", "<p>Anew</p></main>")
    if other:
        page = re.sub(r"duologue\.[0-9a-f]{16}", "duologue.0000000000000000", page)
        ada.watch.allow("404", "Refused to")
    headers = {"content-type": "text/html", "cache-control": "private, no-cache"}
    ada.context.route("**/help", lambda route: route.fulfill(body=page, headers=headers))
    ada.opens("/help")
    ada.sees("Anew")
    ada.page.wait_for_timeout(300)
    assert ("Anew" in kept(ada.page)["shell /help"]) is not other


def test_without_network_a_form_keeps_what_was_typed(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada)
    works(ada, session)
    ada.writes(WISH, CANARY)
    ada.without_network()
    ada.tries("Save and continue")
    ada.sees("network")
    expect(ada.field(WISH)).to_have_value(CANARY)
