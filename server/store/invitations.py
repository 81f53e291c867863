"""Rows of invitations and knocks."""

from __future__ import annotations

from msgspec import Struct

from server.store.db import Ask, Statement


class Invitation(Struct, frozen=True):
    """A way in: by code (only finds the session) or by link (carries the key, wrapped)."""

    id: str
    space: str
    code_until: int
    link_until: int
    link_wrap: bytes | None
    public_key: bytes
    state: str


class Knock(Struct, frozen=True):
    """Someone who gave a code. `parcel` is for the first person, `own` for the knocking one."""

    id: str
    invitation: str
    space: str
    person: str
    parcel: bytes
    own: bytes
    until: int
    state: str


_INVITATION = "select id, space, code_until, link_until, link_wrap, public_key, state from invitations"
_KNOCK = "select id, invitation, space, person, parcel, own, until, state from knocks"


def by_code(tag: str) -> Ask:
    """Rows of `Invitation` by the tag of a code."""
    return Ask(f"{_INVITATION} where code_tag = :tag", {"tag": tag})


def by_link(tag: str) -> Ask:
    """Rows of `Invitation` by the tag of a link's secret."""
    return Ask(f"{_INVITATION} where link_tag = :tag", {"tag": tag})


def open_in(space: str) -> Ask:
    """Rows of `Invitation` of a space that nobody has used."""
    return Ask(f"{_INVITATION} where space = :space and state = 'open'", {"space": space})


def add(
    id: str, space: str, code: tuple[str, int], link: tuple[str, int, bytes], public_key: bytes
) -> Statement:
    """A new invitation. `code` is its tag and end; `link` its tag, end and the wrapped key."""
    return Statement(
        "insert into invitations"
        " (id, space, code_tag, code_until, link_tag, link_until, link_wrap, public_key, state)"
        " values (:id, :space, :code_tag, :code_until, :link_tag, :link_until, :wrap, :public_key, 'open')",
        {
            "id": id,
            "space": space,
            "code_tag": code[0],
            "code_until": code[1],
            "link_tag": link[0],
            "link_until": link[1],
            "wrap": link[2],
            "public_key": public_key,
        },
        1,
    )


def burn_code(tag: str, at: int) -> Statement:
    """Use a code up, once: no row (`Stale`) if it is unknown, used, expired or taken."""
    return Statement(
        "update invitations set state = 'used', link_wrap = null"
        " where code_tag = :tag and state = 'open' and code_until > :at returning id",
        {"tag": tag, "at": at},
        1,
    )


def burn_link(tag: str, at: int) -> Statement:
    """Use a link up, once, and delete the key it wrapped."""
    return Statement(
        "update invitations set state = 'used', link_wrap = null"
        " where link_tag = :tag and state = 'open' and link_until > :at returning id",
        {"tag": tag, "at": at},
        1,
    )


def extend_code(space: str, before: int, until: int, at: int) -> Statement:
    """Let a code last longer: no row (`Stale`) if it was used, closed, extended meanwhile, or is over."""
    return Statement(
        "update invitations set code_until = :until"
        " where space = :space and state = 'open' and code_until = :before and code_until > :at returning id",
        {"space": space, "before": before, "until": until, "at": at},
        1,
    )


def close_all(space: str) -> Statement:
    """A new invitation or a taken seat ends the ones before."""
    return Statement(
        "update invitations set state = 'closed', link_wrap = null where space = :space and state = 'open'",
        {"space": space},
        None,
    )


def add_knock(knock: Knock) -> Statement:
    """Someone waits to be let in."""
    return Statement(
        "insert into knocks (id, invitation, space, person, parcel, own, until, state)"
        " values (:id, :invitation, :space, :person, :parcel, :own, :until, 'waiting')",
        {
            "id": knock.id,
            "invitation": knock.invitation,
            "space": knock.space,
            "person": knock.person,
            "parcel": knock.parcel,
            "own": knock.own,
            "until": knock.until,
        },
        1,
    )


def knock_of(id: str, person: str) -> Ask:
    """Rows of `Knock`: one's own, by its id."""
    return Ask(f"{_KNOCK} where id = :id and person = :person", {"id": id, "person": person})


def knocks_at(space: str, at: int) -> Ask:
    """Rows of `Knock` that wait at a session now."""
    return Ask(
        f"{_KNOCK} where space = :space and state = 'waiting' and until > :at order by until",
        {"space": space, "at": at},
    )


def settle_knock(id: str, state: str, at: int) -> Statement:
    """Let in or refuse, once and in time."""
    return Statement(
        "update knocks set state = :state where id = :id and state = 'waiting' and until > :at returning id",
        {"id": id, "state": state, "at": at},
        1,
    )


def tell_first_seat(space: str, at: int) -> Statement:
    """The first person's view changed: somebody knocks. Returns rows (seat, sequence)."""
    return Statement(
        "update seats set sequence = sequence + 1, touched = :at where space = :space and seat = 1"
        " returning seat, sequence",
        {"space": space, "at": at},
        None,
    )


def let_in(person: str) -> Ask:
    """One row for whoever sits or sat in a session, or never knocked; none while they only knocked."""
    return Ask(
        "select id from persons where id = :person and ("
        "exists (select 1 from seats s join spaces o on o.id = s.space"
        " where s.person = :person and o.kind <> 'journal')"
        " or exists (select 1 from knocks where person = :person and state = 'admitted')"
        " or not exists (select 1 from knocks where person = :person))",
        {"person": person},
    )
