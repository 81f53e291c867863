"""Languages of the interface: gettext catalogues, and which of them one request gets."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from msgspec import Struct

from server.core.wording import SOURCE as SOURCE


class Language(Struct, frozen=True):
    """One language: its tag, direction, and how it says things."""

    tag: str
    direction: str
    gettext: Callable[..., str]
    ngettext: Callable[..., str]

    @property
    def name(self) -> str:
        """What it is called in itself."""
        found = self.tongue(self.tag)
        return found[:1].upper() + found[1:]

    def day(self, at: int, offset: int = 0) -> str:
        """A date in words; `at` in milliseconds, `offset` of the reader's clock in minutes."""
        return format_date(_moment(at, offset), "d MMMM y", locale=self.tag)

    def date(self, iso: str) -> str:
        """An ISO date in words; any other text as it stands."""
        try:
            return format_date(date.fromisoformat(iso), "d MMMM y", locale=self.tag)
        except ValueError:
            return iso

    def clock(self, at: int, offset: int = 0) -> str:
        """A time of day."""
        return format_time(_moment(at, offset), "short", tzinfo=UTC, locale=self.tag)

    def country(self, code: str) -> str:
        """The name of a country by its code; the code where there is none."""
        return str(Locale.parse(self.tag, sep="-").territories.get(code.upper(), code.upper()))

    def tongue(self, code: str) -> str:
        """The name of another language by its code; the code where there is none."""
        return str(Locale.parse(self.tag, sep="-").languages.get(code, code))


def _moment(at: int, offset: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC) + timedelta(minutes=offset)


class Languages(Struct, frozen=True):
    """All languages that have a catalogue, the source language always among them."""

    by_tag: dict[str, Language]

    @property
    def offered(self) -> list[Language]:
        """All of them where there is a choice; else none."""
        return list(self.by_tag.values()) if len(self.by_tag) > 1 else []

    def choose(self, asked: str, accept: str) -> Language:
        """The language somebody chose, else the first their browser names that there is."""
        for tag in (asked, *_accepted(accept)):
            found = self.by_tag.get(tag) or self.by_tag.get(tag.partition("-")[0])
            if found is not None:
                return found
        return self.by_tag[SOURCE]


def read(folder: Path) -> Languages:
    """Every `<tag>/LC_MESSAGES/duologue.po` below a folder that has any words, compiled in memory."""
    found = {SOURCE: _language(SOURCE, gettext.NullTranslations())}
    for path in sorted(folder.glob("*/LC_MESSAGES/duologue.po")):
        tag = path.parent.parent.name
        with path.open("rb") as file:
            words = _worded(read_po(file, locale=tag))
        if len(words):
            compiled = BytesIO()
            write_mo(compiled, words)
            compiled.seek(0)
            found[tag] = _language(tag, gettext.GNUTranslations(compiled))
    return Languages(found)


def _worded(catalogue: Catalog) -> Catalog:
    """Without what is not translated, or not in all its plural forms: gettext then falls back to English."""
    for message in list(catalogue):
        forms = message.string if isinstance(message.string, list | tuple) else [message.string]
        if message.id and not all(forms):
            catalogue.delete(message.id, context=message.context)
    return catalogue


def _language(tag: str, catalogue: gettext.NullTranslations) -> Language:
    def _(text: str, **values: Any) -> str:
        found = catalogue.gettext(text)
        return found % values if values else found

    def many(one: str, more: str, number: int, **values: Any) -> str:
        return catalogue.ngettext(one, more, number) % values

    try:
        direction = Locale.parse(tag, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        direction = "ltr"
    return Language(tag=tag, direction=direction, gettext=_, ngettext=many)


def _accepted(header: str) -> list[str]:
    """Language tags of an Accept-Language header, the most wanted first; at most ten are looked at."""
    weighed = []
    for place, part in enumerate(header.split(",")[:10]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, tag.strip()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(weighed)]
