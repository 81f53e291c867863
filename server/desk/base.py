"""What every desk needs at hand, and the sealing of one record."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from server.core.upcast import newest, upcast
from server.desk.exercises import Copies
from server.store.db import Broken, Busy, Conflict, Db, Full, Stale, Statement
from server.store.records import Row
from server.vault.keys import Key
from server.vault.pepper import Pepper
from server.vault.seal import About, seal, unseal

__all__ = ["UNSAVED", "Conflict", "Desk", "NotFound", "Stale", "Statement"]

UNSAVED = (Full, Broken, Busy)
"""What the database says when it cannot take a unit now, whatever was in it."""

T = TypeVar("T")

DAY = 24 * 60 * 60 * 1000
MINUTE = 60 * 1000


class Whom:
    """Whom a sign-in found last (person, journal), so that what they will ask for can be read along with it.

    Ids alone, and no answer rests on them: who asks is read anew in every request.
    """

    MOST = 4096

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[str, str]] = OrderedDict()

    def find(self, token: str) -> tuple[str, str] | None:
        """Person and journal, if this sign-in (the hash of its token) came by lately."""
        return self._known.get(token)

    def note(self, token: str, person: str, journal: str) -> None:
        """Remember it; the one that came longest ago goes."""
        self._known[token] = person, journal
        self._known.move_to_end(token)
        if len(self._known) > self.MOST:
            self._known.popitem(last=False)


class Desk(Struct, frozen=True):
    """The database, the pepper, and what was decoded or found lately: handed to every function here."""

    db: Db
    pepper: Pepper
    copies: Copies
    whom: Whom = field(default_factory=Whom)


class NotFound(Exception):
    """Not there or not theirs: the asker cannot tell which."""


def day_of(at: int) -> int:
    """The day since the epoch, UTC: all the time that rows of people keep."""
    return at // DAY


IN_PLACE = 1
"""The revision of records that are written anew in place: heads and lists, which have no history."""


def sealed_row(key: Key, space: str, id: str, revision: int, kind: str, author: str, value: object) -> Row:
    """A record ready for the store, in the newest schema of its kind."""
    return sealed_bytes(key, space, id, revision, kind, author, msgspec.json.encode(value))


def sealed_bytes(key: Key, space: str, id: str, revision: int, kind: str, author: str, plain: bytes) -> Row:
    """As `sealed_row`, for a value that is bytes already."""
    schema = newest(kind)
    about = About(kind=kind, space=space, record=id, revision=revision, author=author, schema=schema)
    return Row(space, id, revision, kind, author, schema, seal(key, plain, about))


def opened_bytes(key: Key, row: Row) -> bytes:
    """What was sealed, as JSON of the newest schema."""
    about = About(row.kind, row.space, row.id, row.revision, row.author, row.schema)
    plain = unseal(key, row.blob, about)
    return plain if row.schema == newest(row.kind) else upcast(row.kind, row.schema, plain)


def opened(key: Key, row: Row, decoder: msgspec.json.Decoder[T]) -> T:
    """What was sealed, decoded."""
    return decoder.decode(opened_bytes(key, row))


def decoder_of(kind: Any) -> msgspec.json.Decoder[Any]:
    """A JSON decoder that lets unknown fields pass: they come from a newer release."""
    return msgspec.json.Decoder(kind)
