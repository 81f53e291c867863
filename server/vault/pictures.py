"""The three pictures both phones show while somebody knocks: alike only if both saw the same knock."""

from __future__ import annotations

import hashlib

from server.vault.encoding import framed

COUNT = 64


def pictures(*parts: bytes) -> tuple[int, int, int]:
    """Three places (0 to 63; one may come twice) in the list of pictures: the first 18 bits of a digest."""
    bits = int.from_bytes(hashlib.sha256(framed("pictures", *parts)).digest()[:3], "big") >> 6
    return bits >> 12 & 63, bits >> 6 & 63, bits & 63
