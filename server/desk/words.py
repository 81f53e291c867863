"""Recovery words: kept as one more unlock, and used to sign in another browser."""

from __future__ import annotations

from server.desk.asker import Asker
from server.desk.base import Desk, day_of
from server.store import people
from server.store.db import Statement
from server.vault import codes, unlocks
from server.vault.keyring import Keyring
from server.vault.seal import Unreadable


def keep(asker: Asker, words: tuple[str, ...], at: int) -> list[Statement]:
    """Statements that make these words the asker's only recovery words."""
    unlock = codes.new_id()
    wrap = unlocks.wrap_words(asker.root, words, unlock, asker.person)
    return [
        people.drop_words(asker.person),
        people.add_unlock(unlock, asker.person, "words", unlocks.words_tag(words), wrap, day_of(at)),
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
    (journal,) = await desk.db.read(people.journal_of(kept.person))
    return Asker(person=kept.person, journal=journal[0][0], root=ring.hold(root), ring=ring, day=day_of(at))


