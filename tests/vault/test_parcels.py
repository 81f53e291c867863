"""A parcel waits for one person or one invitation, and opens for nobody else."""

from __future__ import annotations

import hashlib
import hmac

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from server.vault.encoding import framed
from server.vault.keys import Key, Label
from server.vault.parcels import PUBLIC_SIZE, invitation_keys, pack, pack_key, public_key, unpack, unpack_key
from server.vault.seal import About, Unreadable

ABOUT = About(kind="knock", space="0space", record="0knock", revision=0, author="0ben", schema=1)


def opened_by_hand(seed: bytes, blob: bytes, info: bytes) -> bytes:
    """X-Wing and HPKE base mode (RFC 9180) once more, from their texts; gives the padded plain text."""
    expanded = hashlib.shake_256(seed).digest(96)
    curve = X25519PrivateKey.from_private_bytes(expanded[64:])
    lattice_share, curve_share, sealed = blob[1:1089], blob[1089:1121], blob[1121:]
    shared = hashlib.sha3_256(
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).decapsulate(lattice_share)
        + curve.exchange(X25519PublicKey.from_public_bytes(curve_share))
        + curve_share
        + curve.public_key().public_bytes_raw()
        + b"\\.//^\\"
    ).digest()
    suite = b"HPKE" + bytes.fromhex("647a00010002")

    def extract(salt: bytes, label: bytes, material: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")

    def expand(secret: bytes, label: bytes, size: int) -> bytes:
        text = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context + b"\x01"
        return hmac.digest(secret, text, "sha256")[:size]

    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    return AESGCM(expand(secret, b"key", 32)).decrypt(expand(secret, b"base_nonce", 12), sealed, b"")


def test_what_is_packed_for_ben_he_can_unpack() -> None:
    ben = Key.fresh()
    assert unpack(ben, pack(public_key(ben), b"for Ben", ABOUT), ABOUT) == b"for Ben"


@settings(max_examples=20)
@given(st.binary(max_size=800), st.binary(min_size=32, max_size=32))
def test_anything_packed_comes_back_by_hand_too(plain: bytes, raw: bytes) -> None:
    private = Key(raw)
    blob = pack(public_key(private), plain, ABOUT)
    assert unpack(private, blob, ABOUT) == plain
    seed = bytes(private.derive(Label.PARCEL).raw)
    padded = opened_by_hand(seed, blob, framed("parcel", ABOUT.encoded()))
    assert padded.rstrip(b"\x00") == plain + b"\x80"


def test_the_pair_of_a_key_is_always_the_same_and_nobody_elses() -> None:
    ada, ben = Key.fresh(), Key.fresh()
    assert public_key(ada) == public_key(Key(bytes(ada.raw)))
    assert public_key(ada) != public_key(ben)
    assert len(public_key(ada)) == PUBLIC_SIZE


def test_theo_cannot_unpack_what_waits_for_ben() -> None:
    ben, theo = Key.fresh(), Key.fresh()
    blob = pack(public_key(ben), b"for Ben", ABOUT)
    assert unpack(ben, blob, ABOUT) == b"for Ben"
    with pytest.raises(Unreadable):
        unpack(theo, blob, ABOUT)


@pytest.mark.parametrize(
    "change", [{"kind": "grant"}, {"space": "0x"}, {"record": "0x"}, {"author": "0theo"}]
)
def test_a_parcel_opens_only_as_what_it_was_packed(change: dict[str, str]) -> None:
    ben = Key.fresh()
    blob = pack(public_key(ben), b"for Ben", ABOUT)
    assert unpack(ben, blob, ABOUT) == b"for Ben"
    with pytest.raises(Unreadable):
        unpack(ben, blob, msgspec.structs.replace(ABOUT, **change))


def test_every_flipped_byte_of_a_parcel_is_refused() -> None:
    ben = Key.fresh()
    blob = pack(public_key(ben), b"for Ben", ABOUT)
    assert unpack(ben, blob, ABOUT) == b"for Ben"
    for place in range(len(blob)):
        damaged = blob[:place] + bytes([blob[place] ^ 0x10]) + blob[place + 1 :]
        with pytest.raises(Unreadable):
            unpack(ben, damaged, ABOUT)


@pytest.mark.parametrize("length", [0, 1, 2, 33, 1089, 1120, 1121, 1137, 1392])
def test_a_shortened_parcel_is_refused(length: int) -> None:
    ben = Key.fresh()
    blob = pack(public_key(ben), b"for Ben", ABOUT)
    assert len(blob) == 1393
    with pytest.raises(Unreadable):
        unpack(ben, blob[:length], ABOUT)
    with pytest.raises(Unreadable):
        unpack(ben, blob[:1] + bytes(length), ABOUT)


def test_a_short_and_a_long_name_make_parcels_of_one_size() -> None:
    public = public_key(Key.fresh())
    sizes = {len(pack(public, name.encode(), ABOUT)) for name in ("B", "Ben", "Ben" * 80)}
    assert sizes == {1393}
    assert len(pack(public, b"x" * 256, ABOUT)) == 1393 + 256


def test_whoever_holds_the_space_key_makes_the_invitations_private_key_again() -> None:
    space = Key.fresh()
    _, public = invitation_keys(space, "0invitation")
    blob = pack(public, b"Ben knocks", ABOUT)
    private, again = invitation_keys(Key(bytes(space.raw)), "0invitation")
    assert again == public
    assert unpack(private, blob, ABOUT) == b"Ben knocks"
    for other in (invitation_keys(space, "0other")[0], invitation_keys(Key.fresh(), "0invitation")[0], space):
        with pytest.raises(Unreadable):
            unpack(other, blob, ABOUT)


def test_a_key_travels_in_a_parcel_and_other_words_are_no_key() -> None:
    ben, space = Key.fresh(), Key.fresh()
    assert unpack_key(ben, pack_key(public_key(ben), space, ABOUT), ABOUT) == space
    with pytest.raises(Unreadable):
        unpack_key(ben, pack(public_key(ben), b"no key", ABOUT), ABOUT)


@pytest.mark.parametrize(
    "public", [b"", bytes(PUBLIC_SIZE - 1), bytes(PUBLIC_SIZE + 1), b"\xff" * PUBLIC_SIZE]
)
def test_bytes_that_are_no_public_key_are_refused(public: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        pack(public, b"for nobody", ABOUT)
