"""Races come faster than hands: here nobody is told to slow down."""

from __future__ import annotations

import pytest
from litestar import Litestar

from tests.races.evening import unhurried


@pytest.fixture(autouse=True)
def no_limits(app: Litestar) -> None:
    """Tries are not counted."""
    unhurried(app)
