"""Collects every string of the interface into web/locale/duologue.pot, and brings the catalogues up to it.

`python -m scripts.words` writes them anew: words that stand in a catalogue stay, new strings come in without
words, gone ones go. Then it says how many strings lack words in each language.
"""

from __future__ import annotations

import ast
import re
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
POT = ROOT / "web" / "locale" / "duologue.pot"
LANGUAGES = ("ar", "es")
"""Of the interface, beside English. Another one is a tag here and a run of this script."""
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 :"
    " n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
}
"""Rules as translators know them, where Babel numbers the forms in another order."""
_STRING = r'"(?:[^"\\]|\\.)*"'
_ONE = re.compile(rf"(?<![\w.])_\(\s*({_STRING})")
_MANY = re.compile(rf"(?<![\w.])ngettext\(\s*({_STRING})\s*,\s*({_STRING})")

_PLACE = re.compile(r"%\(\w+\)s|\{\w+\}|%(?!\()")
_HEAD = "Words of Duologue's interface in this language ({}). What has none here is shown in English."

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
    return _text(_filled(Catalog(charset="utf-8")), omit_header=True)


def _filled(catalogue: Catalog) -> Catalog:
    for message, files in collected().items():
        catalogue.add(message, locations=[(name, 0) for name in sorted(set(files))])
    return catalogue


def _text(catalogue: Catalog, *, omit_header: bool) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, sort_output=True, omit_header=omit_header, include_lineno=False, width=100)
    return out.getvalue()


def po(tag: str) -> Path:
    """Where the catalogue of a language lies."""
    return POT.parent / tag / "LC_MESSAGES" / "duologue.po"


def catalogue(tag: str) -> Catalog:
    """The catalogue of a language as it stands; an empty one where there is none yet."""
    if not po(tag).exists():
        return Catalog(locale=tag)
    with po(tag).open("rb") as file:
        return read_po(file, locale=tag)


def updated(tag: str) -> bytes:
    """The catalogue of a language with the strings there are now: its words stay, nothing is guessed."""
    old = catalogue(tag)
    # Its head has no dates, so that a run which changes nothing writes the same bytes.
    head = {
        "Language": tag,
        "Plural-Forms": PLURALS.get(tag, old.plural_forms),
        "Content-Type": "text/plain; charset=utf-8",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in head.items())
    new = _filled(Catalog(locale=tag))
    for message in new:
        found = old.get(message.id) if message.id else None
        if found is not None and type(found.id) is type(message.id):
            message.string, message.user_comments = found.string, found.user_comments
    return f'# {_HEAD.format(tag)}\nmsgid ""\nmsgstr ""\n{lines}\n'.encode() + _text(new, omit_header=True)


def missing(tag: str) -> list[str]:
    """The strings that lack words in a language, or one of its plural forms."""
    found = catalogue(tag)
    return [_first(message) for message in collected() if not all(_forms(found.get(message)))]


def misplaced(tag: str) -> list[str]:
    """The strings whose words in a language have other placeholders than they have themselves."""
    return [
        _first(message.id)
        for message in catalogue(tag)
        if message.id
        for form in _forms(message)
        if form and not _fits(message.id, form)
    ]


def _fits(message: Any, form: str) -> bool:
    """A plural form may leave its number out, as "one exercise" does; nothing else may come or go."""
    wanted, found = _places(_first(message)), _places(form)
    if isinstance(message, str):
        return wanted == found
    wanted = wanted | _places(message[1])
    return found <= wanted and wanted - found <= {"%(num)s"}


def _places(text: str) -> set[str]:
    return set(_PLACE.findall(text))


def _forms(message: Any) -> tuple[str, ...]:
    string = message.string if message is not None else ""
    return tuple(string) if isinstance(string, list | tuple) else (string,)


def _first(message: Any) -> str:
    return message if isinstance(message, str) else str(message[0])


def told() -> None:
    """Print how many strings lack words in each language."""
    for tag in LANGUAGES:
        sys.stdout.write(f"{tag}: {len(missing(tag))} of {len(collected())} strings lack words\n")


def main() -> None:
    """Write the template and every catalogue, and say what lacks words."""
    POT.write_bytes(pot())
    for tag in LANGUAGES:
        po(tag).parent.mkdir(parents=True, exist_ok=True)
        po(tag).write_bytes(updated(tag))
    told()


if __name__ == "__main__":
    main()
