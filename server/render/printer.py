"""Prints a view: templates of every language, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import minijinja
from msgspec import Struct

from server.render import names
from server.render.frame import Frame
from server.render.locale import SOURCE, Language, Languages
from server.render.view import View


class Printer(Struct, frozen=True):
    """One template environment per language of the page, and one more for it where the exercise's words
    stand in another: macros see its `_` and `words_in`, and nothing of a request."""

    environments: Mapping[tuple[str, str], minijinja.Environment]

    def page(self, view: View, frame: Frame) -> str:
        """The whole page."""
        return self._of(frame).render_template(view.template, view=view, frame=frame)

    def fragment(self, view: View, frame: Frame) -> str:
        """The part of the page that changes with what the partner does."""
        name = view.fragment or view.template
        return self._of(frame).render_template(name, view=view, frame=frame)

    def _of(self, frame: Frame) -> minijinja.Environment:
        return self.environments[frame.lang, frame.words_in]


def read(folder: Path, languages: Languages, addresses: Mapping[str, str]) -> Printer:
    """Every template below a folder. `addresses` of the sprites stand in for the frame
    inside macros, which see globals only. `tongue` gives the attributes of words in another language."""

    def tongue(tag: str) -> str:
        found = languages.by_tag.get(tag)
        return minijinja.safe(f' lang="{found.tag}" dir="{found.direction}"' if found is not None else "")

    given = {"frame": addresses, "tongue": tongue}
    pairs = {(tag, words) for tag in languages.by_tag for words in ("", SOURCE)} - {(SOURCE, SOURCE)}
    return Printer(
        {
            (tag, words): _environment(folder, languages.by_tag[tag], {**given, "words_in": tongue(words)})
            for tag, words in pairs
        }
    )


def _environment(folder: Path, language: Language, given: Mapping[str, Any]) -> minijinja.Environment:
    texts = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")}
    environment = minijinja.Environment(loader=texts.get, trim_blocks=True, lstrip_blocks=True)
    globals_: dict[str, Any] = {
        "_": language.gettext,
        "ngettext": language.ngettext,
        "day": language.date,
        "aim_names": names.aims(language),
        "wish_names": names.wishes(language),
        "approach_names": names.approaches(language),
        **given,
    }
    for name, value in globals_.items():
        environment.add_global(name, value)
    return environment
