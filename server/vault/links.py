"""An invitation's link: the 128-bit secret in its fragment, and the space key that waits wrapped under it."""

from __future__ import annotations

import secrets

from server.vault.keys import Key, Label
from server.vault.pepper import Pepper
from server.vault.seal import About, seal_key, unseal_key

SIZE = 16


def new_link() -> bytes:
    """The secret of a new link: 16 random bytes."""
    return secrets.token_bytes(SIZE)


def link_tag(secret: bytes, pepper: Pepper) -> str:
    """What the database keeps of the link, to find the invitation by."""
    return pepper.tag(Label.LINK_TAG, secret)


def wrap_link(secret: bytes, pepper: Pepper, space_key: Key, invitation: str) -> bytes:
    """`space_key` under HKDF(secret || pepper)."""
    with _key(secret, pepper) as key:
        return seal_key(key, space_key, _about(invitation))


def unwrap_link(secret: bytes, pepper: Pepper, blob: bytes, invitation: str) -> Key:
    """Raises `Unreadable`."""
    with _key(secret, pepper) as key:
        return unseal_key(key, blob, _about(invitation))


def _key(secret: bytes, pepper: Pepper) -> Key:
    if len(secret) != SIZE:
        raise ValueError("a link's secret is 16 bytes")
    return Key.drawn(Label.LINK, secret, pepper.raw)


def _about(invitation: str) -> About:
    return About(kind=Label.LINK.value, space="", record=invitation, revision=0, author="", schema=1)
