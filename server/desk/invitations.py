"""Invitations, knocks and letting in: how the second person comes to hold the session's key."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from server.core import deeds as core_deeds
from server.core.problems import Problem
from server.core.session import decide
from server.core.state import Session, State
from server.desk import firsts
from server.desk.asker import Asker
from server.desk.base import MINUTE, Desk, NotFound
from server.desk.sessions import Held, parcel_about
from server.store import deeds, invitations, people, spaces
from server.store.db import Ask, Conflict, Stale, Statement
from server.store.invitations import Invitation, Knock
from server.vault import codes, links
from server.vault.parcels import invitation_keys, pack, pack_key, unpack
from server.vault.pictures import pictures
from server.vault.seal import About, seal, unseal

CODE_LASTS = 10 * MINUTE
LINK_LASTS = 24 * 60 * MINUTE
KNOCK_LASTS = 10 * MINUTE
CODE_MOST = 60 * MINUTE
"""However often it is extended, a code that somebody may have seen ends after this long."""
SOON = 5 * MINUTE // 2
"""How long before its end a code is said to end: two minutes, and what the page needs to notice."""


class NoSuchCode(Exception):
    """Unknown, used, expired or taken: which of them is not said."""


class OwnSession(Exception):
    """The person who gave the code sits in that session already; nothing was burnt."""

    def __init__(self, session: str) -> None:
        super().__init__()
        self.session = session


class Ways(Struct, frozen=True):
    """A new invitation as its maker sees it once: the code, the link's secret, and when each ends."""

    code: str
    secret: str
    code_until: int
    link_until: int


class Slip(Struct, frozen=True):
    """What a knock says: a name, and a random value that makes the pictures."""

    name: str
    random: str


_SLIP = msgspec.json.Decoder(Slip)
_STATE = msgspec.json.Decoder(State)


def _slip_about(kind: str, knock: str, person: str) -> About:
    return About(kind=kind, space="", record=knock, revision=0, author=person, schema=1)


def invite(desk: Desk, held: Held, at: int) -> tuple[Ways, list[Statement]]:
    """A new way in, and the statements that open it and close the ones before."""
    id, code, secret = codes.new_id(), codes.new_code(), links.new_link()
    private, public = invitation_keys(held.key, id)
    private.forget()
    ways = Ways(code, codes.secret_text(secret), at + CODE_LASTS, at + LINK_LASTS)
    wrap = links.wrap_link(secret, desk.pepper, held.key, id)
    row = invitations.add(
        id,
        held.session.id,
        (codes.code_tag(code, desk.pepper), ways.code_until),
        (links.link_tag(secret, desk.pepper), ways.link_until, wrap),
        public,
    )
    return ways, [invitations.close_all(held.session.id), row]


def ends_soon(ways: Ways, at: int) -> bool:
    """Whether it is time to say that the code ends."""
    return ways.code_until - SOON <= at < ways.code_until


def extended(ways: Ways, at: int) -> Ways | None:
    """The same code for as long again; None where it is not ending yet, is over, or had its hour."""
    until, most = ways.code_until + CODE_LASTS, ways.link_until - LINK_LASTS + CODE_MOST
    return replace(ways, code_until=until) if ends_soon(ways, at) and until <= most else None


def extend(held: Held, before: Ways, after: Ways, at: int) -> list[Statement]:
    """Statements that let a code last longer, while nobody has used it."""
    return [invitations.extend_code(held.session.id, before.code_until, after.code_until, at)]


async def find_code(desk: Desk, code: str, person: str, at: int) -> Invitation:
    """The invitation of a code that can be used now; the same work and answer for every other code."""
    return await _find(desk, invitations.by_code(codes.code_tag(code, desk.pepper)), person, at, by_code=True)


async def find_link(desk: Desk, secret: bytes, person: str, at: int) -> Invitation:
    """As `find_code`, for the secret of a link."""
    return await _find(
        desk, invitations.by_link(links.link_tag(secret, desk.pepper)), person, at, by_code=False
    )


async def _find(desk: Desk, ask: Ask, person: str, at: int, *, by_code: bool) -> Invitation:
    (rows,) = await desk.db.read(ask)
    space = rows[0][1] if rows else ""
    (seats,) = await desk.db.read(spaces.seats_in(space))
    if not rows:
        raise NoSuchCode
    found = Invitation(*rows[0])
    if found.state != "open" or at >= (found.code_until if by_code else found.link_until):
        raise NoSuchCode
    if any(seat[1] == person for seat in seats):
        raise OwnSession(found.space)
    return found


async def knock(
    desk: Desk,
    asker: Asker,
    found: Invitation,
    code: str,
    name: str,
    first: list[Statement],
    deed: tuple[str, str],
    at: int,
) -> tuple[str, int]:
    """Burn the code and wait at the door; gives the knock's id and the first seat's new sequence.

    `first` makes the person, if they are new: they exist only if the code was burnt in the same unit.
    """
    id = codes.derived_id(asker.person.encode(), "knock", deed[0])
    slip = msgspec.json.encode(Slip(name, codes.new_id()))
    row = Knock(
        id=id,
        invitation=found.id,
        space=found.space,
        person=asker.person,
        parcel=pack(found.public_key, slip, _slip_about("knock", id, asker.person)),
        own=seal(asker.root, slip, _slip_about("own-knock", id, asker.person)),
        until=at + KNOCK_LASTS,
        state="waiting",
    )
    unit = [
        invitations.burn_code(codes.code_tag(code, desk.pepper), at),
        *first,
        invitations.add_knock(row),
        deeds.add(asker.person, deed[0], deed[1], id, at // (24 * 60 * MINUTE)),
        invitations.tell_first_seat(found.space, at),
    ]
    try:
        rows = await desk.db.write(unit)
    except (Stale, Conflict):
        raise NoSuchCode from None
    return id, rows[-1][0][1] if rows[-1] else 0


async def waiting(desk: Desk, asker: Asker, id: str) -> tuple[Knock, Slip]:
    """One's own knock and what it said. Raises `NotFound`."""
    (rows,) = await desk.db.read(invitations.knock_of(id, asker.person))
    if not rows:
        raise NotFound
    row = Knock(*rows[0])
    return row, _SLIP.decode(unseal(asker.root, row.own, _slip_about("own-knock", id, asker.person)))


def heard(held: Held, knock: Knock) -> Slip:
    """What a knock says, to whoever holds the session's key."""
    private, _ = invitation_keys(held.key, knock.invitation)
    with private:
        return _SLIP.decode(unpack(private, knock.parcel, _slip_about("knock", knock.id, knock.person)))


def drawn(knock: Knock, slip: Slip) -> tuple[int, int, int]:
    """The three pictures of a knock: the same on both phones only if both saw the same one."""
    return pictures(knock.id.encode(), knock.invitation.encode(), knock.person.encode(), slip.random.encode())


async def admit(
    desk: Desk, held: Held, knock: Knock, name: str, at: int
) -> tuple[Session, list[Statement]] | Problem:
    """Let somebody in by the first person's tap: their seat, and the key as a parcel to them."""
    first = await firsts.first_for(desk, held.asker, held.session, knock.person)
    after = decide(held.session, 2, core_deeds.Arrive(knock.person, name, met=True, first=first), at)
    if isinstance(after, Problem):
        return after
    (keys,) = await desk.db.read(people.public_key(knock.person))
    space = held.session.id
    unit = [invitations.settle_knock(knock.id, "admitted", at), invitations.close_all(space)]
    before = held.session.state.sittings.get(2)
    if before is not None:
        unit += [
            spaces.drop_seat(space, 2),
            spaces.drop_grant(space, before.person),
            spaces.drop_parcel(space, before.person),
        ]
    parcel = pack_key(keys[0][0], held.key, parcel_about(space, knock.person))
    unit += [spaces.add_seat(space, 2, knock.person, at), spaces.add_parcel(space, knock.person, parcel)]
    return after, unit


def refuse(knock: Knock, at: int) -> list[Statement]:
    """Statements that leave somebody outside."""
    return [invitations.settle_knock(knock.id, "refused", at)]


async def done_before(desk: Desk, asker: Asker, deed: str) -> tuple[str, str] | None:
    """Digest and result of a deed, if the asker did it before."""
    (rows,) = await desk.db.read(deeds.find(asker.person, deed))
    return (rows[0][0], rows[0][1]) if rows else None


async def state_of(desk: Desk, person: str, id: str) -> str:
    """How a knock stands, without opening it. Raises `NotFound`."""
    (rows,) = await desk.db.read(invitations.knock_of(id, person))
    if not rows:
        raise NotFound
    return str(Knock(*rows[0]).state)
