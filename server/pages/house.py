"""What the whole process shares: composed once by app.py, handed to every page."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from server.core.entrance import Entrance
from server.core.helplines import Helplines
from server.desk.base import Desk
from server.library.shelf import Shelf
from server.live.hub import Hub
from server.render.assets import Asset, Assets
from server.render.locale import Languages
from server.render.printer import Printer
from server.security.signins import Cookies
from server.security.throttle import Throttle


class House(Struct, frozen=True, kw_only=True):
    """Everything a page needs beside its request."""

    desk: Desk
    hub: Hub
    shelf: Shelf
    printer: Printer
    languages: Languages
    assets: Assets
    cookies: Cookies
    throttle: Throttle
    clock: Callable[[], int]
    """Milliseconds since the epoch, UTC."""
    origin: str
    worker: Asset
    """The service worker as it is served."""
    working: bool
    """Whether pages ask for the worker; if not, the one served ends itself."""
    operator: str
    open_to_all: bool
    """Whether anyone may begin here, or only people who came by an invitation."""
    helplines: Helplines
    entrances: tuple[Entrance, ...] = ()
