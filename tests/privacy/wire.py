"""The shortest way to the app: requests without a client, a database without threads, a stream as a list."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode

from litestar import Litestar
from msgspec.structs import replace

from server.store.batch import Batch, Reading
from server.store.db import Ask, Broken, Row, Statement
from server.store.migrate import migrate
from tests.cast import deed, place

Headers = tuple[tuple[str, str], ...]
Fields = Mapping[str, str | Sequence[str]]

JSON = "json"
PAGE = "page"
FRAGMENT = "fragment"
_ASKING = {
    JSON: ((b"accept", b"application/json"),),
    PAGE: ((b"accept", b"text/html"),),
    FRAGMENT: ((b"accept", b"text/html"), (b"hx-request", b"true")),
}


class MemoryDb:
    """The port on a database in memory, in the thread that asks: the same SQL, no waiting."""

    broken: Broken | None = None

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=512)

    @classmethod
    async def made(cls) -> MemoryDb:
        """With the newest schema."""
        db = cls()
        await migrate(db.write)
        db._connection.execute("pragma foreign_keys = on")
        return db

    async def read(self, *asks: Ask) -> list[list[Row]]:
        return Reading(asks)(self._connection)

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        (outcome,) = Batch([unit])(self._connection)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def close(self) -> None:
        self._connection.close()


async def in_memory(app: Litestar, **changes: Any) -> None:
    """The app's database moves into memory; `changes` are other parts of its house."""
    house = app.state.house
    desk = replace(house.desk, db=await MemoryDb.made())
    app.state.house = replace(house, desk=desk, **changes)


class Seen(NamedTuple):
    """One answer of the server, whole."""

    status: int
    headers: Headers
    body: bytes

    @property
    def location(self) -> str:
        """Where a redirect leads, "" if it is none."""
        return dict(self.headers).get("location", "")


class Wire:
    """One browser on a wire: its cookies, and every answer as it came."""

    def __init__(self, app: Litestar, name: str) -> None:
        self.app = app
        self.name = name
        self.cookies: dict[str, str] = {}
        self.place = place()

    async def get(self, path: str, form: str = JSON, *more: tuple[bytes, bytes]) -> Seen:
        """GET as JSON, page or fragment."""
        return await self._ask("GET", path, b"", (*_ASKING[form], *more))

    async def post(self, path: str, fields: Fields, form: str = JSON) -> Seen:
        """POST a form with a deed of its own, unless it brings one."""
        return await self._send("POST", path, {"deed": deed(), **fields}, form)

    async def put(self, path: str, fields: Fields) -> Seen:
        """PUT a form, as drafts are."""
        return await self._send("PUT", path, fields, JSON)

    async def _send(self, method: str, path: str, fields: Fields, form: str) -> Seen:
        body = urlencode(fields, doseq=True).encode()
        typed = (b"content-type", b"application/x-www-form-urlencoded")
        return await self._ask(method, path, body, (*_ASKING[form], typed))

    async def _ask(
        self, method: str, path: str, body: bytes, headers: tuple[tuple[bytes, bytes], ...]
    ) -> Seen:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(self.scope(method, path, headers), receive, send)
        start, *rest = sent
        found = tuple((name.decode(), value.decode()) for name, value in start["headers"])
        self._keep(found)
        return Seen(start["status"], found, b"".join(each.get("body", b"") for each in rest))

    def scope(self, method: str, path: str, headers: tuple[tuple[bytes, bytes], ...]) -> Any:
        """What an ASGI server would hand the app."""
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = ((b"host", b"localhost:8000"), (b"sec-fetch-site", b"same-origin"), (b"cookie", kept.encode()))
        plain, _, query = path.partition("?")
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": plain,
            "raw_path": plain.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [*own, *headers],
            "server": ("localhost", 8000),
            "client": (self.place, 1),
            "extensions": {},
        }

    def _keep(self, headers: Headers) -> None:
        for name, value in headers:
            if name == "set-cookie":
                for morsel in SimpleCookie(value).values():
                    self.cookies[morsel.key] = morsel.value


class Ear:
    """An open stream: what it has said so far. `heard` gives what is new."""

    def __init__(self, wire: Wire, path: str, *headers: tuple[bytes, bytes]) -> None:
        self._over = asyncio.Event()
        self._said: list[bytes] = []
        scope = wire.scope("GET", path, ((b"accept", b"text/event-stream"), *headers))
        self._task = asyncio.create_task(self._listen(wire.app, scope))

    async def _listen(self, app: Litestar, scope: Any) -> None:
        async def send(message: Any) -> None:
            self._said.append(message.get("body", b"") or repr(sorted(message)).encode())

        async def receive() -> Any:
            await self._over.wait()
            return {"type": "http.disconnect"}

        await app(scope, receive, send)

    async def heard(self) -> bytes:
        """What was said since the last time, once nobody has anything left to do."""
        for _ in range(12):
            await asyncio.sleep(0)
        said, self._said[:] = b"".join(self._said), []
        return said

    async def close(self) -> None:
        """Hang up."""
        self._over.set()
        with suppress(asyncio.CancelledError):
            await self._task
