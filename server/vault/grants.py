"""Grants: a space's key, sealed for one member under a key that only their root key gives."""

from __future__ import annotations

from server.vault.keys import Key, Label
from server.vault.seal import About, seal_key, unseal_key


def grant(root: Key, space_key: Key, space: str, person: str) -> bytes:
    """The member's own copy of the space key."""
    with root.derive(Label.GRANT) as key:
        return seal_key(key, space_key, _about(space, person))


def open_grant(root: Key, blob: bytes, space: str, person: str) -> Key:
    """Raises `Unreadable` for another root key, space or person."""
    with root.derive(Label.GRANT) as key:
        return unseal_key(key, blob, _about(space, person))


def _about(space: str, person: str) -> About:
    return About(kind=Label.GRANT.value, space=space, record=person, revision=0, author=person, schema=1)
