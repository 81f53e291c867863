"""The record format: how words are sealed under a space's key, and opened again.

    01 || salt 32 || commitment 32 || AES-256-GCM(key, nonce, padded plain text, aad) with its tag 16
    key 32 || nonce 12 || commitment 32 = HKDF-SHA256(space key, salt, info = SHA-256(aad), 76 bytes)

Each blob has a key and a nonce of its own, so nothing is counted; the commitment makes a blob open under one
key only, which AES-GCM alone does not promise. `aad` says what the record is: elsewhere it does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from server.vault.encoding import STEP, framed, padded, unpadded, wipe
from server.vault.keys import SIZE, Key

FORMATS = frozenset({1})
"""First bytes that may be opened. A successor gets the next number, one release before anything writes it."""

_SALT, _COMMITMENT, _TAG = 32, 32, 16
_HEAD = 1 + _SALT + _COMMITMENT
_SHA256 = hashes.SHA256()


class Unreadable(Exception):
    """It does not open: wrong key, wrong place, wrong author, damaged. Which it is, nobody is told."""

    def __init__(self) -> None:
        super().__init__("this cannot be opened with this key")


class About(Struct, frozen=True):
    """What a record is and where it belongs: bound to the blob, not contained in it."""

    kind: str
    space: str
    record: str
    revision: int
    author: str
    schema: int

    def encoded(self) -> bytes:
        """kind, space, 0, record, revision, author, schema, framed; numbers as 8 bytes, signed, big-endian.

        The 0 is the number of the space's key: each space has had one so far.
        """
        return framed(
            self.kind,
            self.space,
            _ZERO,
            self.record,
            _number(self.revision),
            self.author,
            _number(self.schema),
        )


def seal(key: Key, plain: bytes | bytearray, about: About, *, salt: bytes | None = None) -> bytes:
    """The blob to store: padded `plain` and 81 bytes. Only the frozen vectors may give a `salt`."""
    if salt is None:
        salt = secrets.token_bytes(_SALT)
    if len(salt) != _SALT:
        raise ValueError("a salt is 32 bytes")
    aad = about.encoded()
    drawn = _drawn(key, salt, aad)
    view = memoryview(drawn)
    buffer = padded(plain)
    sealed = AESGCM(view[:32]).encrypt(view[32:44], buffer, aad)
    blob = b"".join((b"\x01", salt, view[44:], sealed))
    wipe(drawn)
    wipe(buffer)
    return blob


def unseal(key: Key, blob: bytes, about: About) -> bytes:
    """What was sealed, if key and `about` are the same. Raises `Unreadable`, whatever is wrong."""
    buffer, length = _opened(key, blob, about)
    return bytes(memoryview(buffer)[:length])


def seal_key(key: Key, inner: Key, about: About) -> bytes:
    """A record whose whole content is another key."""
    return seal(key, inner.raw, about)


def unseal_key(key: Key, blob: bytes, about: About) -> Key:
    """The key that was sealed; no copy of it is left behind. Raises `Unreadable`."""
    buffer, length = _opened(key, blob, about)
    inner = buffer[:length]
    wipe(buffer)
    if length != SIZE:
        raise Unreadable
    return Key(inner)


def _opened(key: Key, blob: bytes, about: About) -> tuple[bytearray, int]:
    """The padded plain text in a buffer that can be wiped, and how much of it is text."""
    size = len(blob) - _HEAD - _TAG
    if size < STEP or size % STEP or blob[0] not in FORMATS:
        raise Unreadable
    view = memoryview(blob)
    aad = about.encoded()
    drawn = _drawn(key, bytes(view[1:33]), aad)
    secret = memoryview(drawn)
    buffer = bytearray(size)
    try:
        if not hmac.compare_digest(secret[44:], view[33:_HEAD]):
            raise Unreadable
        AESGCM(secret[:32]).decrypt_into(secret[32:44], view[_HEAD:], aad, buffer)
    except InvalidTag:
        raise Unreadable from None
    finally:
        wipe(drawn)
    length = unpadded(buffer)
    if length is None:
        raise Unreadable
    return buffer, length


def _drawn(key: Key, salt: bytes, aad: bytes) -> bytearray:
    """Key 32, nonce 12 and commitment 32 of one blob."""
    drawn = bytearray(76)
    HKDF(_SHA256, 76, salt, hashlib.sha256(aad).digest()).derive_into(key.raw, drawn)
    return drawn


_number = struct.Struct(">q").pack
_ZERO = _number(0)
