"""The served files: style sheet and script put together once, under addresses that name their content."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

from msgspec import Struct

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_ALONE = ("icons/icon.svg", "icons/mask.svg", "icons/sprite.svg", "icons/pictures.svg", "cover/list.svg")


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
    mask: str
    """The icon with room around it, for phones that cut a shape out of it."""
    list_css: str
    """The cover's own sheet and icon: nothing on it names us."""
    list_icon: str

    @property
    def shell(self) -> list[str]:
        """Every address that a page without network may need."""
        return [f"/static/{name}" for name in self.files]


def read(web: Path) -> Assets:
    """All assets below `web/static`, in the order their `order.txt` gives. Raises `MissingAssets`."""
    static = web / "static"
    files: dict[str, Asset] = {}
    css = _add(files, "duologue.css", _bare(_joined(static / "css")))
    js = _add(files, "duologue.js", _plain(_joined(static / "js")))
    htmx = _add(files, "htmx.js", _bytes(static / "vendor" / "htmx.js"))
    list_css = _add(files, "list.css", _bare(_bytes(static / "cover" / "list.css")))
    icon, mask, sprite, pictures, list_icon = (
        _add(files, Path(name).name, _bytes(static / name)) for name in _ALONE
    )
    return Assets(
        files=files,
        css=css,
        js=js,
        htmx=htmx,
        icons=sprite,
        pictures=pictures,
        icon=icon,
        mask=mask,
        list_css=list_css,
        list_icon=list_icon,
    )


def packed(content: bytes, type: str) -> Asset:
    """A file, and the same gzipped once for all."""
    return Asset(content, gzip.compress(content, 9, mtime=0), type)


def _joined(folder: Path) -> bytes:
    order = _bytes(folder / "order.txt").decode().split()
    return b"\n".join(_bytes(folder / name) for name in order)


def _bare(sheet: bytes) -> bytes:
    """A style sheet without its comments and the room before its lines: they are for whoever writes it."""
    return re.sub(rb"\n\s*", b"\n", re.sub(rb"/\*.*?\*/", b"", sheet, flags=re.DOTALL))


def _plain(script: bytes) -> bytes:
    """A script without the comments and the room that stand before its lines."""
    without = re.sub(rb"^\s*(?:/\*.*?\*/|//[^\n]*)\n", b"", script, flags=re.DOTALL | re.MULTILINE)
    return re.sub(rb"^\s+", b"", without, flags=re.MULTILINE)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingAssets(f"{path.name} is missing. Run `make assets` and start again.") from None


def _add(files: dict[str, Asset], name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    served = f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}{dot}{ending}"
    files[served] = packed(content, _TYPES[dot + ending])
    return f"/static/{served}"
