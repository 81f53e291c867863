"""Rows of spaces, seats, grants and parcels: which random ids belong together, and who holds which key."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from server.store.db import Ask, Statement


class Membership(Struct, frozen=True):
    """A space as one member finds it: their seat, and their key as a grant or still as a parcel."""

    space: str
    kind: str
    revision: int
    touched: int
    seat: int
    sequence: int
    grant: bytes | None
    parcel: bytes | None


_MEMBERSHIP = (
    "select s.id, s.kind, s.revision, m.touched, m.seat, m.sequence, g.blob, p.blob"
    " from seats m join spaces s on s.id = m.space"
    " left join grants g on g.space = m.space and g.person = m.person"
    " left join parcels p on p.space = m.space and p.person = m.person"
)


def of_member(space: str, person: str) -> Ask:
    """Rows of `Membership`: one, or none where it is not theirs or not there."""
    return Ask(
        f"{_MEMBERSHIP} where m.person = :person and m.space = :space", {"space": space, "person": person}
    )


def with_journal(space: str, person: str, journal: str) -> Ask:
    """Rows of `Membership`: of a space, if it is theirs, and of their own journal."""
    return Ask(
        f"{_MEMBERSHIP} where m.person = :person and m.space in (:space, :journal)",
        {"space": space, "person": person, "journal": journal},
    )


def sessions_of(person: str, most: int) -> Ask:
    """Rows of `Membership` for a person's sessions, the latest first."""
    return Ask(
        f"{_MEMBERSHIP} where m.person = :person and s.kind = 'session'"
        " order by m.touched desc, s.id limit :most",
        {"person": person, "most": most},
    )


def seats_in(space: str) -> Ask:
    """Rows (seat, person, sequence) of a space."""
    return Ask(
        "select seat, person, sequence from seats where space = :space order by seat", {"space": space}
    )


def add_space(id: str, kind: str) -> Statement:
    """A new space at revision 1."""
    return Statement(
        "insert into spaces (id, kind, revision) values (:id, :kind, 1)",
        {"id": id, "kind": kind},
        1,
    )


def change(id: str, loaded: int) -> Statement:
    """The first statement of every unit that changes a space: no row (`Stale`) if it changed meanwhile."""
    return Statement(
        "update spaces set revision = revision + 1 where id = :id and revision = :loaded returning revision",
        {"id": id, "loaded": loaded},
        1,
    )


def add_seat(space: str, seat: int, person: str, at: int) -> Statement:
    """Take a seat; refused by the table if it is taken."""
    return Statement(
        "insert into seats (space, seat, person, sequence, touched) values (:space, :seat, :person, 1, :at)",
        {"space": space, "seat": seat, "person": person, "at": at},
        1,
    )


def drop_seat(space: str, seat: int) -> Statement:
    """Free a seat."""
    return Statement(
        "delete from seats where space = :space and seat = :seat", {"space": space, "seat": seat}, None
    )


def raise_sequences(space: str, seats: Sequence[int], at: int) -> Statement:
    """Number the change for those seats whose view it changed; returns rows (seat, sequence).

    The time is the seat's too: were it the space's, the order of a list would tell of the other's edits.
    """
    return Statement(
        "update seats set sequence = sequence + 1, touched = :at"
        " where space = :space and seat in (:one, :other) returning seat, sequence",
        {"space": space, "one": seats[0], "other": seats[-1], "at": at},
        None,
    )


def add_grant(space: str, person: str, blob: bytes) -> Statement:
    """Keep a member's key to a space, sealed under their root key; a second time it says the same."""
    return Statement(
        "insert into grants (space, person, blob) values (:space, :person, :blob)"
        " on conflict (space, person) do update set blob = excluded.blob",
        {"space": space, "person": person, "blob": blob},
        1,
    )


def drop_grant(space: str, person: str) -> Statement:
    """End a person's way into a space."""
    return Statement(
        "delete from grants where space = :space and person = :person",
        {"space": space, "person": person},
        None,
    )


def add_parcel(space: str, person: str, blob: bytes) -> Statement:
    """Leave a key for someone who is not here."""
    return Statement(
        "insert into parcels (space, person, blob) values (:space, :person, :blob)"
        " on conflict (space, person) do update set blob = excluded.blob",
        {"space": space, "person": person, "blob": blob},
        1,
    )


def drop_parcel(space: str, person: str) -> Statement:
    """The parcel was taken in."""
    return Statement(
        "delete from parcels where space = :space and person = :person",
        {"space": space, "person": person},
        None,
    )


def revision_of(space: str) -> Ask:
    """Rows (revision,) of a space."""
    return Ask("select revision from spaces where id = :space", {"space": space})
