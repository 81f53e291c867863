"""Ada's root key opens by her device, her passkey or her words, and by nothing in a stolen database."""

from __future__ import annotations

import pytest

from server.vault.keys import Key
from server.vault.pepper import Pepper
from server.vault.seal import Unreadable
from server.vault.unlocks import (
    new_root,
    new_words,
    unwrap_device,
    unwrap_passkey,
    unwrap_words,
    words_tag,
    wrap_device,
    wrap_passkey,
    wrap_words,
)

SECRET, OTHER = b"d" * 32, b"e" * 32
PEPPER, LOST = Pepper(b"p" * 32), Pepper(b"q" * 32)


def test_adas_device_opens_her_root_key() -> None:
    root = new_root()
    blob = wrap_device(root, SECRET, PEPPER, "0phone", "0ada")
    assert unwrap_device(blob, SECRET, PEPPER, "0phone", "0ada") == root


@pytest.mark.parametrize(
    ("secret", "pepper", "unlock", "person"),
    [
        (OTHER, PEPPER, "0phone", "0ada"),
        (SECRET, LOST, "0phone", "0ada"),
        (SECRET, PEPPER, "0tablet", "0ada"),
        (SECRET, PEPPER, "0phone", "0ben"),
    ],
)
def test_a_device_wrap_needs_secret_pepper_unlock_and_person(
    secret: bytes, pepper: Pepper, unlock: str, person: str
) -> None:
    root = new_root()
    blob = wrap_device(root, SECRET, PEPPER, "0phone", "0ada")
    assert unwrap_device(blob, SECRET, PEPPER, "0phone", "0ada") == root
    with pytest.raises(Unreadable):
        unwrap_device(blob, secret, pepper, unlock, person)


def test_a_lost_pepper_locks_the_device_but_not_the_words() -> None:
    root, words = new_root(), new_words()
    by_device = wrap_device(root, SECRET, PEPPER, "0phone", "0ada")
    by_words = wrap_words(root, words, "0paper", "0ada")
    with pytest.raises(Unreadable):
        unwrap_device(by_device, SECRET, LOST, "0phone", "0ada")
    assert unwrap_words(by_words, words, "0paper", "0ada") == root


def test_only_the_same_words_for_the_same_person_open() -> None:
    root, words = new_root(), new_words()
    blob = wrap_words(root, words, "0paper", "0ada")
    assert unwrap_words(blob, words, "0paper", "0ada") == root
    for other in (new_words(), words[::-1], words[:-1], ("ada", *words[1:]), ()):
        with pytest.raises(Unreadable):
            unwrap_words(blob, other, "0paper", "0ada")
    for place in (("0other", "0ada"), ("0paper", "0ben")):
        with pytest.raises(Unreadable):
            unwrap_words(blob, words, *place)


def test_words_find_their_wrap_by_a_tag_that_is_not_in_the_wrap() -> None:
    words, others = new_words(), new_words()
    assert words_tag(words) == words_tag(words)
    assert words_tag(words) != words_tag(others)
    assert len(words_tag(words)) == 26
    with pytest.raises(ValueError, match="twelve"):
        words_tag(words[:3])


def test_adas_passkey_opens_her_root_key_and_no_other_does() -> None:
    root, salt = new_root(), b"s" * 32
    blob = wrap_passkey(root, SECRET, salt, b"credential")
    assert unwrap_passkey(blob, SECRET, salt, b"credential") == root
    for output, other, credential in (
        (OTHER, salt, b"credential"),
        (SECRET, b"t" * 32, b"credential"),
        (SECRET, salt, b"another"),
    ):
        with pytest.raises(Unreadable):
            unwrap_passkey(blob, output, other, credential)


def test_one_kind_of_unlock_never_opens_another_kind() -> None:
    root = new_root()
    blob = wrap_device(root, SECRET, PEPPER, "0phone", "")
    assert unwrap_device(blob, SECRET, PEPPER, "0phone", "") == root
    with pytest.raises(Unreadable):
        unwrap_passkey(blob, SECRET, PEPPER.raw, b"0phone")


def test_two_wraps_of_one_root_have_nothing_in_common() -> None:
    root = new_root()
    one, two = (wrap_device(root, SECRET, PEPPER, "0phone", "0ada") for _ in range(2))
    assert one != two
    assert bytes(root.raw) not in one + two


def test_every_flipped_byte_of_a_wrap_is_refused() -> None:
    root, words = new_root(), new_words()
    blob = wrap_words(root, words, "0paper", "0ada")
    assert unwrap_words(blob, words, "0paper", "0ada") == root
    for place in range(len(blob)):
        damaged = blob[:place] + bytes([blob[place] ^ 0x40]) + blob[place + 1 :]
        with pytest.raises(Unreadable):
            unwrap_words(damaged, words, "0paper", "0ada")


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_secrets_of_another_length_are_refused(size: int) -> None:
    root = Key.fresh()
    with pytest.raises(ValueError, match="32 bytes"):
        wrap_device(root, bytes(size), PEPPER, "0phone", "0ada")
    with pytest.raises(ValueError, match="32 bytes"):
        wrap_passkey(root, bytes(size), bytes(32), b"credential")
    with pytest.raises(ValueError, match="32 bytes"):
        wrap_passkey(root, bytes(32), bytes(size), b"credential")
    with pytest.raises(ValueError, match="32 bytes"):
        Pepper(bytes(size))
