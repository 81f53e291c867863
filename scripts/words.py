"""Collects every string of the interface into web/locale/duologue.pot, from which catalogues are made."""

from __future__ import annotations

import ast
import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
POT = ROOT / "web" / "locale" / "duologue.pot"
_STRING = r'"(?:[^"\\]|\\.)*"'
_ONE = re.compile(rf"(?<![\w.])_\(\s*({_STRING})")
_MANY = re.compile(rf"(?<![\w.])ngettext\(\s*({_STRING})\s*,\s*({_STRING})")

Found = dict[str | tuple[str, str], list[str]]


def collected() -> Found:
    """Every string, with the files it stands in."""
    found: Found = {}
    for path in sorted((ROOT / "web" / "templates").rglob("*.html")):
        text = path.read_text()
        for match in _ONE.finditer(text):
            found.setdefault(ast.literal_eval(match[1]), []).append(_name(path))
        for match in _MANY.finditer(text):
            pair = (ast.literal_eval(match[1]), ast.literal_eval(match[2]))
            found.setdefault(pair, []).append(_name(path))
    keywords = {"_": None, "gettext": None, "many": (1, 2)}
    for path in sorted((ROOT / "server").rglob("*.py")):
        with path.open("rb") as file:
            for _, message, _, _ in extract("python", file, keywords=keywords):
                found.setdefault(message, []).append(_name(path))  # type: ignore[arg-type]
    return found


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def pot() -> bytes:
    """The template of all catalogues: in order and without dates: equal sources, equal bytes."""
    catalogue = Catalog(
        project="Duologue", charset="utf-8", header_comment="# Strings of Duologue's interface."
    )
    for message, files in collected().items():
        catalogue.add(message, locations=[(name, 0) for name in sorted(set(files))])
    out = BytesIO()
    write_po(out, catalogue, sort_output=True, omit_header=True, include_lineno=False, width=100)
    return out.getvalue()


if __name__ == "__main__":
    POT.write_bytes(pot())
    sys.stdout.write(f"{len(collected())} strings\n")
