"""A page that shows a code says by itself when the code ends, and one tap keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import expect

from server.settings import Settings
from tests.browser.conftest import Begun
from tests.browser.hands import Hand
from tests.conftest import Clock, Listening

pytestmark = pytest.mark.browser


@pytest.fixture
def listening(settings: Settings, clock: Clock) -> Iterator[Listening]:
    """A server whose clock belongs to this test alone."""
    server = Listening(settings, clock)
    yield server
    server.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_said_and_shown_without_a_touch_and_the_focus_stays(
    ada: Hand, begun: Begun, clock: Clock, scheme: Literal["light", "dark"]
) -> None:
    ada.page.emulate_media(color_scheme=scheme)
    ada.page.clock.install()
    session = begun("gm-appreciations", ada, waits=True)
    ada.opens(f"{session}/invitation")
    ada.writes("What does your partner call you?", "Ada")
    ada.taps("Show the code")
    ada.reads("Ask your partner to scan this.")
    code = ada.page.locator(".code").inner_text()
    ada.streams()
    ada.button("Copy the code").focus()
    with ada.undisturbed():
        clock.forward(minutes=8)
        expect(ada.page.locator("#say")).to_be_empty()
        ada.page.clock.fast_forward("00:30")
        ada.sees("The code ends at")
        expect(ada.page.locator("#say")).to_contain_text("The code ends at")
        expect(ada.button("Copy the code")).to_be_focused()
    ada.shot(f"code-ends-{scheme}")
    ada.taps("Ten more minutes")
    expect(ada.page.get_by_text("The code ends at")).to_have_count(0)
    assert ada.page.locator(".code").inner_text() == code
    ada.streams()
    clock.forward(minutes=13)
    ada.page.clock.fast_forward("00:30")
    ada.sees("The code is over. The picture above still works.")
    ada.shot(f"code-over-{scheme}")
    ada.taps("Make a new code")
    ada.reads("Ask your partner to scan this.")
    assert ada.page.locator(".code").inner_text() != code
