"""Signing out: words are offered first, what was typed is sent first, and the phone then keeps nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from server.desk import drafts
from server.store.db import Full
from tests.browser.conftest import Begun
from tests.browser.hands import Hand
from tests.browser.recovery import keeps_words
from tests.browser.shelf import kept, names, works
from tests.browser.test_quick_exit import every_address
from tests.conftest import Listening

pytestmark = pytest.mark.browser

WISH = "What could be a little better for you?"
CANARY = "Canary in the evening"
OUT = "Sign out on this phone"
FIRST = "Short exercises for you, and for the two of you."
OPEN_TO_ALL = ("/help", "/trust", "/cover", "/offline", "/exercises", "/join", "/sign-in", "/argued")
RAW = ("/health", "/openapi.json", "/manifest.webmanifest")


def _with_words(ada: Hand, session: str) -> list[str]:
    works(ada, "/you/unlocks")
    words = keeps_words(ada)
    ada.opens("/exercises/sf-scale/sheet")
    ada.opens(session)
    ada.writes(WISH, CANARY)
    ada.rests()
    return words


def test_words_are_offered_before_somebody_loses_their_only_way(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada)
    works(ada, "/you")
    ada.shot("sign-out")
    ada.tries(OUT)
    ada.reads("Ways to open your words")
    ada.sees("Write them on paper.")
    ada.unfolds("Sign out without a second way")
    ada.shot("sign-out-words-first")
    ada.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    ada.shot("sign-out-words-first-dark")
    ada.taps("Stay signed in")
    ada.reads("Today")
    ada.opens(session)
    ada.reads(WISH)


def test_nothing_of_hers_is_reachable_or_kept(ada: Hand, begun: Begun, listening: Listening) -> None:
    session = begun("sf-scale", ada)
    words = _with_words(ada, session)
    owner = ada.page.get_attribute("html", "data-owner") or ""
    assert any(owner in name for name in kept(ada.page))
    ada.opens("/you")
    ada.tries(OUT)
    ada.reads(FIRST)
    works(ada)
    for kind in ("database", "sheets", "local", "page"):
        assert names(ada.page, kind) == set(), kind
    found = kept(ada.page)
    for word in (CANARY, WISH, owner, session):
        assert word
        assert [name for name, text in found.items() if word in name + text] == [], word
    ada.page.go_back()
    ada.page.wait_for_timeout(300)
    ada.sees_nothing_of(CANARY, WISH, owner)
    own = [
        path for path in every_address(listening.app, session) if not path.startswith((*OPEN_TO_ALL, *RAW))
    ]
    assert len(own) > 10
    for path in own:
        ada.opens(path)
        ada.reads(FIRST)
    ada.opens("/sign-in")
    assert ada.button("Go on, begun").count() == 0
    ada.without_network()
    for path in (*own, "/sign-in"):
        ada.opens(path)
        ada.reads("This page needs the network.")
        ada.sees_nothing_of(CANARY, WISH, owner)
    ada.page.go_back()
    ada.sees_nothing_of(CANARY, WISH, owner)
    ada.without_network(gone=False)
    ada.opens("/sign-in")
    ada.writes("Your twelve recovery words", " ".join(words))
    ada.taps("Come back")
    ada.opens(session)
    expect(ada.field(WISH)).to_have_value(CANARY)


async def _full(*anything: object) -> None:
    raise Full("no room")


def test_what_only_this_phone_has_is_sent_first(
    ada: Hand, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begun("sf-scale", ada)
    words = _with_words(ada, session)
    ada.watch.allow("status of 503")
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "put", _full)
        ada.writes(WISH, CANARY + ", unsent")
        ada.page.wait_for_timeout(600)
        ada.opens("/you")
        ada.page.wait_for_timeout(300)
    assert len(names(ada.page, "database")) == 1
    ada.tries(OUT)
    ada.reads(FIRST)
    ada.opens("/sign-in")
    ada.writes("Your twelve recovery words", " ".join(words))
    ada.taps("Come back")
    ada.opens(session)
    expect(ada.field(WISH)).to_have_value(CANARY + ", unsent")


def test_she_is_warned_of_what_cannot_be_sent(
    ada: Hand, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begun("sf-scale", ada)
    _with_words(ada, session)
    ada.watch.allow("status of 503")
    monkeypatch.setattr(drafts, "put", _full)
    ada.writes(WISH, CANARY + ", unsent")
    ada.page.wait_for_timeout(600)
    ada.opens("/you")
    ada.tries(OUT)
    ada.sees("Drafts that are on this phone only: 1.")
    assert ada.path == "/you"
    assert len(names(ada.page, "database")) == 1
    ada.shot("sign-out-unsent")
    ada.tries(OUT)
    ada.reads(FIRST)
    assert names(ada.page, "database") == set(), "she meant it"


def test_without_network_it_says_that_it_cannot(ada: Hand, begun: Begun) -> None:
    session = begun("sf-scale", ada)
    _with_words(ada, session)
    ada.opens("/you")
    ada.without_network()
    ada.tries(OUT)
    ada.sees("There is no network. This phone stays signed in.")
    ada.without_network(gone=False)
    ada.opens(session)
    ada.reads(WISH)
