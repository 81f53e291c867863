"""The composition root: settings, store, library, hub and clock become one app. Only it knows everybody."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from server import __version__, refusals, routes
from server.desk.base import Desk
from server.desk.exercises import Copies
from server.guard import Guard
from server.library import entrances, helplines, load, packs
from server.library.problems import BrokenLibrary
from server.library.shelf import Shelf
from server.live.hub import Hub
from server.pages.house import House
from server.render import api, assets, locale, printer, worker
from server.security.signins import Cookies
from server.security.throttle import Throttle
from server.settings import Settings, files
from server.store.sqlite import SqliteDb
from server.vault.pepper import open_pepper

MOST_BODY = 64 * 1024
"""Bytes of a request's body."""


def now() -> int:
    """Milliseconds since the epoch, UTC: the only clock."""
    return time.time_ns() // 1_000_000


def create_app(
    settings: Settings, clock: Callable[[], int] = now, *, strict_transport: bool = True
) -> Litestar:
    """The app. Raises `BrokenLibrary` or `MissingAssets` before anything is opened.

    `strict_transport`: on https, browsers are told to come by nothing else and to take no other certificate.
    Not with a certificate that nobody vouches for: they would shut everybody out.
    """
    web = files() / "web"
    exercises, problems = load.read(files() / "exercises")
    if problems:
        raise BrokenLibrary(problems)
    found, problems = packs.read(files() / "exercises", exercises)
    if problems:
        raise BrokenLibrary(problems)
    shelf = Shelf(exercises, found)
    lines, problems = helplines.read(files() / "exercises")
    if problems:
        raise BrokenLibrary(problems)
    moments, problems = entrances.read(files() / "exercises", exercises)
    if problems:
        raise BrokenLibrary(problems)
    served = assets.read(web)
    languages = locale.read(web / "locale")
    addresses = {"icons": served.icons, "pictures": served.pictures}
    pages = printer.read(web / "templates", languages, addresses)
    kept = worker.read(web, served, _kept_pages(), settings.operator, ending=settings.worker == "off")
    hub = Hub()

    @asynccontextmanager
    async def living(app: Litestar) -> AsyncIterator[None]:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        pepper = open_pepper(settings.pepper, may_create=not settings.database_file.exists())
        db = await SqliteDb.open(settings.database_file)
        app.state.house = House(
            desk=Desk(db, pepper, Copies()),
            hub=hub,
            shelf=shelf,
            printer=pages,
            languages=languages,
            assets=served,
            cookies=Cookies(settings.secure),
            throttle=Throttle(clock),
            clock=clock,
            origin=settings.origin,
            worker=kept,
            working=settings.worker == "on",
            operator=settings.operator,
            open_to_all=settings.starts == "anyone",
            helplines=lines,
            entrances=moments,
        )
        try:
            with _streams_end(hub):
                yield
        finally:
            hub.close_all()
            await db.close()

    app = Litestar(
        route_handlers=routes.HANDLERS,
        lifespan=[living],
        exception_handlers=refusals.HANDLERS,
        request_max_body_size=MOST_BODY,
        openapi_config=_described(),
        debug=False,
        logging_config=None,
        pdb_on_exception=False,
    )
    # Around the whole app and not its routes, so that what no route answers is guarded as well.
    secure = settings.secure and strict_transport
    left = Cookies(settings.secure).left
    guard = Guard(settings.origin, left, refusals.elsewhere, secure=secure, lines=settings.log == "requests")
    app.asgi_handler = guard(app.asgi_handler)
    return app


def failed(app: Litestar) -> str:
    """Why this process must end, in a sentence; "" while all is well. Whoever listens is sent away then.

    After a failed sync nobody knows what the disk holds before the file was opened anew, by a new process.
    """
    house: House | None = app.state.get("house")
    if house is None or house.desk.db.broken is None:
        return ""
    house.hub.close_all()
    return f"The disk or the database file failed, so Duologue ends: {house.desk.db.broken}."


def _kept_pages() -> tuple[str, ...]:
    """The pages that hold no one's words and work without network, as far as there are such pages here."""
    return tuple(path for path in ("/offline", "/cover", "/help", "/argued") if path in routes.OPEN)


class _Api(JsonRenderPlugin):
    """The framework's list of addresses, with the views and bodies that it cannot see."""

    _told: bytes = b""

    def render(self, request: Any, openapi_schema: dict[str, Any]) -> bytes:
        """Put together once."""
        self._told = self._told or self.render_json(request, api.described(openapi_schema))
        return self._told


def _described() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Duologue",
        version=__version__,
        path="/openapi.json",
        render_plugins=[_Api(path="/")],
    )


@contextlib.contextmanager
def _streams_end(hub: Hub) -> Any:
    """On SIGTERM or Ctrl-C end the streams first, or the server would wait for them."""
    loop = asyncio.get_running_loop()
    before = {}
    for number in (signal.SIGTERM, signal.SIGINT):
        old = signal.getsignal(number)
        if not callable(old):
            continue

        def ending(got: int, frame: Any, old: Any = old) -> None:
            loop.call_soon_threadsafe(hub.close_all)
            old(got, frame)

        with contextlib.suppress(ValueError):  # not in the main thread: a test's server
            signal.signal(number, ending)
            before[number] = old
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
