"""The yardsticks: a bare Litestar POST, the same page from memory, a bare stream hub, and plain sqlite3."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import uvicorn
from litestar import Litestar, Request, get, post
from litestar.params import FromPath
from litestar.response import Response, Stream

from server.render import assets, locale, printer
from server.render.frame import Frame
from server.render.views.session import StepView
from server.settings import files

PAGE = b"<!doctype html><title>Saved</title><p>Saved.</p>" + b"<p>A fixed page.</p>" * 40


@post("/completion", status_code=200)
async def completion(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Parses the same form and answers a fixed page."""
    dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
    return Response(PAGE, media_type="text/html")


HUB: dict[str, set[asyncio.Queue[bytes]]] = {}


@get("/stream/{room:str}")
async def stream(room: FromPath[str]) -> Stream:
    """A bare hub: stores nothing, knows nobody."""
    queue: asyncio.Queue[bytes] = asyncio.Queue(10)

    async def body() -> AsyncIterator[bytes]:
        HUB.setdefault(room, set()).add(queue)
        try:
            yield b": hello\n\n"
            while True:
                yield await queue.get()
        finally:
            HUB[room].discard(queue)

    return Stream(body(), media_type="text/event-stream")


@post("/tell/{room:str}", status_code=200)
async def tell(request: Request[Any, Any, Any], room: FromPath[str]) -> Response[bytes]:
    """Parses the same form and tells the room."""
    dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
    for queue in HUB.get(room, ()):
        queue.put_nowait(b"event: changed\nid: 1\ndata:\n\n")
    return Response(b"", media_type="text/html")


class FromMemory:
    """The step page rendered from a Struct that lies in memory."""

    def __init__(self, view: StepView) -> None:
        web = files() / "web"
        languages, served = locale.read(web / "locale"), assets.read(web)
        self._printer = printer.read(
            web / "templates", languages, {"icons": served.icons, "pictures": served.pictures}
        )
        self._view = view
        self._frame = Frame(
            lang="en",
            dir="ltr",
            theme="system",
            path="/",
            css=served.css,
            js=served.js,
            htmx=served.htmx,
            icons=served.icons,
            pictures=served.pictures,
            icon=served.icon,
            operator="",
        )

    def page(self) -> bytes:
        """The page's bytes."""
        return self._printer.page(self._view, self._frame).encode()


def view_of(found: dict[str, Any]) -> StepView:
    """The view a server gave as JSON, as the Struct it was."""
    from server.core.steps import AnyAnswer, AnyStep

    step = msgspec.convert(found["step"], AnyStep)
    mine = msgspec.convert(found["mine"], AnyAnswer | None)
    plain = msgspec.convert({**found, "mine": None, "theirs": None, "step": {}}, dict[str, Any])
    rest = {
        name: plain[name] for name in StepView.__struct_fields__ if name not in ("step", "mine", "theirs")
    }
    typed = {
        name: msgspec.convert(value, kind, strict=False)
        for name, kind in StepView.__annotations__.items()
        if (value := rest.get(name)) is not None and not isinstance(kind, str)
    }
    return StepView(step=step, mine=mine, theirs=None, **{**rest, **typed})


def serve(port: int, view: str) -> None:
    """Run the bare app."""
    routes: list[Any] = [completion, stream, tell]
    if view:
        memory = FromMemory(view_of(msgspec.json.decode(Path(view).read_bytes())))

        @get("/page")
        async def page() -> Response[bytes]:
            return Response(memory.page(), media_type="text/html")

        routes.append(page)
    app = Litestar(routes, openapi_config=None, logging_config=None)
    uvicorn.run(app, port=port, log_level="error", access_log=False, loop="uvloop", http="httptools")


def plain_sqlite(path: Path, blob: int, seconds: float) -> float:
    """Completions per second that plain sqlite3 commits, FULL, the same rows, one completion at a time."""
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(
        "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;"
        + (files() / "server" / "store" / "migrations" / "0001_first.sql").read_text()
        + "insert into persons values ('p', x'00', 'j', 1); insert into spaces values ('s', 'session', 1);"
        "insert into seats values ('s', 1, 'p', 1, 1);"
        "insert into records values ('s', 'head', 1, 'head', 'p', 1, 1, '', x'00');"
    )
    count, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        count += 1
        db.execute("begin immediate")
        db.execute("update spaces set revision = revision + 1 where id = 's'")
        db.execute(
            "update records set revision = ?, blob = ? where space = 's' and id = 'head'",
            (count, bytes(blob)),
        )
        db.execute("update records set current = 0 where space = 's' and id = 'a' and current = 1")
        db.execute(
            "insert into records values ('s', 'a', ?, 'answer', 'p', 1, 1, '', ?)", (count, bytes(blob))
        )
        db.execute("delete from drafts where person = 'p' and id = 'd'")
        db.execute("insert into deeds values ('p', ?, 'digest', 's', 1)", (f"deed{count:022d}",))
        db.execute(
            "update seats set sequence = sequence + 1, touched = ? where space = 's' and seat = 1", (count,)
        )
        db.execute("commit")
    db.close()
    return count / seconds


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
