"""Whatever Ada writes, drafts or edits before it opens, all that reaches Ben is the same."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.core import answering
from server.core.exercise import Access, Audience
from server.core.opening import rule
from server.core.steps.base import Reveal
from server.core.visibility import Sight
from server.desk import sessions
from server.library import load
from server.library.shelf import Shelf
from server.pages import around, invitations
from server.store import spaces
from server.store.db import Statement
from tests.privacy.evening import Evening, Transcript
from tests.privacy.hiding import Standing
from tests.privacy.plans import plan
from tests.privacy.script import Script, script
from tests.privacy.wire import in_memory

# Assigned ones too, as for people to whom a therapist assigned them.
ALL = tuple(replace(each, access=Access.OPEN) for each in load.read(Path("exercises"))[0])
REAL = tuple(each for each in ALL if each.audience is Audience.PAIR)
SOLO = tuple(each for each in ALL if each.audience is Audience.SOLO)
MADE = tuple(plan(Random(f"plan {number}"), f"plan-{number}") for number in range(60))
SCHEDULES = 500


@pytest.fixture
def clock() -> Standing:
    return Standing()


@pytest.fixture
async def quick(app: Litestar, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Litestar]:
    """The app with its database in memory, and with random exercises on the shelf."""
    # Ada's QR code is no business of Ben's, and drawing it takes a tenth of the time.
    monkeypatch.setattr(invitations, "_qr", lambda link: "")
    await in_memory(app, shelf=Shelf((*REAL, *SOLO, *MADE)))
    gc.freeze()  # what is there already need not be looked at again and again
    yield app
    gc.unfreeze()


def scripted(number: int, *, thorough: bool = False) -> Script:
    """Schedule `number`: every eighth in a real exercise, the others in a random one."""
    rng = Random(f"which {number}")
    chosen = rng.choice(MADE if number % 8 else REAL)
    return script(f"evening {number}", chosen, thorough=thorough)


def difference(one: Transcript, other: Transcript) -> str:
    """The first thing Ben could tell two worlds apart by, "" if there is none."""
    for (label, a), (there, b) in zip(one, other, strict=False):
        if a != b or label != there:
            return (
                f"{label} ({there})\n{a.status} {a.headers}\n{a.body!r}\n{b.status} {b.headers}\n{b.body!r}"
            )
    return "" if len(one) == len(other) else f"{len(one)} and {len(other)} answers"


async def told_apart(app: Litestar, clock: Standing, plan: Script) -> tuple[str, tuple[int, int]]:
    """What Ben could tell the two worlds of a schedule apart by, and how much Ada hid in each."""
    one, other = Evening(app, clock, plan, "A"), Evening(app, clock, plan, "B")
    return difference(await one.live(), await other.live()), (one.hid, other.hid)


async def test_ben_cannot_tell(quick: Litestar, clock: Standing) -> None:
    hidden = []
    for number in range(SCHEDULES):
        plan = scripted(number, thorough=number % 100 == 0)
        found, hid = await told_apart(quick, clock, plan)
        assert not found, f"schedule {number}, {plan.exercise.slug}: {found}"
        hidden.append(hid)
    assert sum(one != other for one, other in hidden) > SCHEDULES / 4, "the worlds are too much alike"


@pytest.mark.long
async def test_ben_cannot_tell_even_if_he_looks_at_everything_all_the_time(
    quick: Litestar, clock: Standing
) -> None:
    for number in range(SCHEDULES, 2 * SCHEDULES):
        plan = scripted(number, thorough=True)
        found, _ = await told_apart(quick, clock, plan)
        assert not found, f"schedule {number}, {plan.exercise.slug}: {found}"


async def test_what_has_opened_ben_can_tell(quick: Litestar, clock: Standing) -> None:
    """The third world: were the transcripts blind, other words would not show in it either."""
    told = 0
    for number in range(40):
        plan = scripted(number)
        one = await Evening(quick, clock, plan, "A").live()
        third = await Evening(quick, clock, plan, "C", opens=True).live()
        told += bool(difference(one, third))
    assert told > 10


# Leaks of the kinds that have been made before, each caught by the same schedules


def tells_always(patch: pytest.MonkeyPatch) -> None:
    """A signal for whatever happens."""
    patch.setattr(sessions, "told", lambda before, after, seat: [1, 2])


def opens_early(patch: pytest.MonkeyPatch) -> None:
    """`sight` forgets that the other has not answered yet."""

    def sight(viewer: Any, place: Any, author: str, session: Any) -> Sight:
        step = session.exercise.step(place[0])
        private = rule(session.exercise, step) is Reveal.PRIVATE and author != viewer.person
        return Sight.HIDDEN if private else Sight.OPEN

    patch.setattr(sessions, "sight", sight)


def tells_the_length(patch: pytest.MonkeyPatch) -> None:
    """A view knows how much lies sealed in the session."""
    whole = around.around_of

    def around_of(here: Any, held: Any, notice: str = "") -> Any:
        return whole(here, held, notice or str(sum(len(row.blob) for row in held.rows.values())))

    patch.setattr(around, "around_of", around_of)


def tells_the_time(patch: pytest.MonkeyPatch) -> None:
    """A list is ordered by when anybody did anything."""

    def raise_sequences(space: str, seats: Any, at: int) -> Statement:
        raised = "case when seat in (:one, :other) then 1 else 0 end"
        sql = f"update seats set touched = :at, sequence = sequence + {raised}"
        values = {"space": space, "one": seats[0], "other": seats[-1], "at": at}
        return Statement(f"{sql} where space = :space returning seat, sequence", values)

    patch.setattr(spaces, "raise_sequences", raise_sequences)


def leaves_a_gap(patch: pytest.MonkeyPatch) -> None:
    """A step that the other sees is passed by for what a private answer said."""
    patch.setattr(answering, "_may_pass", lambda session, step, earlier: True)


LEAKS: Mapping[str, Callable[[pytest.MonkeyPatch], None]] = {
    leak.__name__: leak
    for leak in (tells_always, opens_early, tells_the_length, tells_the_time, leaves_a_gap)
}


@pytest.mark.parametrize("leak", LEAKS)
async def test_a_leak_is_caught(
    quick: Litestar, clock: Standing, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    LEAKS[leak](monkeypatch)
    for number in range(1, SCHEDULES):
        if (await told_apart(quick, clock, scripted(number)))[0]:
            return
    raise AssertionError(f"nobody noticed: {LEAKS[leak].__doc__}")
