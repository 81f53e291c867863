"""Whether Ada is afraid, tired or would rather another day, all that reaches Ben is the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import msgspec
import pytest
from litestar import Litestar

from server.core import gate
from server.pages import invitations
from server.render.views import gate as views
from tests.privacy.gate_evenings import Days
from tests.privacy.hiding import Standing
from tests.privacy.test_two_worlds import difference
from tests.privacy.wire import in_memory

SCHEDULES = 200
WORLDS = (("afraid", "hurt"), ("tired",), ("another-day",), ("pushed", "time"))


@pytest.fixture
def clock() -> Standing:
    return Standing()


@pytest.fixture
async def quick(app: Litestar, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Litestar]:
    """The app with its database in memory."""
    monkeypatch.setattr(invitations, "_qr", lambda link: "")
    await in_memory(app)
    yield app


async def told_apart(
    app: Litestar,
    clock: Standing,
    number: int,
    patch: pytest.MonkeyPatch,
    worlds: tuple[tuple[str, ...], ...],
) -> tuple[str, int]:
    """What Ben could tell the worlds of a schedule apart by, and how many attempts ended closed."""
    lived = [Days(app, clock, f"days {number}", reasons) for reasons in worlds]
    first, *others = [await days.live(patch) for days in lived]
    return next((found for other in others if (found := difference(first, other))), ""), lived[0].closed


async def test_ben_cannot_tell_fear_from_tiredness(
    quick: Litestar, clock: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = 0
    for number in range(SCHEDULES):
        other = WORLDS[1 + number % 3]
        found, ended = await told_apart(quick, clock, number, monkeypatch, (WORLDS[0], other))
        assert not found, f"schedule {number}, {other}: {found}"
        closed += ended
    assert closed > SCHEDULES, "few attempts were held at all"


def lasts_longer_for_fear(patch: pytest.MonkeyPatch) -> None:
    """Whoever is afraid is kept away from it for longer."""
    whole = gate.answered

    def answered(
        kept: gate.Checks, reasons: tuple[str, ...], at: int, lasts: int
    ) -> tuple[gate.Checks, bool]:
        return whole(kept, reasons, at, lasts * 3 if "afraid" in reasons else lasts)

    patch.setattr(gate, "answered", answered)


def names_the_reason(patch: pytest.MonkeyPatch) -> None:
    """The closed page is another one where somebody is afraid."""
    last: list[tuple[str, ...]] = []
    whole, view = gate.answered, views.gate_view

    def answered(
        kept: gate.Checks, reasons: tuple[str, ...], at: int, lasts: int
    ) -> tuple[gate.Checks, bool]:
        last.append(reasons)
        return whole(kept, reasons, at, lasts)

    def gate_view(session: object, around: object, *more: object) -> views.GateView:
        shown = view(session, around, *more)  # type: ignore[arg-type]
        afraid = any("afraid" in reasons for reasons in last[-4:])
        return msgspec.structs.replace(shown, title=shown.title + "." * afraid)

    patch.setattr(gate, "answered", answered)
    patch.setattr("server.pages.gate.gate_view", gate_view)


@pytest.mark.parametrize("leak", [lasts_longer_for_fear, names_the_reason])
async def test_a_leak_at_the_gate_is_caught(
    quick: Litestar,
    clock: Standing,
    monkeypatch: pytest.MonkeyPatch,
    leak: Callable[[pytest.MonkeyPatch], None],
) -> None:
    leak(monkeypatch)
    for number in range(SCHEDULES):
        if (await told_apart(quick, clock, number, monkeypatch, WORLDS[:2]))[0]:
            return
    raise AssertionError(f"nobody noticed: {leak.__doc__}")


async def test_that_something_holds_ben_can_tell(
    quick: Litestar, clock: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the transcripts blind, a world in which nothing fits would look the same."""
    found, _ = await told_apart(quick, clock, 1, monkeypatch, (WORLDS[0], ("none",)))
    assert found
