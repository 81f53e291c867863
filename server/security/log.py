"""What the log may say: of a request its method, address pattern, status and time; of a fault its place."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
HERE = str(Path(__file__).resolve().parent.parent) + "/"

requests = logging.getLogger("duologue.requests")
faults = logging.getLogger("duologue.faults")


def request(scope: Mapping[str, Any], method: str, status: int, milliseconds: float) -> None:
    """One line. The address has ids in it, and an unknown method could be anything: neither is told."""
    known = method if method in METHODS else "-"
    pattern = scope.get("path_template") or "-"
    requests.info("%s %s %s %.0f ms", known, pattern, status or "-", milliseconds)


def fault(error: BaseException) -> None:
    """The kind of fault and where in our own code. Its words may be anybody's, so they are not told."""
    faults.error("%s in %s", type(error).__name__, _place(error))


def _place(error: BaseException) -> str:
    found, trace = "-", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(HERE):
            found = f"{file.removeprefix(HERE)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
