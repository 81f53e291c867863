"""How the vault writes bytes and text: framed parts, Crockford base32, padding, wiping."""

from __future__ import annotations

import struct

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
STEP = 256
"""Plain text is padded to a multiple of this many bytes, so that a blob hardly tells how much was written."""

_length = struct.Struct(">I").pack
# Nearly every part is short, and this runs some forty times in a request.
_LENGTHS = [_length(size) for size in range(256)]
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"o": 0, "i": 1, "l": 1}


def framed(*parts: bytes | str) -> bytes:
    """Each part behind its own length (4 bytes, big end first): no two lists of parts give the same bytes."""
    pieces: list[bytes] = []
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        size = len(raw)
        pieces.append(_LENGTHS[size] if size < 256 else _length(size))
        pieces.append(raw)
    return b"".join(pieces)


def base32(raw: bytes) -> str:
    """Lower-case Crockford base32, zero bits in front: 16 bytes give 26 characters, 32 give 52."""
    length = -(-len(raw) * 8 // 5)
    number = int.from_bytes(raw, "big")
    pairs = [_PAIRS[number >> shift & 1023] for shift in range((length + 1) // 2 * 10 - 10, -10, -10)]
    return "".join(pairs)[length % 2 :]


def unbase32(text: str, size: int) -> bytes | None:
    """The `size` bytes that `text` spells, or None. Forgives case, and O, I, L for 0, 1, 1; nothing else."""
    values = [_VALUES.get(letter) for letter in text.lower()]
    if len(values) != -(-size * 8 // 5):
        return None
    number = 0
    for value in values:
        if value is None:
            return None
        number = number << 5 | value
    return number.to_bytes(size, "big") if number >> 8 * size == 0 else None


def padded(plain: bytes | bytearray) -> bytearray:
    """`plain`, one byte 0x80, then zeros up to the next multiple of `STEP`: at least one byte is added."""
    buffer = bytearray(len(plain) // STEP * STEP + STEP)
    buffer[: len(plain)] = plain
    buffer[len(plain)] = 0x80
    return buffer


def unpadded(buffer: bytearray) -> int | None:
    """How many bytes of `buffer` are plain text, or None if it was not padded by `padded`."""
    end = buffer.rfind(0x80)
    zeros = len(buffer) - end - 1
    if end < 0 or len(buffer) % STEP or zeros >= STEP or any(buffer[end + 1 :]):
        return None
    return end


def wipe(buffer: bytearray) -> None:
    """Overwrite in place, so that what lay there does not wait in freed memory."""
    buffer[:] = bytes(len(buffer))
