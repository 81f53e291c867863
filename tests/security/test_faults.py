"""A fault anywhere shows nothing of what was under way: no values, no words, no address, to nobody."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from server.app import create_app
from server.live import signal
from server.pages import sessions
from server.settings import Settings
from server.store.sqlite import SqliteDb
from tests.cast import Phone, begin, couple, deed
from tests.privacy.needles import CORE, hits
from tests.privacy.wire import FRAGMENT, JSON, PAGE, Wire

NAMES = {"session", "step", "knock", "slug", "name"}


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """All that goes to any log, formatted as the widest of formats would."""
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the one who asks, not the server
    yield caplog


def failing(*_: Any, **__: Any) -> Any:
    """A desk in the middle of its work, with somebody's words in its hands."""
    words = f"{CORE} in a local"
    key = {CORE: words}
    error = ValueError(f"{words} in the message", key)
    error.add_note(f"{CORE} in a note")
    raise error from KeyError(f"{CORE} in the cause")


async def failing_later(*_: Any, **__: Any) -> Any:
    failing()


def every_handler(app: Litestar) -> list[tuple[str, str, HTTPRouteHandler]]:
    """Method, address with something in each of its places, and the handler."""
    return [
        (method, route.path_format.replace("{", CORE).replace("}", ""), handler)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        if isinstance(handler, HTTPRouteHandler)
        for method in sorted(handler.http_methods - {"OPTIONS", "HEAD"})
    ]


@contextmanager
def broken(handler: HTTPRouteHandler, put: Callable[..., Any]) -> Iterator[None]:
    """This handler's own work done by another function."""
    own = handler._fn
    handler._fn = put
    try:
        yield
    finally:
        handler._fn = own


async def test_a_fault_in_every_handler_shows_no_locals_and_no_address(
    app: Litestar, said: pytest.LogCaptureFixture
) -> None:
    wire, shown = Wire(app, "Ada"), 0
    for method, path, handler in every_handler(app):
        put = failing if handler.has_sync_callable else failing_later
        with broken(handler, put):
            for form in (JSON, PAGE, FRAGMENT):
                said.clear()
                fields = {"deed": deed(), "text": CORE}
                found = await (
                    wire.get(path, form) if method == "GET" else wire._send(method, path, fields, form)
                )
                assert found.status == 500, (method, path)
                body = found.body + repr(found.headers).encode()
                assert not hits(body.replace(path.encode(), b""), {"a canary": CORE}), (method, path, body)
                assert not hits(everything(said), {"a canary": CORE}), said.text
                assert [record.getMessage() for record in said.records] == ["ValueError in -"]
                shown += 1
    assert shown > 100


def everything(said: pytest.LogCaptureFixture) -> bytes:
    """What was logged, with tracebacks where a record brings one."""
    return (said.text + "".join(map(repr, (record.__dict__ for record in said.records)))).encode()


@pytest.mark.parametrize("which", ["read", "write"])
async def test_a_fault_below_the_desk_is_told_by_its_place_alone(
    app: Litestar,
    ada: Phone,
    ben: Phone,
    said: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    which: str,
) -> None:
    session = await couple(ada, ben, "gm-know-my-world")
    place = session.rpartition("/")[2]
    monkeypatch.setattr(SqliteDb, which, failing_later)
    met = set()
    for method, path, _ in every_handler(app):
        real = (
            path.replace(f"{CORE}session", place)
            .replace(f"{CORE}slug", "sf-scale")
            .replace(f"{CORE}step", "cards")
        )
        if which == "write" and path.endswith("/stream"):
            continue  # it only reads, and would not end
        said.clear()
        form = {
            "deed": deed(),
            "exercise": "sf-scale",
            "with": "me",
            "name": CORE,
            "kind": "moment",
            "text": CORE,
        }
        answer = await ada.client.request(method, real, data=None if method == "GET" else form)
        if answer.status_code != 500:
            continue
        met.add((method, path))
        assert not hits(answer.content, {"a canary": CORE, "the session": place}), answer.text
        assert not hits(everything(said), {"a canary": CORE, "the session": place}), said.text
        (record,) = said.records
        kind, file, line = record.getMessage().replace(" in ", ":").split(":")
        assert (kind, file.split("/")[0], int(line) > 0) == ("ValueError", "desk", True) or file.startswith(
            "pages/"
        )
    assert len(met) > (15 if which == "read" else 3)


async def test_a_fault_while_a_fault_is_told_is_told_by_the_door(
    app: Litestar, said: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(app.state.house.printer), "page", failing)
    found = await Wire(app, "Ada").get("/help", PAGE)
    assert (found.status, dict(found.headers)["content-type"]) == (500, "text/plain; charset=utf-8")
    assert not hits(found.body + everything(said), {"a canary": CORE})
    assert "content-security-policy" in dict(found.headers)
    assert len(said.records) == 2


async def test_a_stream_that_fails_in_the_middle_says_nothing(
    app: Litestar, ada: Phone, said: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def speak(*_: Any) -> Any:
        yield signal.changed(1)
        failing()

    session = await begin(ada, "sf-scale")
    monkeypatch.setattr(sessions, "speak", speak)
    said.clear()
    wire = Wire(app, "Ada")
    wire.cookies.update(ada.client.cookies)
    answer = await wire.get(f"{session}/stream")
    assert (answer.status, answer.body) == (200, signal.changed(1))
    assert not hits(everything(said), {"a canary": CORE}), said.text
    (record,) = said.records
    assert record.name == "duologue.faults"


async def test_the_environment_cannot_turn_tracebacks_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITESTAR_DEBUG", "1")
    app = create_app(settings)
    assert Litestar([]).debug is True, "it would have listened"
    assert (app.debug, app.pdb_on_exception) == (False, False)
    async with app.lifespan():
        for _, path, handler in every_handler(app)[:3]:
            with broken(handler, failing_later):
                found = await Wire(app, "Ada").get(path, PAGE)
                assert found.status == 500
                assert b"Traceback" not in found.body
                assert b"ValueError" not in found.body
