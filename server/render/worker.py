"""The service worker's script: what it keeps is written in front of it, with a version drawn from it all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from server.render.assets import Asset, Assets, MissingAssets, packed

_JSON = msgspec.json.encode


def read(web: Path, assets: Assets, pages: Iterable[str], operator: str, *, ending: bool) -> Asset:
    """The worker as it is served; with `ending` the one that takes itself away. Raises `MissingAssets`.

    A browser takes a new worker when its bytes differ. The files are named by their content; the pages are
    not, so the version takes in all that they are printed from.
    """
    folder = web / "static" / "worker"
    if ending:
        return packed(_text(folder / "end.js"), "text/javascript")
    script, pages = _text(folder / "keep.js"), list(pages)
    version = hashlib.sha256()
    for part in (script, _JSON(assets.shell), _JSON(pages), operator.encode(), *_printed_from(web)):
        version.update(hashlib.sha256(part).digest())
    head = b"const VERSION = %b, FILES = %b, PAGES = %b;\n" % (
        _JSON(version.hexdigest()[:16]),
        _JSON(assets.shell),
        _JSON(pages),
    )
    return packed(head + script, "text/javascript")


def _printed_from(web: Path) -> Iterator[bytes]:
    for path in sorted([*(web / "templates").rglob("*.html"), *(web / "locale").rglob("*.po")]):
        yield path.read_bytes()


def _text(path: Path) -> bytes:
    if not path.is_file():
        raise MissingAssets(f"{path.name} is missing. The installation is not whole.")
    return path.read_bytes()
