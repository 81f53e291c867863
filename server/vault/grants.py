"""Grants: a space's key, sealed for one member under a key that only their root key gives."""

from __future__ import annotations

from server.vault.keys import Key, Label
from server.vault.seal import About, seal_key, unseal_key


def grant(root: Key, space_key: Key, space: str, person: str) -> bytes:
    """The member's own copy of the space key."""
    with grants_key(root) as key:
        return seal_key(key, space_key, _about(space, person))


def grants_key(root: Key) -> Key:
    """The key that opens all grants of one person."""
    return root.derive(Label.GRANT)


def open_grant(root: Key, blob: bytes, space: str, person: str) -> Key:
    """Raises `Unreadable` for another root key, space or person."""
    with grants_key(root) as key:
        return granted(key, blob, space, person)


def granted(key: Key, blob: bytes, space: str, person: str) -> Key:
    """As `open_grant`, by the `grants_key` of somebody who opens several."""
    return unseal_key(key, blob, _about(space, person))


def _about(space: str, person: str) -> About:
    return About(kind=Label.GRANT.value, space=space, record=person, revision=0, author=person, schema=1)
