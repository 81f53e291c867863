"""A person's root key and the ways to open it: device, passkey, recovery words. It is stored only wrapped."""

from __future__ import annotations

from server.vault.encoding import wipe
from server.vault.keys import Key, Label
from server.vault.pepper import Pepper
from server.vault.seal import About, Unreadable, seal_key, unseal_key
from server.vault.words import entropy, new_words, read_words

__all__ = [
    "device_tag",
    "new_root",
    "new_words",
    "read_words",
    "unwrap_device",
    "unwrap_passkey",
    "unwrap_words",
    "words_tag",
    "wrap_device",
    "wrap_passkey",
    "wrap_words",
]


def new_root() -> Key:
    """The root key of a new person; nothing but wraps of it is ever stored."""
    return Key.fresh()


def wrap_device(root: Key, secret: bytes, pepper: Pepper, unlock_id: str, person: str) -> bytes:
    """`root` under HKDF(device secret || pepper); `secret` is the 32 bytes of the device's cookie."""
    with _device_key(secret, pepper) as key:
        return seal_key(key, root, _about(Label.DEVICE, unlock_id, person))


def unwrap_device(blob: bytes, secret: bytes, pepper: Pepper, unlock_id: str, person: str) -> Key:
    """Raises `Unreadable`."""
    with _device_key(secret, pepper) as key:
        return unseal_key(key, blob, _about(Label.DEVICE, unlock_id, person))


def device_tag(secret: bytes, pepper: Pepper) -> str:
    """The id by which what a device can open is found again after its sign-in was ended."""
    return pepper.tag(Label.DEVICE_TAG, secret)


def wrap_words(root: Key, words: tuple[str, ...], unlock_id: str, person: str) -> bytes:
    """`root` under the words alone: whoever lost the pepper has lost no journal whose words are kept."""
    with _words_key(words) as key:
        return seal_key(key, root, _about(Label.WORDS, unlock_id, person))


def unwrap_words(blob: bytes, words: tuple[str, ...], unlock_id: str, person: str) -> Key:
    """Raises `Unreadable`, also for words that are none."""
    try:
        key = _words_key(words)
    except ValueError:
        raise Unreadable from None
    with key:
        return unseal_key(key, blob, _about(Label.WORDS, unlock_id, person))


def words_tag(words: tuple[str, ...]) -> str:
    """The id by which the wrap of these words is found. Raises ValueError for words that are none."""
    with _words_key(words) as key:
        return key.tag(Label.WORDS_TAG)


def wrap_passkey(root: Key, prf_output: bytes, salt: bytes, credential: bytes) -> bytes:
    """`root` under what a passkey's PRF gave for `salt` (both 32 bytes); `credential` is its raw id."""
    with _passkey_key(prf_output, salt, credential) as key:
        return seal_key(key, root, _about(Label.PASSKEY, credential.hex(), ""))


def unwrap_passkey(blob: bytes, prf_output: bytes, salt: bytes, credential: bytes) -> Key:
    """Raises `Unreadable`."""
    with _passkey_key(prf_output, salt, credential) as key:
        return unseal_key(key, blob, _about(Label.PASSKEY, credential.hex(), ""))


def _device_key(secret: bytes, pepper: Pepper) -> Key:
    # Fixed lengths: otherwise a byte could wander between secret and pepper.
    if len(secret) != 32:
        raise ValueError("a device secret is 32 bytes")
    return Key.drawn(Label.DEVICE, secret, pepper.raw)


def _passkey_key(prf_output: bytes, salt: bytes, credential: bytes) -> Key:
    if len(prf_output) != 32 or len(salt) != 32:
        raise ValueError("a passkey's output and its salt are 32 bytes each")
    return Key.drawn(Label.PASSKEY, prf_output, context=(credential,), salt=salt)


def _words_key(words: tuple[str, ...]) -> Key:
    bits = entropy(words)
    key = Key.drawn(Label.WORDS, bits)
    wipe(bits)
    return key


def _about(label: Label, record: str, person: str) -> About:
    return About(kind=label.value, space="", record=record, revision=0, author=person, schema=1)
