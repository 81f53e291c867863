"""Rows of persons, their unlocks and their sign-ins."""

from __future__ import annotations

from msgspec import Struct

from server.store.db import Ask, Statement


class Signed(Struct, frozen=True):
    """What a sign-in token finds: the person, and the wrapped root key of the browser it was given to."""

    person: str
    journal: str
    unlock: str
    kind: str
    wrap: bytes
    seen_day: int
    unlocks: int
    """How many ways this person has to open their root key."""


class Unlock(Struct, frozen=True):
    """One way to open a root key, as its tag finds it."""

    id: str
    person: str
    kind: str
    wrap: bytes
    journal: str
    began_day: int
    others: int
    """How many other ways than devices this person has."""


def by_token(token: str) -> Ask:
    """Rows of `Signed`, at most one. `token` is the hash of what the cookie holds."""
    return Ask(
        "select p.id, p.journal, u.id, u.kind, u.wrap, s.seen_day,"
        " (select count(*) from unlocks o where o.person = p.id and (o.kind <> 'device' or o.id = u.id))"
        " from signins s join persons p on p.id = s.person join unlocks u on u.id = s.unlock"
        " where s.token = :token or s.former = :token",
        {"token": token},
    )


def by_tag(tag: str) -> Ask:
    """Rows of `Unlock`, the newest first: one for recovery words, any number for a device."""
    return Ask(
        "select u.id, u.person, u.kind, u.wrap, p.journal, u.began_day,"
        " (select count(*) from unlocks o where o.person = u.person and o.kind <> 'device')"
        " from unlocks u join persons p on p.id = u.person where u.tag = :tag"
        " order by u.began_day desc, u.id",
        {"tag": tag},
    )


def unlocks_of(person: str) -> Ask:
    """Rows (id, kind, began_day) of all unlocks of a person."""
    return Ask(
        "select id, kind, began_day from unlocks where person = :person order by began_day, id",
        {"person": person},
    )


def public_key(person: str) -> Ask:
    """Rows (public_key,) of a person."""
    return Ask("select public_key from persons where id = :person", {"person": person})


def add_person(id: str, key: bytes, journal: str, day: int) -> Statement:
    """A new person."""
    return Statement(
        "insert into persons (id, public_key, journal, began_day) values (:id, :key, :journal, :day)",
        {"id": id, "key": key, "journal": journal, "day": day},
        1,
    )


def add_unlock(id: str, person: str, kind: str, tag: str, wrap: bytes, day: int) -> Statement:
    """A new way to open the root key."""
    return Statement(
        "insert into unlocks (id, person, kind, tag, wrap, began_day)"
        " values (:id, :person, :kind, :tag, :wrap, :day)",
        {"id": id, "person": person, "kind": kind, "tag": tag, "wrap": wrap, "day": day},
        1,
    )


def drop_words(person: str) -> Statement:
    """Take back the recovery words, before new ones are kept."""
    return Statement(
        "delete from unlocks where person = :person and kind = 'words'", {"person": person}, None
    )


def add_signin(token: str, person: str, unlock: str, day: int) -> Statement:
    """A browser that may act for a person; `token` is a hash."""
    return Statement(
        "insert into signins (token, person, unlock, seen_day) values (:token, :person, :unlock, :day)",
        {"token": token, "person": person, "unlock": unlock, "day": day},
        1,
    )


def drop_signin(token: str) -> Statement:
    """End one sign-in."""
    return Statement("delete from signins where token = :token or former = :token", {"token": token}, None)


def drop_device(unlock: str) -> tuple[Statement, Statement]:
    """Take a browser's own way to the root key back, and every sign-in that came of it."""
    return (
        Statement("delete from signins where unlock = :unlock", {"unlock": unlock}, None),
        Statement("delete from unlocks where id = :unlock and kind = 'device'", {"unlock": unlock}, 1),
    )


def renew_signin(token: str, new: str, day: int) -> Statement:
    """Give a sign-in a new token, once a day; returns rows (token,), none if it has one of this day.

    The one before stays good until the next: the answer that brings the new one may get lost.
    """
    return Statement(
        "update signins set token = :new, former = :token, seen_day = :day"
        " where (token = :token or former = :token) and seen_day < :day returning token",
        {"token": token, "new": new, "day": day},
        None,
    )
