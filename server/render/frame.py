"""What stands around every page: language, theme, tabs, warnings, who runs this server."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from server.render.locale import Language

THEMES = ("system", "light", "dark", "night")


class Frame(Struct, frozen=True, kw_only=True):
    """The frame of one page for one reader; see templates/layout.html."""

    lang: str
    dir: str
    theme: str
    path: str
    css: str
    js: str
    htmx: str
    icons: str
    pictures: str
    icon: str
    operator: str
    words_in: str = ""
    """The language of the exercise's words on this page, where it is not the page's own."""
    list_css: str = ""
    list_icon: str = ""
    """Of the cover, which is no page like the others."""
    languages: Sequence[Language] = ()
    """Where this page lets somebody choose another one."""
    owner: str = ""
    tab: str = ""
    unlocks_warning: bool = False
    manifest: str = ""
    worker: bool = False
    """Whether the page asks for the service worker."""
    seal: str = ""
    """What seals drafts in this browser; with the sign-in it is gone, so what lies there stays closed."""
