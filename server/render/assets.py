"""The served files: style sheet and script put together once, under addresses that name their content."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

from msgspec import Struct

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_COMMENT = re.compile(rb"/\*.*?\*/\n?", re.DOTALL)
_ALONE = ("icons/icon.svg", "icons/sprite.svg", "icons/pictures.svg")


class MissingAssets(OSError):
    """A file that the pages need was not built."""


class Asset(Struct, frozen=True):
    """One file as it is served; `packed` is the same, gzipped."""

    plain: bytes
    packed: bytes
    type: str


class Assets(Struct, frozen=True):
    """Every served file by its name, and the address of each part a page names."""

    files: dict[str, Asset]
    css: str
    js: str
    htmx: str
    icons: str
    pictures: str
    icon: str


def read(web: Path) -> Assets:
    """All assets below `web/static`, in the order their `order.txt` gives. Raises `MissingAssets`."""
    static = web / "static"
    files: dict[str, Asset] = {}
    css = _add(files, "duologue.css", _bare(_joined(static / "css")))
    js = _add(files, "duologue.js", _joined(static / "js"))
    htmx = _add(files, "htmx.js", _bytes(static / "vendor" / "htmx.js"))
    icon, sprite, pictures = (_add(files, Path(name).name, _bytes(static / name)) for name in _ALONE)
    return Assets(files=files, css=css, js=js, htmx=htmx, icons=sprite, pictures=pictures, icon=icon)


def _joined(folder: Path) -> bytes:
    order = _bytes(folder / "order.txt").decode().split()
    return b"\n".join(_bytes(folder / name) for name in order)


def _bare(sheet: bytes) -> bytes:
    """A style sheet without its comments and the room before its lines: they are for whoever writes it."""
    return re.sub(rb"\n\s*", b"\n", re.sub(rb"/\*.*?\*/", b"", sheet, flags=re.DOTALL))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingAssets(f"{path.name} is missing. Run `make assets` and start again.") from None


def _add(files: dict[str, Asset], name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    served = f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}{dot}{ending}"
    files[served] = Asset(content, gzip.compress(content, 9, mtime=0), _TYPES[dot + ending])
    return f"/static/{served}"
