"""What pages need of the vault without touching a key: ids, secrets as text, the ring of a request's keys."""

from __future__ import annotations

from server.vault.codes import derived_id, new_id, read_code, read_secret, secret_text
from server.vault.keyring import Keyring
from server.vault.links import SIZE as LINK_SIZE
from server.vault.seal import Unreadable
from server.vault.unlocks import new_words, read_words

__all__ = [
    "LINK_SIZE",
    "Keyring",
    "Unreadable",
    "derived_id",
    "new_id",
    "new_words",
    "owner_of",
    "read_code",
    "read_secret",
    "read_words",
    "secret_text",
]


def owner_of(person: str) -> str:
    """The opaque name under which a browser keeps a person's drafts."""
    return derived_id(b"owner", person)
