"""Rows of deeds: what a person has already done, so that a repeat is harmless."""

from __future__ import annotations

from msgspec import Struct

from server.store.db import Ask, Statement


class Done(Struct, frozen=True):
    """A deed done before: the keyed digest of its body, and the space it changed or made."""

    digest: str
    space: str


def find(person: str, id: str) -> Ask:
    """Rows of `Done`, at most one."""
    return Ask(
        "select digest, space from deeds where person = :person and id = :id", {"person": person, "id": id}
    )


def add(person: str, id: str, digest: str, space: str, day: int) -> Statement:
    """Note a deed in the unit that carries it out; a second one of the same name is a `Conflict`."""
    return Statement(
        "insert into deeds (person, id, digest, space, day) values (:person, :id, :digest, :space, :day)",
        {"person": person, "id": id, "digest": digest, "space": space, "day": day},
        1,
    )
