"""What every view is: one Struct built for one viewer, which prints as a page, as a fragment, or as JSON."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct


class View(Struct, kw_only=True):
    """A page's data. A hidden answer is not a field here, so no template could print it."""

    template: ClassVar[str] = ""
    """The whole page, below web/templates."""
    fragment: ClassVar[str] = ""
    """The part that is fetched again when something changed; "" where the page has none."""
    tab: ClassVar[str] = ""
    status: ClassVar[int] = 200
