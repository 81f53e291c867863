"""Parcels: something sealed for a person who is not here, to a public key that was left for them.

    01 || HPKE(X-Wing: ML-KEM-768 with X25519, HKDF-SHA256, AES-256-GCM; info = framed("parcel", aad)), padded

Any key has a key pair: a seed derived from it is an X-Wing private key (32 bytes), so none is ever stored.
A parcel proves nothing about its sender: whoever opens one must know from elsewhere that it was expected.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from server.vault.encoding import framed, padded, unpadded, wipe
from server.vault.keys import SIZE, Key, Label
from server.vault.seal import About, Unreadable

PUBLIC_SIZE = 1216
_LATTICE = 1184


def public_key(key: Key) -> bytes:
    """The 1216 public bytes of the pair of `key`: a root key, a device's or an invitation's key."""
    lattice, curve = _halves(key)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def invitation_keys(space_key: Key, invitation: str) -> tuple[Key, bytes]:
    """Private key and public bytes of one invitation; the space's key always gives the same two."""
    private = space_key.derive(Label.INVITATION, invitation)
    return private, public_key(private)


def pack(public: bytes, plain: bytes | bytearray, about: About) -> bytes:
    """Seal `plain` to `public`. Raises ValueError if `public` is no public key of ours."""
    if len(public) != PUBLIC_SIZE:
        raise ValueError("a public key is 1216 bytes")
    receiver = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_LATTICE]),
        X25519PublicKey.from_public_bytes(public[_LATTICE:]),
    )
    buffer = padded(plain)
    blob = b"\x01" + _suite().encrypt(buffer, receiver, info=_info(about))
    wipe(buffer)
    return blob


def unpack(private: Key, blob: bytes, about: About) -> bytes:
    """What was packed for the pair of `private`. Raises `Unreadable`, whatever is wrong."""
    if blob[:1] != b"\x01":
        raise Unreadable
    receiver = MLKEM768X25519PrivateKey(*_halves(private))
    try:
        buffer = bytearray(_suite().decrypt(blob[1:], receiver, info=_info(about)))
    except (InvalidTag, ValueError):
        raise Unreadable from None
    length = unpadded(buffer)
    if length is None:
        raise Unreadable
    return bytes(memoryview(buffer)[:length])


def pack_key(public: bytes, inner: Key, about: About) -> bytes:
    """A parcel whose whole content is a key."""
    return pack(public, inner.raw, about)


def unpack_key(private: Key, blob: bytes, about: About) -> Key:
    """Raises `Unreadable`, also for a parcel that holds no key."""
    raw = unpack(private, blob, about)
    if len(raw) != SIZE:
        raise Unreadable
    return Key(raw)


def _halves(key: Key) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """X-Wing's own expansion of a 32-byte seed: SHAKE-256, 64 bytes for ML-KEM-768, then 32 for X25519."""
    with key.derive(Label.PARCEL) as seed:
        expanded = bytearray(hashlib.shake_256(seed.raw).digest(96))
    view = memoryview(expanded)
    halves = MLKEM768PrivateKey.from_seed_bytes(view[:64]), X25519PrivateKey.from_private_bytes(view[64:])
    wipe(expanded)
    return halves


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _info(about: About) -> bytes:
    return framed(Label.PARCEL.value, about.encoded())
