"""What people type and what rows are called: session codes, ids, and secrets as text."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

from server.vault.encoding import base32, framed, unbase32
from server.vault.keys import Key, Label
from server.vault.pepper import Pepper

CODE_SIZE = 5


def new_code() -> str:
    """A session code of 40 fresh random bits."""
    return session_code(secrets.token_bytes(CODE_SIZE))


def session_code(bits: bytes) -> str:
    """The 8 characters, upper case, of 40 random bits."""
    if len(bits) != CODE_SIZE:
        raise ValueError("a session code is made of 40 bits")
    return base32(bits).upper()


def read_code(text: str) -> str | None:
    """The code somebody typed, or None. Forgives case, spaces, any dashes, and O, I, L for 0, 1, 1."""
    if len(text) > 64:
        return None
    plain = re.sub(r"[\s\-\u2010-\u2015\u2212_.]", "", unicodedata.normalize("NFKC", text))
    bits = unbase32(plain, CODE_SIZE)
    return None if bits is None else session_code(bits)


def code_tag(code: str, pepper: Pepper) -> str:
    """What the database keeps of a code: under the pepper, since 40 bits alone could be tried through."""
    return pepper.tag(Label.CODE_TAG, code)


def new_id() -> str:
    """128 random bits in 26 characters of lower-case Crockford base32."""
    return base32(secrets.token_bytes(16))


def derived_id(source: Key | bytes, *parts: bytes | str) -> str:
    """An id that the same source and parts always give: secret under a key, public from bytes.

    A deed's id is chosen by its client, so with bytes the parts must name the person too.
    """
    if isinstance(source, Key):
        return source.tag(Label.ID, *parts)
    return base32(hashlib.sha256(framed(Label.ID.value, source, *parts)).digest()[:16])


def secret_text(secret: bytes) -> str:
    """A secret for a cookie or a link's fragment: 26 characters for 16 bytes, 52 for 32."""
    return base32(secret)


def read_secret(text: str, size: int) -> bytes | None:
    """The `size` bytes that `secret_text` wrote, or None."""
    return unbase32(text.strip(), size)
