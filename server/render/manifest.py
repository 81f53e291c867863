"""The manifest: the app's name, its icons and colours, and where it begins."""

from __future__ import annotations

from typing import Any

from server.render.assets import Assets
from server.render.locale import Language

PAPER = "#fcf9f5"
"""The token of this name; a test compares them."""


def manifest(language: Language, assets: Assets) -> dict[str, Any]:
    """What a browser reads when the app is put on the first screen, in the reader's language."""
    _ = language.gettext
    return {
        "id": "/",
        "name": "Duologue",
        "short_name": "Duologue",
        "lang": language.tag,
        "dir": language.direction,
        "start_url": "/today",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": assets.icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": assets.mask, "sizes": "any", "type": "image/svg+xml", "purpose": "maskable"},
        ],
        "shortcuts": [
            {"name": _("Today"), "url": "/today"},
            {"name": _("See all exercises"), "url": "/exercises"},
            {"name": _("Help"), "url": "/help"},
        ],
    }
