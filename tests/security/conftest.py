"""Exercises read once: nearly every one of these tests starts a server of its own."""

from __future__ import annotations

from tests.pages.conftest import exercises_read_once

__all__ = ["exercises_read_once"]
