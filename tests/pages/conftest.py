"""Browsers without scripts; and exercises read once, for each of these tests starts a server of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import cache

import pytest
from litestar import Litestar

from server.library import load
from tests.cast import assign_all
from tests.pages.browser import Browser

_read_once = cache(load.read)


@pytest.fixture(scope="module", autouse=True)
def exercises_read_once() -> Iterator[None]:
    """For a module at a time: elsewhere a folder may change between two readings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "read", _read_once)
        yield


@pytest.fixture
def assigned(app: Litestar) -> None:
    """Everything can be begun."""
    assign_all(app)


@pytest.fixture
async def ada_reads(app: Litestar) -> AsyncIterator[Browser]:
    """Ada's browser, with scripts turned off."""
    browser = Browser.of(app, "Ada")
    yield browser
    await browser.client.aclose()


@pytest.fixture
async def ben_reads(app: Litestar) -> AsyncIterator[Browser]:
    """Ben's browser, with scripts turned off."""
    browser = Browser.of(app, "Ben")
    yield browser
    await browser.client.aclose()
