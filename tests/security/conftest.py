"""Exercises read once, since nearly every one of these tests starts a server of its own; and no pauses."""

from __future__ import annotations

import pytest

from server.pages import limits
from tests.pages.conftest import exercises_read_once

__all__ = ["exercises_read_once"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is refused hears it without the pause."""
    monkeypatch.setattr(limits, "PAUSE", 0)
