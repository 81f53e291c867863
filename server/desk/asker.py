"""Who asks: a person as one request knows them, with their keys until the request ends."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from server.desk.base import Desk, day_of
from server.store import people, spaces
from server.store.db import Ask, Row, Statement
from server.vault import codes, grants, unlocks
from server.vault.keyring import Keyring
from server.vault.keys import Key, Label
from server.vault.parcels import public_key
from server.vault.seal import Unreadable

Foresee = Callable[[str, str], tuple[Ask, ...]]
"""What a person (id, journal) will ask for once they are known, so that one read can bring both."""


class Asker:
    """A person in one request. Everything is loaded through them; their keys are wiped with the ring."""

    __slots__ = (
        "_ahead",
        "_grants",
        "day",
        "fresh",
        "journal",
        "kind",
        "person",
        "ring",
        "root",
        "token",
        "unlock",
        "ways",
    )

    def __init__(self, *, person: str, journal: str, root: Key, ring: Keyring, day: int) -> None:
        self.person = person
        self.journal = journal
        self.root = root
        self.ring = ring
        self.day = day
        self.token = ""
        self.unlock = ""
        self.kind = "device"
        self.ways = 1
        """How many ways there are to open the root key from here: this browser and whatever else is kept."""
        self.fresh = False
        """True while the person exists only in the unit that is about to be saved."""
        self._ahead: tuple[tuple[Ask, ...], list[list[Row]]] | None = None
        self._grants: Key | None = None

    def space_key(self, space: str, grant: bytes) -> Key:
        """The key of a space from its grant, opened once in a request."""
        held = self.ring.find(space)
        if held is None:
            if self._grants is None:
                self._grants = self.ring.hold(grants.grants_key(self.root))
            held = self.ring.hold(grants.granted(self._grants, grant, space, self.person), space)
        return held

    def foreseen(self, asks: tuple[Ask, ...], rows: list[list[Row]]) -> None:
        """Keep rows that came with the sign-in, for the one `read` that asks for them."""
        self._ahead = asks, rows

    async def read(self, desk: Desk, *asks: Ask) -> list[list[Row]]:
        """The rows of each ask, from one snapshot taken in this request."""
        ahead, self._ahead = self._ahead, None
        return ahead[1] if ahead is not None and ahead[0] == asks else await desk.db.read(*asks)

    def digest(self, deed: str, body: str) -> str:
        """A keyed digest of what a deed said, so that a repeat can be told from another deed of that name."""
        return self.root.tag(Label.DEED, deed, body)


def hashed(token: str) -> str:
    """What the database keeps of a sign-in token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def find(
    desk: Desk, token: str, secret: bytes, ring: Keyring, foresee: Foresee | None = None
) -> Asker | None:
    """The person for whom this browser may act, or None if it may not, or not any more.

    `foresee` tells what they will ask for next: it is read in the same go, by whom the token found last time,
    and given to nobody else than to whom it finds now.
    """
    name = hashed(token)
    whom = desk.whom.find(name)
    asks = foresee(*whom) if foresee is not None and whom is not None else ()
    rows, *ahead = await desk.db.read(people.by_token(name), *asks)
    if not rows:
        return None
    signed = people.Signed(*rows[0])
    desk.whom.note(name, signed.person, signed.journal)
    try:
        root = unlocks.unwrap_device(signed.wrap, secret, desk.pepper, signed.unlock, signed.person)
    except Unreadable:
        return None
    asker = Asker(
        person=signed.person, journal=signed.journal, root=ring.hold(root), ring=ring, day=signed.seen_day
    )
    asker.token, asker.unlock, asker.kind, asker.ways = token, signed.unlock, signed.kind, signed.unlocks
    if asks and whom == (signed.person, signed.journal):
        asker.foreseen(asks, ahead)
    return asker


def begin(desk: Desk, secret: bytes, token: str, ring: Keyring, at: int) -> tuple[Asker, list[Statement]]:
    """A new person on this browser, and the statements that make them: they exist once that is committed."""
    person, journal = codes.new_id(), codes.new_id()
    root = ring.hold(unlocks.new_root())
    key = ring.hold(Key.fresh(), journal)
    asker = Asker(person=person, journal=journal, root=root, ring=ring, day=day_of(at))
    asker.fresh = True
    unit = [
        people.add_person(person, public_key(root), journal, day_of(at)),
        spaces.add_space(journal, "journal"),
        spaces.add_seat(journal, 1, person, 0),
        spaces.add_grant(journal, person, grants.grant(root, key, journal, person)),
        *sign_in(desk, asker, secret, token, at),
    ]
    return asker, unit


def sign_in(desk: Desk, asker: Asker, secret: bytes, token: str, at: int) -> list[Statement]:
    """Statements that let a browser with this device secret and token act for the asker."""
    unlock = codes.new_id()
    wrap = unlocks.wrap_device(asker.root, secret, desk.pepper, unlock, asker.person)
    asker.unlock, asker.token = unlock, token
    tag = unlocks.device_tag(secret, desk.pepper)
    return [
        people.add_unlock(unlock, asker.person, "device", tag, wrap, day_of(at)),
        people.add_signin(hashed(token), asker.person, unlock, day_of(at)),
    ]


def drafts_seal(asker: Asker) -> str:
    """What seals this person's drafts in their browsers. Pages bring it and no browser keeps it.

    So drafts that still wait there after somebody left are closed to whoever holds the phone.
    """
    with asker.root.derive(Label.DRAFTS) as key:
        return codes.secret_text(bytes(key.raw))


def sign_out(asker: Asker) -> list[Statement]:
    """Statements that end this browser's sign-in. The unlock stays: its device secret is the way back."""
    return [people.drop_signin(hashed(asker.token))]


async def renew(desk: Desk, asker: Asker, new: str, at: int) -> bool:
    """Give this browser's sign-in a new token on the first deed of a day; whether it took it."""
    if asker.fresh or asker.day >= day_of(at):
        return False
    (rows,) = await desk.db.write([people.renew_signin(hashed(asker.token), hashed(new), day_of(at))])
    return bool(rows)
