"""Exercises made for one test, and a database in which two requests meet after both have decided."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from itertools import count
from typing import Any

from litestar import Litestar
from msgspec.structs import replace

from server.core.exercise import build
from server.library.shelf import Shelf
from server.pages.house import House
from server.security.throttle import MINUTE, Throttle
from server.store.db import Ask, Broken, Conflict, Db, Row, Stale, Statement
from tests.cast import Phone

PATIENCE = 0.1
"""Seconds the first of two waits for the second, who may have been refused before it came to writing."""


class Meeting:
    """A database that can hold a request back before its write until another one is there too."""

    def __init__(self, db: Db, chance: random.Random) -> None:
        self._db = db
        self._chance = chance
        self._seats = 0
        self._there: list[asyncio.Future[None]] = []
        self.clashes = 0
        """How many units came too late and had to be decided again."""

    @property
    def broken(self) -> Broken | None:
        return self._db.broken

    def arranged(self) -> None:
        """Most times the next two writes meet; else they come as they come."""
        self._seats = 2 if self._chance.random() < 0.8 else 0

    async def read(self, *asks: Ask) -> list[list[Row]]:
        return await self._db.read(*asks)

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        if self._seats:
            await self._met()
        try:
            return await self._db.write(unit)
        except (Stale, Conflict):
            self.clashes += 1
            raise

    async def close(self) -> None:
        await self._db.close()

    async def _met(self) -> None:
        self._seats -= 1
        here: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._there.append(here)
        if self._seats == 0:
            self._go()
        try:
            async with asyncio.timeout(PATIENCE):
                await here
        except TimeoutError:
            self._seats = 0
            self._there.clear()

    def _go(self) -> None:
        """In any order, so that each of the two is first sometimes."""
        self._chance.shuffle(self._there)
        for each in self._there:
            if not each.done():
                each.set_result(None)
        self._there.clear()


def meeting(app: Litestar, seed: int = 0) -> Meeting:
    """Put such a database into a running app."""
    house: House = app.state.house
    met = Meeting(house.desk.db, random.Random(seed))
    app.state.house = replace(house, desk=replace(house.desk, db=met))
    return met


def unhurried(app: Litestar) -> None:
    """Between two tries of anybody an hour passes: races come faster than hands."""
    hours = count(0, 60 * MINUTE)
    app.state.house = replace(app.state.house, throttle=Throttle(lambda: next(hours)))


def shelved(app: Litestar, slug: str, *steps: dict[str, Any], audience: str = "pair") -> str:
    """Put an exercise made of these steps on the shelf of a running app; gives its slug."""
    table = {
        "slug": slug,
        "version": 1,
        "title": "An evening",
        "summary": "A few small steps.",
        "audience": audience,
        "approach": "communication",
        "aims": ["closeness"],
        "minutes": 5,
        "access": "open",
        "gate": "solo",  # the check before joint work has races of its own
        "stop": "Stop whenever you like.",
        "not_for": "No one.",
        "source": {"based_on": "Common practice", "works": [], "evidence": "None."},
        "steps": [{"ask": f"What about {step['id']}?", **step} for step in steps],
    }
    house: House = app.state.house
    app.state.house = replace(house, shelf=Shelf([*house.shelf.exercises, build(table)], house.shelf.packs))
    return slug


def write(id: str, reveal: str = "private") -> dict[str, Any]:
    """A step to write at."""
    return {"id": id, "kind": "write", "reveal": reveal}


def agree(id: str) -> dict[str, Any]:
    """A step with a joint document."""
    return {"id": id, "kind": "agree", "reveal": "joint", "start": "From now on"}


async def both(*posts: Any) -> list[int]:
    """Do these at the same moment; gives what each was told."""
    return [answer.status_code for answer in await asyncio.gather(*posts)]


async def words(phone: Phone, session: str, step: str) -> tuple[str, str]:
    """What a phone sees of a step: the own text and the other's, "" where there is none."""
    view = await phone.view(f"{session}/steps/{step}")
    mine, theirs = view["mine"], view["theirs"]
    return (mine["text"] if mine else "", theirs["text"] if theirs else "")


async def unsound(app: Litestar) -> list[str]:
    """What the plain columns of a running app say that cannot be."""
    return await unsound_rows(app.state.house.desk.db)


async def unsound_rows(db: Db) -> list[str]:
    """What plain columns say that cannot be: a half unit, a doubled record, a seat too many."""
    heads, doubled, seats, keyless, homeless = await db.read(
        Ask(
            "select s.id from spaces s where s.kind = 'session' and (s.revision <>"
            " (select count(*) from deeds d where d.space = s.id)"
            " or not exists (select 1 from records r where r.space = s.id and r.id = 'head'))"
        ),
        Ask("select space, id from records where current = 1 group by space, id having count(*) > 1"),
        Ask("select space from seats group by space having count(*) > 2"),
        Ask(
            "select m.space from seats m left join grants g on g.space = m.space and g.person = m.person"
            " left join parcels p on p.space = m.space and p.person = m.person"
            " where g.blob is null and p.blob is null"
        ),
        Ask(
            "select r.id from records r left join spaces s on s.id = r.about"
            " where r.about <> '' and (s.id is null or s.kind <> 'session')"
        ),
    )
    found = {"torn": heads, "doubled": doubled, "crowded": seats, "keyless": keyless, "homeless": homeless}
    return [f"{what}: {rows}" for what, rows in found.items() if rows]
