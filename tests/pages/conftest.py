"""The exercises are read once for all of these tests, for each of them starts a server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from server.library import load

_read_once = cache(load.read)


@pytest.fixture(scope="module", autouse=True)
def exercises_read_once() -> Iterator[None]:
    """For a module at a time: elsewhere a folder may change between two readings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "read", _read_once)
        yield
