"""A record opens for its own key and place and for nothing else, and hides how long it is."""

from __future__ import annotations

import hashlib
import hmac

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from server.vault import seal as module
from server.vault.keys import Forgotten, Key
from server.vault.seal import FORMATS, About, Unreadable, seal, seal_key, unseal, unseal_key

ABOUT = About(kind="answer", space="0space", record="0record", revision=3, author="0ada", schema=1)
KEY = bytes(range(32))
WORDS = "I felt heard when you waited."

TEXT = st.text(max_size=12)
NUMBER = st.integers(min_value=-(2**63), max_value=2**63 - 1)
ABOUTS = st.builds(About, kind=TEXT, space=TEXT, record=TEXT, revision=NUMBER, author=TEXT, schema=NUMBER)


def written_by_hand(key: bytes, padded: bytes, about: About, salt: bytes) -> bytes:
    """The format once more, from its text in `seal.py` and docs/decisions/0002-keys.md alone."""
    numbers = {name: getattr(about, name).to_bytes(8, "big", signed=True) for name in ("revision", "schema")}
    parts = [
        about.kind.encode(),
        about.space.encode(),
        bytes(8),
        about.record.encode(),
        numbers["revision"],
        about.author.encode(),
        numbers["schema"],
    ]
    aad = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    info = hashlib.sha256(aad).digest()
    secret = hmac.digest(salt, key, "sha256")
    one = hmac.digest(secret, info + b"\x01", "sha256")
    two = hmac.digest(secret, one + info + b"\x02", "sha256")
    three = hmac.digest(secret, two + info + b"\x03", "sha256")
    drawn = one + two + three
    return b"\x01" + salt + drawn[44:76] + AESGCM(drawn[:32]).encrypt(drawn[32:44], padded, aad)


def padded_by_hand(plain: bytes) -> bytes:
    return (plain + b"\x80").ljust(-(-(len(plain) + 1) // 256) * 256, b"\x00")


def refused(key: Key, blob: bytes, about: About = ABOUT) -> bool:
    try:
        unseal(key, blob, about)
    except Unreadable as error:
        # Every refusal looks the same, so that nobody learns from it.
        return str(error) == str(Unreadable()) and error.__cause__ is None
    return False


@given(
    st.binary(max_size=700), ABOUTS, st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32)
)
def test_a_second_implementation_writes_the_same_bytes(
    plain: bytes, about: About, key: bytes, salt: bytes
) -> None:
    by_hand = written_by_hand(key, padded_by_hand(plain), about, salt)
    assert seal(Key(key), plain, about, salt=salt) == by_hand
    assert unseal(Key(key), by_hand, about) == plain


@given(st.text(max_size=5000), ABOUTS)
def test_what_was_sealed_comes_back(text: str, about: About) -> None:
    key = Key.fresh()
    assert unseal(key, seal(key, text.encode(), about), about) == text.encode()


@given(ABOUTS, ABOUTS)
def test_two_places_are_encoded_alike_only_if_they_are_the_same(one: About, two: About) -> None:
    assert (one.encoded() == two.encoded()) == (one == two)


def test_every_flipped_bit_is_refused() -> None:
    key = Key(KEY)
    blob = seal(key, WORDS.encode(), ABOUT)
    assert unseal(key, blob, ABOUT) == WORDS.encode()
    for place in range(len(blob)):
        for bit in range(8):
            damaged = bytearray(blob)
            damaged[place] ^= 1 << bit
            assert refused(key, bytes(damaged)), (place, bit)


def test_every_shortened_or_lengthened_blob_is_refused() -> None:
    key = Key(KEY)
    blob = seal(key, WORDS.encode() * 20, ABOUT)
    assert unseal(key, blob, ABOUT) == WORDS.encode() * 20
    assert all(refused(key, blob[:length]) for length in range(len(blob)))
    assert all(refused(key, blob + bytes(extra)) for extra in (1, 16, 256))


def test_another_persons_key_opens_nothing() -> None:
    blob = seal(Key(KEY), WORDS.encode(), ABOUT)
    assert not refused(Key(KEY), blob)
    assert refused(Key.fresh(), blob)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "draft"},
        {"space": "0other"},
        {"record": "0other"},
        {"revision": 2},
        {"revision": 4},
        {"author": "0ben"},
        {"schema": 2},
        {"space": "0spac", "record": "e0record"},
    ],
)
def test_a_blob_moved_to_another_place_is_refused(change: dict[str, str | int]) -> None:
    blob = seal(Key(KEY), WORDS.encode(), ABOUT)
    assert not refused(Key(KEY), blob, ABOUT)
    assert refused(Key(KEY), blob, msgspec.structs.replace(ABOUT, **change))


def test_only_listed_first_bytes_are_opened() -> None:
    blob = seal(Key(KEY), WORDS.encode(), ABOUT)
    opened = {first for first in range(256) if not refused(Key(KEY), bytes([first]) + blob[1:])}
    assert opened == FORMATS == {blob[0]}


@pytest.mark.parametrize(
    "padding",
    [bytes(256), b"x" * 256, b"words\x80".ljust(512, b"\x00"), b"words\x80".ljust(255, b"\x00") + b"\x01"],
)
def test_padding_that_seal_never_writes_is_refused_though_the_key_is_right(padding: bytes) -> None:
    good = written_by_hand(KEY, b"words\x80".ljust(256, b"\x00"), ABOUT, bytes(32))
    assert unseal(Key(KEY), good, ABOUT) == b"words"
    assert refused(Key(KEY), written_by_hand(KEY, padding, ABOUT, bytes(32)))


def test_the_commitment_is_checked_before_anything_is_decrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    blob = seal(Key(KEY), WORDS.encode(), ABOUT)
    decrypted = []

    class Watched:
        def __init__(self, key: memoryview) -> None:
            self.inner = AESGCM(key)

        def decrypt_into(self, nonce: bytes, data: bytes, aad: bytes, buffer: bytearray) -> int:
            decrypted.append(data)
            return self.inner.decrypt_into(nonce, data, aad, buffer)

    monkeypatch.setattr(module, "AESGCM", Watched)
    assert unseal(Key(KEY), blob, ABOUT) == WORDS.encode()
    assert len(decrypted) == 1
    assert refused(Key(KEY), blob[:33] + bytes(32) + blob[65:])
    assert len(decrypted) == 1


def test_blobs_of_one_step_have_one_size() -> None:
    key = Key(KEY)
    sizes = [len(seal(key, b"x" * length, ABOUT)) for length in range(600)]
    assert set(sizes[:256]) == {81 + 256}
    assert set(sizes[256:512]) == {81 + 512}
    assert set(sizes[512:]) == {81 + 768}


def test_the_same_words_are_sealed_differently_every_time() -> None:
    key = Key(KEY)
    blobs = [seal(key, WORDS.encode(), ABOUT) for _ in range(50)]
    for part in (slice(1, 33), slice(33, 65), slice(65, 97)):
        assert len({blob[part] for blob in blobs}) == 50


def test_the_words_do_not_stand_in_the_blob() -> None:
    blob = seal(Key(KEY), WORDS.encode() * 9, ABOUT)
    assert WORDS.encode() in unseal(Key(KEY), blob, ABOUT)
    assert b"heard" not in blob


def test_a_sealed_key_comes_back_and_other_words_are_no_key() -> None:
    key, inner = Key(KEY), Key.fresh()
    assert unseal_key(key, seal_key(key, inner, ABOUT), ABOUT) == inner
    for length in (0, 31, 33):
        with pytest.raises(Unreadable):
            unseal_key(key, seal(key, bytes(length), ABOUT), ABOUT)


def test_nothing_is_sealed_with_a_forgotten_key_or_a_short_salt() -> None:
    key = Key(KEY)
    assert seal(key, b"", ABOUT, salt=bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        seal(key, b"", ABOUT, salt=bytes(31))
    key.forget()
    with pytest.raises(Forgotten):
        seal(key, b"", ABOUT)
