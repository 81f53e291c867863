"""Recovery words: twelve English words that spell 128 random bits and a checksum, as BIP 39 writes them."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache

from mnemonic import Mnemonic

from server.vault.encoding import wipe

COUNT = 12
_PREFIX = 4
_LONGEST = 2000


def new_words() -> tuple[str, ...]:
    """Twelve words for 128 fresh random bits."""
    return spelled(secrets.token_bytes(16))


def spelled(entropy: bytes) -> tuple[str, ...]:
    """The twelve words of 16 bytes."""
    return tuple(_list().to_mnemonic(entropy).split())


def entropy(words: tuple[str, ...]) -> bytearray:
    """The 16 bytes that twelve full words spell. Raises ValueError for other words or a wrong checksum."""
    if len(words) != COUNT:
        raise ValueError("there are twelve recovery words")
    return _list().to_entropy(list(words))


def read_words(text: str) -> tuple[str, ...] | None:
    """The words somebody typed, in full, or None if they cannot be right.

    Forgives case, spaces, commas, line numbers, and words cut after four letters or more: no two words of the
    list begin with the same four.
    """
    if len(text) > _LONGEST:
        return None
    typed = re.findall(r"[a-z]+", unicodedata.normalize("NFKD", text).lower())
    if len(typed) != COUNT:
        return None
    words = tuple(_whole(word) for word in typed)
    try:
        wipe(entropy(words))
    except ValueError:
        return None
    return words


def _whole(typed: str) -> str:
    """The one word of the list that `typed` is or begins; `typed` itself if there is none."""
    found = _beginnings().get(typed[:_PREFIX], typed)
    return found if found.startswith(typed) else typed


@cache
def _list() -> Mnemonic:
    return Mnemonic("english")


@cache
def _beginnings() -> dict[str, str]:
    """The first four letters (three where a word has no more) -> the word."""
    return {word[:_PREFIX]: word for word in _list().wordlist}
