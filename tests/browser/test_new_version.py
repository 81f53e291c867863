"""A new version waits until nothing is being typed and is loaded by a tap; a worker can be ended."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from playwright.sync_api import expect

from server.render import worker
from server.render.assets import packed
from server.settings import files
from tests.browser.conftest import Begun
from tests.browser.hands import Hand, until
from tests.browser.shelf import kept, works
from tests.conftest import Listening

pytestmark = pytest.mark.browser

WISH = "What could be a little better for you?"
READY = "A new version is ready."
VERSION = "() => caches.keys().then(names => names.find(name => name.startsWith('shell')))"
THERE = "() => navigator.serviceWorker.getRegistrations().then(all => all.length)"
LOOK = "() => navigator.serviceWorker.getRegistration().then(found => found.update())"


class Server:
    """What the server says of its worker, and how it changes."""

    def __init__(self, listening: Listening) -> None:
        self._state = listening.app.state
        self.before = self._state.house

    def change(self, **more: object) -> None:
        """Serve something else from here on."""
        self._state.house = msgspec.structs.replace(self.before, **more)

    def deploys(self) -> None:
        """Another version: the same but for its name."""
        plain = self.before.worker.plain
        at = plain.index(b'"') + 1
        self.change(worker=packed(plain[:at] + b"anew" + plain[at + 4 :], "text/javascript"))

    def ends_the_worker(self) -> None:
        """As with DUOLOGUE_WORKER=off."""
        house = self.before
        ending = worker.read(files() / "web", house.assets, (), house.operator, ending=True)
        self.change(worker=ending, working=False)


@pytest.fixture
def server(listening: Listening) -> Iterator[Server]:
    """Back to what it was, at the end: others use it too."""
    served = Server(listening)
    yield served
    served.change()


def test_it_waits_while_somebody_types_and_then_is_loaded_by_a_tap(
    ada: Hand, begun: Begun, server: Server
) -> None:
    session = begun("sf-scale", ada)
    works(ada, session)
    old = ada.page.evaluate(VERSION)
    ada.writes(WISH, "in the middle of a")
    server.deploys()
    with ada.undisturbed():
        ada.page.evaluate(LOOK)
        until(lambda: ada.page.evaluate("() => caches.keys().then(all => all.length)") >= 2)
        ada.page.wait_for_timeout(4000)
        expect(ada.page.get_by_text(READY)).to_have_count(0)
        expect(ada.field(WISH)).to_have_value("in the middle of a")
    ada.taps("Save and continue")
    ada.sees(READY)
    ada.shot("new-version")
    assert old in ada.page.evaluate("() => caches.keys()")
    ada.page.evaluate("() => { window.before = true }")
    with ada.page.expect_event("load"):
        ada.button("Load it").click()
    assert ada.page.evaluate("() => !window.before && !!navigator.serviceWorker.controller")
    assert ada.page.evaluate(VERSION).startswith("shell anew")
    assert old not in ada.page.evaluate("() => caches.keys()")
    ada.without_network()
    ada.opens("/help")
    ada.reads("Help")


def test_sheets_that_were_opened_come_along(ada: Hand, server: Server) -> None:
    works(ada)
    ada.opens("/exercises/sf-scale/sheet")
    server.deploys()
    ada.page.evaluate(LOOK)
    with ada.page.expect_event("load"):
        ada.button("Load it").click()
    until(lambda: ada.page.evaluate(VERSION).startswith("shell anew"))
    until(lambda: ada.page.evaluate("() => caches.keys().then(all => all.length)") == 2)
    assert "sheets /exercises/sf-scale/sheet" in kept(ada.page)


def test_another_page_of_hers_is_not_loaded_again(ada: Hand, begun: Begun, server: Server) -> None:
    session = begun("sf-scale", ada)
    works(ada, session)
    writing = ada.page
    ada.writes(WISH, "in the middle of a")
    writing.evaluate("() => { window.before = true }")
    ada.another_page()
    ada.opens("/today")
    server.deploys()
    ada.page.evaluate(LOOK)
    with ada.page.expect_event("load"):
        ada.button("Load it").click()
    until(lambda: ada.page.evaluate(VERSION).startswith("shell anew"))
    assert writing.evaluate("() => window.before")
    expect(writing.get_by_label(WISH)).to_have_value("in the middle of a")


def test_a_worker_that_misbehaves_can_be_ended(ada: Hand, begun: Begun, server: Server) -> None:
    begun("sf-scale", ada)
    works(ada, "/today")
    assert ada.page.evaluate(THERE) == 1
    server.ends_the_worker()
    ada.opens("/journal")
    ada.page.evaluate(LOOK)
    until(lambda: ada.page.evaluate(THERE) == 0)
    until(lambda: ada.page.evaluate("() => caches.keys().then(all => all.length)") == 0)
    ada.opens("/today")
    ada.reads("Today")
    assert ada.page.evaluate("() => !navigator.serviceWorker.controller")
    assert ada.page.evaluate(THERE) == 0, "and no page asks for it again"
    server.change()
    works(ada, "/today")
