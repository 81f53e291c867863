"""What the tests of the front read: the sheet, the scripts, the templates, and a printer for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import minijinja

from server.core.steps import KINDS, AnyAnswer, AnyStep
from server.render import locale, printer

WEB = Path(__file__).resolve().parent.parent.parent / "web"
TEMPLATES = WEB / "templates"
CSS = WEB / "static" / "css"
JS = WEB / "static" / "js"
ICONS = WEB / "static" / "icons"
ADDRESSES = {
    "icons": "/static/sprite.svg",
    "pictures": "/static/pictures.svg",
    "icon": "/static/icon.svg",
}
FRAME = ADDRESSES | {
    "lang": "en",
    "dir": "ltr",
    "theme": "system",
    "css": "/static/duologue.css",
    "js": "/static/duologue.js",
    "htmx": "/static/htmx.js",
    "operator": "Thea",
    "owner": "ada",
    "seal": "ada-seals-with-this",
    "tab": "",
    "path": "/",
    "unlocks_warning": False,
    "manifest": "",
}
__all__ = ["KINDS", "AnyAnswer", "AnyStep"]


def order(folder: Path) -> list[str]:
    """The files that are put together, first to last."""
    return (folder / "order.txt").read_text().split()


def joined(folder: Path) -> str:
    """All of them as one text, as the server sends it."""
    return "\n".join((folder / name).read_text() for name in order(folder))


def bare(text: str) -> str:
    """A sheet or script without its comments."""
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def templates() -> Iterator[tuple[str, str]]:
    """The name and text of every template, without its comments."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
        yield path.relative_to(TEMPLATES).as_posix(), text


@cache
def environment() -> minijinja.Environment:
    """The templates as the server compiles them, in the source language."""
    return printer.read(TEMPLATES, locale.read(WEB / "locale"), ADDRESSES).environments[locale.SOURCE, ""]


def print_text(source: str, **context: Any) -> str:
    """A piece of template printed."""
    return environment().render_str(source, "piece.html", frame=FRAME, **context)
