"""Looking for words in any bytes, however they may have been written down."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from urllib.parse import quote

CORE = "kanärienvögelchen"
"""What every canary holds. Two letters need escaping, so that escaped forms differ."""

_GZIP, _ZLIB = rb"\x1f\x8b\x08", rb"\x78[\x01\x5e\x9c\xda]"
_PACKED = re.compile(b"|".join((_GZIP, _ZLIB)), re.DOTALL)
_ENOUGH = 24
"""Fewer bytes than this are chance, not a packed text."""


def canary(number: int) -> str:
    """Words that stand nowhere else, and say which of them they are."""
    return f'zz{number:04d} "{CORE}"'


def forms(text: str) -> Mapping[str, bytes]:
    """The ways in which a text may lie somewhere, each by its name."""
    raw, escaped = text.encode(), json.dumps(text)[1:-1]
    found = {
        "utf-8": raw,
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "utf-32-le": text.encode("utf-32-le"),
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "hex of utf-16": text.encode("utf-16-le").hex().encode(),
        "json": escaped.encode(),
        "json, upper case": re.sub(r"\\u\w{4}", lambda code: r"\u" + code[0][2:].upper(), escaped).encode(),
        "percent": quote(text).encode(),
        "repr": repr(raw)[2:-1].encode(),
    }
    for shift, start in enumerate((0, 2, 3)):
        end = (len(raw) + shift) // 3 * 4
        for name, encode in (("base64", b64encode), ("base64 for addresses", urlsafe_b64encode)):
            found[f"{name}, shift {shift}"] = encode(bytes(shift) + raw)[start:end]
    return found


def hits(data: bytes, texts: Mapping[str, str]) -> list[str]:
    """Which texts (by name) lie in the data, and how; packed parts are looked into."""
    found = []
    for where, part in (("", data), *((f", packed at {at}", plain) for at, plain in unpacked(data))):
        for name, text in texts.items():
            found += [f"{name} as {how}{where}" for how, form in forms(text).items() if form in part]
    return found


def unpacked(data: bytes) -> Iterator[tuple[int, bytes]]:
    """What every gzip or zlib stream in the data holds, and where it begins."""
    for begins in _PACKED.finditer(data):
        packer = zlib.decompressobj(wbits=47)
        try:
            plain = packer.decompress(data[begins.start() :], 1 << 24)
        except zlib.error:
            continue
        if len(plain) >= _ENOUGH:
            yield begins.start(), plain
