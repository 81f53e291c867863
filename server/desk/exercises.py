"""A session's own copy of its exercise, decoded once for many requests: it is public text, not anyone's words."""

from __future__ import annotations

from functools import lru_cache

from server.core.exercise import Exercise, decode, encode


@lru_cache(maxsize=512)
def decoded(data: bytes) -> Exercise:
    """The exercise in these bytes. Sessions of the same version share one."""
    return decode(data)


def encoded(exercise: Exercise) -> bytes:
    """The canonical bytes, so that equal exercises are found again."""
    return encode(exercise)
