"""Coming back on a device whose sign-in was ended, as its secret still opens much; forgetting it."""

from __future__ import annotations

from msgspec import Struct

from server.desk.asker import Asker, hashed
from server.desk.base import Desk, day_of
from server.store import people
from server.store.db import Statement
from server.store.people import Unlock
from server.vault import unlocks
from server.vault.keyring import Keyring
from server.vault.seal import Unreadable


class Back(Struct, frozen=True):
    """Somebody whom this device can open: the unlock, and since which day (days since the epoch)."""

    unlock: str
    day: int


async def ways_back(desk: Desk, secret: bytes) -> list[Back]:
    """Whoever has no other way in than this device, the latest first.

    Whoever has recovery words or a passkey comes back by these: one tap would be too easy for somebody else.
    """
    return [Back(found.id, found.began_day) for found in await _found(desk, secret) if not found.others]


async def come_back(
    desk: Desk, secret: bytes, unlock: str, token: str, ring: Keyring, at: int
) -> list[Statement]:
    """Statements that let this device act again for the person of this unlock; none if it cannot."""
    for found in await _found(desk, secret):
        if found.id != unlock or found.others:
            continue
        try:
            root = unlocks.unwrap_device(found.wrap, secret, desk.pepper, found.id, found.person)
        except Unreadable:
            return []
        asker = Asker(
            person=found.person, journal=found.journal, root=ring.hold(root), ring=ring, day=day_of(at)
        )
        return [people.add_signin(hashed(token), asker.person, found.id, day_of(at))]
    return []


async def forget(desk: Desk, asker: Asker, secret: bytes) -> tuple[list[Statement], bool]:
    """Statements that take this device's way to the asker's words; whether its secret opens nobody else's."""
    others = [found for found in await _found(desk, secret) if found.person != asker.person]
    return [*people.drop_device(asker.unlock)], not others


async def _found(desk: Desk, secret: bytes) -> list[Unlock]:
    (rows,) = await desk.db.read(people.by_tag(unlocks.device_tag(secret, desk.pepper)))
    return [Unlock(*row) for row in rows]
