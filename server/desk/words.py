"""Recovery words: kept as one more unlock, and used to sign in another browser."""

from __future__ import annotations

from base64 import b64decode, b64encode

from server.desk.asker import Asker
from server.desk.base import Desk, day_of
from server.store import deeds, people
from server.store.db import Statement
from server.vault import codes, unlocks
from server.vault.keyring import Keyring
from server.vault.seal import About, Unreadable, seal, unseal


def keep(asker: Asker, words: tuple[str, ...], deed: tuple[str, str], at: int) -> list[Statement]:
    """Statements that make these words the asker's only recovery words, by this deed (id, digest)."""
    unlock = codes.new_id()
    wrap = unlocks.wrap_words(asker.root, words, unlock, asker.person)
    return [
        people.drop_words(asker.person),
        people.add_unlock(unlock, asker.person, "words", unlocks.words_tag(words), wrap, day_of(at)),
        deeds.add(asker.person, deed[0], deed[1], asker.journal, day_of(at)),
    ]


async def find(desk: Desk, words: tuple[str, ...], ring: Keyring, at: int) -> Asker | None:
    """The person whose recovery words these are."""
    (rows,) = await desk.db.read(people.by_tag(unlocks.words_tag(words)))
    if not rows:
        return None
    kept = people.Unlock(*rows[0])
    try:
        root = unlocks.unwrap_words(kept.wrap, words, kept.id, kept.person)
    except Unreadable:
        return None
    return Asker(person=kept.person, journal=kept.journal, root=ring.hold(root), ring=ring, day=day_of(at))


def set_aside(asker: Asker, words: tuple[str, ...]) -> str:
    """The words sealed under the asker's root key, for the page between showing and confirming them.

    They are in no database until they were confirmed, so a page that was left makes no unlock.
    """
    return b64encode(seal(asker.root, " ".join(words).encode(), _about(asker))).decode()


def taken_up(asker: Asker, sealed: str) -> tuple[str, ...] | None:
    """What was set aside, or None if it was not this asker's, or was changed."""
    try:
        return tuple(unseal(asker.root, b64decode(sealed, validate=True), _about(asker)).decode().split())
    except (Unreadable, ValueError):
        return None


def _about(asker: Asker) -> About:
    return About(kind="words-page", space="", record="", revision=0, author=asker.person, schema=1)


async def ways(desk: Desk, asker: Asker) -> list[tuple[str, str, int]]:
    """Every unlock of the asker: its id, kind and first day."""
    (rows,) = await desk.db.read(people.unlocks_of(asker.person))
    return [(row[0], row[1], row[2]) for row in rows]
