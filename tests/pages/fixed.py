"""A clock that stands on a day of its own, for pages that say what day it is."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.conftest import Clock


class Fixed(Clock):
    """It begins at a moment, as 2026-11-25T20:00, and goes on only when it is set forward."""

    def __init__(self, moment: str) -> None:
        super().__init__()
        self.set(moment)

    def set(self, moment: str) -> None:
        """Stand at a moment, by UTC."""
        self._at = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)
        self.ahead = 0

    def __call__(self) -> int:
        return self._at + self.ahead
