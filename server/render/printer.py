"""Prints a view: templates of every language, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import minijinja
from msgspec import Struct

from server.render import names
from server.render.frame import Frame
from server.render.locale import Language, Languages
from server.render.view import View


class Printer(Struct, frozen=True):
    """One template environment per language, since macros see its `_` and nothing of a request."""

    environments: Mapping[str, minijinja.Environment]

    def page(self, view: View, frame: Frame) -> str:
        """The whole page."""
        return self.environments[frame.lang].render_template(view.template, view=view, frame=frame)

    def fragment(self, view: View, frame: Frame) -> str:
        """The part of the page that changes with what the partner does."""
        name = view.fragment or view.template
        return self.environments[frame.lang].render_template(name, view=view, frame=frame)


def read(folder: Path, languages: Languages, addresses: Mapping[str, str]) -> Printer:
    """Every template below a folder. `addresses` of the sprites stand in for the frame
    inside macros, which see globals only."""
    return Printer(
        {tag: _environment(folder, language, addresses) for tag, language in languages.by_tag.items()}
    )


def _environment(folder: Path, language: Language, addresses: Mapping[str, str]) -> minijinja.Environment:
    texts = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")}
    environment = minijinja.Environment(loader=texts.get, trim_blocks=True, lstrip_blocks=True)
    globals_: dict[str, Any] = {
        "_": language.gettext,
        "ngettext": language.ngettext,
        "day": language.date,
        "aim_names": names.aims(language),
        "wish_names": names.wishes(language),
        "approach_names": names.approaches(language),
        "frame": addresses,
    }
    for name, value in globals_.items():
        environment.add_global(name, value)
    return environment
