"""A server that cannot start says why in a sentence, and one that fails otherwise hides nothing."""

from __future__ import annotations

from typing import Any

import pytest

from server.commands.starting import App, plainly
from server.store.db import Busy

COMPLETE = {"type": "lifespan.startup.complete"}


def app(start: Exception | None = None, stop: Exception | None = None) -> App:
    """An app in the manner of Litestar: a failure is sent with its traceback, then raised."""

    async def lifespan(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 204})
            return
        if start:
            await send({"type": "lifespan.startup.failed", "message": "Traceback ..."})
            raise start
        await send(COMPLETE)
        if stop:
            await send({"type": "lifespan.shutdown.failed", "message": "Traceback ..."})
            raise stop

    return lifespan


async def run(asked: App, kind: str = "lifespan") -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    try:
        await plainly(asked)({"type": kind}, None, send)
    except Exception as error:
        sent.append({"raised": error})
    return sent


async def test_a_refusal_is_told_as_its_own_sentence() -> None:
    busy = Busy("Another Duologue holds the data.")
    assert await run(app(start=busy)) == [
        {"type": "lifespan.startup.failed", "message": "Another Duologue holds the data."}
    ]


async def test_a_refusal_is_found_in_the_group_that_litestar_makes_of_it() -> None:
    busy = Busy("Another Duologue holds the data.")
    wrapped = ExceptionGroup("unhandled errors in a TaskGroup", [ExceptionGroup("again", [busy])])
    assert await run(app(start=wrapped)) == [
        {"type": "lifespan.startup.failed", "message": "Another Duologue holds the data."}
    ]


async def test_a_refusal_among_other_failures_hides_none_of_them() -> None:
    mixed = ExceptionGroup("unhandled errors in a TaskGroup", [Busy("Held."), KeyError("ours")])
    assert await run(app(start=mixed)) == [
        {"type": "lifespan.startup.failed", "message": "Traceback ..."},
        {"raised": mixed},
    ]


async def test_any_other_failure_keeps_its_traceback() -> None:
    ours = KeyError("ours")
    assert await run(app(start=ours)) == [
        {"type": "lifespan.startup.failed", "message": "Traceback ..."},
        {"raised": ours},
    ]


async def test_a_failure_at_the_end_is_no_failed_start() -> None:
    gone = OSError("The disk is gone.")
    assert await run(app(stop=gone)) == [
        COMPLETE,
        {"type": "lifespan.shutdown.failed", "message": "Traceback ..."},
        {"raised": gone},
    ]


async def test_a_good_start_and_requests_go_through() -> None:
    assert await run(app()) == [COMPLETE]
    assert await run(app(), "http") == [{"type": "http.response.start", "status": 204}]


@pytest.mark.parametrize("kind", ["lifespan", "http"])
async def test_the_app_gets_the_scope_it_was_called_with(kind: str) -> None:
    seen: list[Any] = []

    async def asked(scope: Any, receive: Any, send: Any) -> None:
        seen.append((scope, receive))

    await plainly(asked)({"type": kind}, "receive", None)
    assert seen == [({"type": kind}, "receive")]
