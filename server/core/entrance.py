"""An entrance to the library, in people's own words: a moment, and the exercises that fit it, in order."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from server.core.wording import Words


class Entrance(Struct, frozen=True, kw_only=True):
    """A sentence somebody could say, one line to receive them, and slugs; or the page that it `leads` to.

    `translations` maps a language tag to `words` and `intro` in that language.
    """

    id: str
    words: str
    intro: str
    exercises: tuple[str, ...] = ()
    leads: str = ""
    translations: Mapping[str, Words] = {}

    def spoken(self, language: str) -> Entrance:
        """The entrance in a language that it brings along, else in its own."""
        said = self.translations.get(language, {})
        return replace(self, words=said.get("words", self.words), intro=said.get("intro", self.intro))


class Entrances(Struct, frozen=True, kw_only=True):
    """What `entrances.toml` holds."""

    entrances: tuple[Entrance, ...] = ()
