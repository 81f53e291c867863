"""A pack: exercises in an order and with a rhythm, for whom it is and for whom not, and its words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from server.core.exercise import Access, Audience
from server.core.wording import SOURCE, Words

WORDS = ("title", "summary", "for_whom", "not_for")
"""The texts of a pack, each of which is its own place in a translation."""


class Entry(Struct, frozen=True, kw_only=True):
    """One exercise of a pack; `after` is how many days after the one before it fits."""

    exercise: str
    after: int = 0


class Pack(Struct, frozen=True, kw_only=True):
    """What a file of `exercises/packs/` means. `version` rises with each change, so whoever follows is told.

    `translations` maps a language tag to words by their place; `reviewed` are those of these languages in
    which a native clinician has read all of it.
    """

    slug: str
    version: int
    title: str
    summary: str
    for_whom: str
    not_for: str
    audience: Audience
    access: Access
    entries: tuple[Entry, ...]
    translations: Mapping[str, Words] = {}
    reviewed: tuple[str, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """The exercises in their order."""
        return tuple(entry.exercise for entry in self.entries)

    @property
    def weeks(self) -> int:
        """About how many weeks it takes at its own rhythm."""
        return sum(entry.after for entry in self.entries) // 7 + 1


def texts(pack: Pack) -> dict[str, str]:
    """Every text that people read, in order, by its place."""
    return {place: getattr(pack, place) for place in WORDS}


def spoken(pack: Pack, language: str) -> Pack:
    """The pack in a language that it brings along, else in its own."""
    words = pack.translations.get(language, {})
    return msgspec.structs.replace(
        pack, **{place: words.get(place) or text for place, text in texts(pack).items()}
    )


def words_in(pack: Pack, language: str) -> str:
    """The language that its words stand in where it is not the one asked for; else ""."""
    return "" if language == SOURCE or language in pack.translations else SOURCE


def unread(pack: Pack, language: str) -> bool:
    """Whether this is a translation that no native clinician has read yet."""
    return language in pack.translations and language not in pack.reviewed
