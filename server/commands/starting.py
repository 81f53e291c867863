"""A start that fails is told in a sentence, where whoever runs the server can mend it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from server.library.problems import BrokenLibrary
from server.store.db import Failure
from server.vault.certificate import CertificateProblem
from server.vault.pepper import PepperProblem

App = Callable[[Any, Any, Any], Awaitable[None]]  # any ASGI app: scope, receive, send
FAILED = "lifespan.startup.failed"
REFUSALS = (BrokenLibrary, Failure, PepperProblem, CertificateProblem, OSError)


def plainly(app: App) -> App:
    """The same app; a refusal in its start reaches the log as its own sentence, not as a traceback."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        held: dict[str, Any] | None = None

        async def hold(message: dict[str, Any]) -> None:
            nonlocal held
            if message["type"] == FAILED:
                held = message
            else:
                await send(message)

        try:
            await app(scope, receive, hold)
        except Exception as error:
            refusal = refused(error)
            if held is None or refusal is None:  # the end went wrong, or it is a mistake of ours: as it is
                raise
            held = {"type": FAILED, "message": str(refusal)}
        finally:
            if held is not None:
                await send(held)

    return wrapped


def refused(error: Exception) -> Exception | None:
    """The refusal that this is, or that a group holds alone: Litestar wraps what its start meets."""
    if isinstance(error, ExceptionGroup):
        return refused(error.exceptions[0]) if len(error.exceptions) == 1 else None
    return error if isinstance(error, REFUSALS) else None
