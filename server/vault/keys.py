"""A key that can be counted, wiped and never printed, and everything that is derived from one."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from enum import Enum, unique
from types import TracebackType
from typing import NoReturn, Self, SupportsIndex

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.vault.encoding import base32, framed, wipe

SIZE = 32
_SHA256 = hashes.SHA256()


@unique
class Label(Enum):
    """What a derived key or tag is for. A label is never reused and never changed: old blobs depend on it."""

    GRANT = "grant"
    """root key -> the key that seals this person's grants"""
    PARCEL = "parcel"
    """any key -> the seed of its key pair for parcels"""
    INVITATION = "invitation"
    """space key -> the key whose pair an invitation shows"""
    DEVICE = "unlock-device"
    DEVICE_TAG = "device-tag"
    """device secret, pepper -> the tag its wraps are found by after a sign-in was ended"""
    PASSKEY = "unlock-passkey"
    WORDS = "unlock-words"
    WORDS_TAG = "words-tag"
    """recovery words -> the tag their wrap is found by"""
    LINK = "link"
    LINK_TAG = "link-tag"
    CODE_TAG = "code-tag"
    DRAFTS = "drafts"
    """root key -> the key that seals drafts in a person's browsers; the only one that leaves the server"""
    DEED = "deed"
    """a person's key -> the keyed digest of what a deed said"""
    BREAK = "break"
    """pepper -> the mark on the address of a break after an argument"""
    ID = "id"
    """a key or a deed -> ids of what it creates"""


class Forgotten(RuntimeError):
    """A key was used after it had been wiped: a fault in the code, never in the data."""


class Secret(bytearray):
    """The buffer of a key: shows nothing, and overwrites itself when nobody holds it any more.

    The buffer does this, not the key: bytes taken from a key that is dropped are never suddenly zeros.
    """

    __slots__ = ()

    def __del__(self) -> None:
        self[:] = bytes(len(self))

    def __repr__(self) -> str:
        return "<Secret>"

    __str__ = __repr__

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a secret is never copied or written down")


class Key:
    """32 secret bytes, wiped by `forget`, by leaving a `with`, or when nobody holds them.

    The garbage collector lists it and weak references reach it, so a test can count the living ones.
    It cannot be printed, pickled, copied or hashed.
    """

    __slots__ = ("__weakref__", "_raw")

    def __init__(self, raw: bytes | bytearray) -> None:
        """A bytearray is taken over: it is wiped, or belongs to the key from here on."""
        if len(raw) != SIZE:
            raise ValueError("a key is 32 bytes")
        self._raw = raw if isinstance(raw, Secret) else Secret(raw)
        if isinstance(raw, bytearray) and raw is not self._raw:
            wipe(raw)

    @classmethod
    def fresh(cls) -> Self:
        """A key nobody had before."""
        return cls(secrets.token_bytes(SIZE))

    @classmethod
    def drawn(
        cls,
        label: Label,
        *material: bytes | bytearray,
        context: Iterable[bytes | str] = (),
        salt: bytes | None = None,
    ) -> Self:
        """HKDF-SHA256 of the joined `material` (parts of fixed lengths), info = framed label and context."""
        joined = bytearray().join(material)
        raw = Secret(SIZE)
        HKDF(_SHA256, SIZE, salt, framed(label._value_, *context)).derive_into(joined, raw)
        wipe(joined)
        return cls(raw)

    @property
    def raw(self) -> Secret:
        """The live buffer, for the vault alone. Raises `Forgotten` rather than hand out zeros as a key."""
        if not self._raw:
            raise Forgotten("this key has been wiped")
        return self._raw

    @property
    def forgotten(self) -> bool:
        """True once the bytes are gone."""
        return not self._raw

    def derive(self, label: Label, *context: bytes | str) -> Key:
        """Another key for one purpose: HKDF-SHA256, no salt, the framed label and context as info."""
        raw = Secret(SIZE)
        HKDF(_SHA256, SIZE, None, framed(label._value_, *context)).derive_into(self.raw, raw)
        return Key(raw)

    def digest(self, label: Label, *context: bytes | str) -> bytes:
        """32 bytes that only this key gives: HMAC-SHA256 over the framed label and context."""
        return keyed(self.raw, label, *context)

    def tag(self, label: Label, *context: bytes | str) -> str:
        """The first 128 bits of `digest` in the shape of an id: 26 characters."""
        return base32(self.digest(label, *context)[:16])

    def forget(self) -> None:
        """Overwrite the bytes. Harmless when repeated."""
        wipe(self._raw)
        self._raw = Secret()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.forget()

    def __eq__(self, other: object) -> bool:
        """Takes the same time wherever the bytes differ. A forgotten key equals nothing, not even itself."""
        if not isinstance(other, Key):
            return NotImplemented
        return bool(self._raw and other._raw) and hmac.compare_digest(self._raw, other._raw)

    def __repr__(self) -> str:
        return "<Key>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is never copied or written down")


def keyed(raw: bytes | bytearray, label: Label, *context: bytes | str) -> bytes:
    """HMAC-SHA256 of the framed label and context under `raw`."""
    return hmac.digest(raw, framed(label._value_, *context), "sha256")
