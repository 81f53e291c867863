"""The four moves of every deed in a session: load, decide, save, tell; and again if somebody was faster."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable

from msgspec import Struct

from server.core.deeds import Deed
from server.core.problems import Problem
from server.core.session import decide
from server.core.state import Session
from server.desk import invitations, sessions
from server.desk.asker import Asker
from server.desk.base import Conflict, Stale, Statement
from server.desk.sessions import Held
from server.pages.visit import Visit
from server.render.forms import BadBody, Form, canonical, one

TRIES = 5
_DEED = re.compile(r"[0-9a-zA-Z_-]{8,64}", re.ASCII)


class Declined(Exception):
    """The core said no; `held` is the session as it stands, so that the page can keep what was typed."""

    def __init__(self, problem: Problem, held: Held) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.held = held


class OtherDeed(Exception):
    """This deed was done before and said something else; or others were faster each time (`overtaken`)."""

    def __init__(self, held: Held | None = None, *, overtaken: bool = False) -> None:
        super().__init__()
        self.held = held
        self.overtaken = overtaken


class OtherHands(Exception):
    """On one phone: the page was built for the other seat. Nothing of it is shown again: it may be theirs."""


def in_hand(held: Held, form: Form, *, holding: bool = True) -> Held:
    """The same, if the page that sent this is of the seat whose move it is; raises `OtherHands`."""
    state = held.session.state
    if state.here and (one(form, "seat") != str(held.seat) or (holding and state.holder != held.seat)):
        raise OtherHands
    return held


class More(Struct, kw_only=True):
    """Statements that go into the same unit as the deed."""

    more: list[Statement] = []
    noted: list[Statement] = []


Extra = Callable[[Held, Session], Awaitable[More]]
Saved = tuple[Session, dict[int, int]]
"""The session after, and the seats for which it changed something, with their new sequence numbers."""
Save = Callable[[Held, tuple[str, str]], Awaitable[Saved]]
"""Decides and saves one unit, given what was loaded and the deed with its digest; may raise `Stale`."""


def deed_of(form: Form) -> str:
    """The deed's name, minted with the form; raises `BadBody` where there is none."""
    id = one(form, "deed")
    if not _DEED.fullmatch(id):
        raise BadBody(400)
    return id


def digest_of(asker: Asker, visit: Visit, form: Form, deed: str) -> str:
    """What this deed said, keyed: the address and all fields."""
    return asker.digest(deed, f"{visit.request.method} {visit.request.url.path} {canonical(form)}")


async def done_before(visit: Visit, form: Form) -> str | None:
    """What this very deed made or changed, if it was done before; raises `OtherDeed` if it said otherwise."""
    id = deed_of(form)
    asker = await visit.person()
    done = None if asker is None else await invitations.done_before(visit.house.desk, asker, id)
    if asker is None or done is None:
        return None
    if done[0] != digest_of(asker, visit, form, id):
        raise OtherDeed
    return done[1]


def repeated(held: Held, digest: str) -> bool:
    """Whether the deed this was loaded for was done before; raises `OtherDeed` if it said otherwise."""
    if held.done is not None and held.done.digest != digest:
        raise OtherDeed(held)
    return held.done is not None


async def asker_for(visit: Visit, session: str, form: Form) -> Asker:
    """Whoever does this deed in a session; what `act` loads comes with the sign-in."""
    id = one(form, "deed")
    return await visit.asker(
        lambda who, own: sessions.asks(who, own, session, visit.at, deed=id, looking=False)
    )


async def until_saved(
    visit: Visit, session: str, form: Form, save: Save, *, steps: Iterable[str] | None = None, looking: bool
) -> tuple[Held, Session]:
    """Load, let `save` decide and save, tell whom it concerns; again if somebody was faster, `TRIES` times.

    Gives the session before and after. A deed that was done before is not done again.
    """
    id = deed_of(form)
    asker = await asker_for(visit, session, form)
    digest = digest_of(asker, visit, form, id)
    desk = visit.house.desk
    wanted = None if steps is None else tuple(steps)
    for _ in range(TRIES):
        held = await sessions.load(desk, asker, session, visit.at, deed=id, steps=wanted, looking=looking)
        if repeated(held, digest):
            return held, held.session
        try:
            after, told = await save(held, (id, digest))
        except (Stale, Conflict):
            continue
        visit.house.hub.tell(session, told)
        return held, after
    raise OtherDeed(held, overtaken=True)


async def act(
    visit: Visit,
    session: str,
    form: Form,
    make: Callable[[Held], Deed],
    *,
    steps: Iterable[str] | None = None,
    extra: Extra | None = None,
) -> tuple[Held, Session]:
    """Do a deed; gives the session before and after. `make` may raise `Refused`, the core may decline."""

    async def save(held: Held, done: tuple[str, str]) -> Saved:
        after = decide(held.session, held.seat, make(held), visit.at, saw_partner=one(form, "met") == "yes")
        if isinstance(after, Problem):
            raise Declined(after, held)
        found = await extra(held, after) if extra is not None else More()
        told = await sessions.save(
            visit.house.desk, held.asker, held, after, done, visit.at, more=found.more, noted=found.noted
        )
        return after, told

    return await until_saved(visit, session, form, save, steps=steps, looking=False)
