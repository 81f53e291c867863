"""A session's own copy of its exercise, decoded once for many requests: public text, not anyone's words."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from server.core.exercise import Exercise, decode, encode

MOST = 512
STEP = 16 * 1024
"""Bytes: every exercise so far fits into one of these, in the languages there are."""


class Copies:
    """Decoded exercises by the digest of their bytes; the ones used longest ago go first."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Exercise] = OrderedDict()

    def find(self, digest: str) -> Exercise | None:
        """The exercise with this digest, if it was decoded lately."""
        found = self._known.get(digest)
        if found is not None:
            self._known.move_to_end(digest)
        return found

    def decoded(self, data: bytes) -> Exercise:
        """The exercise in these bytes. Sessions of the same version share one."""
        digest = digest_of(data)
        found = self.find(digest)
        if found is None:
            found = self._known[digest] = decode(data)
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        return found


def encoded(exercise: Exercise) -> bytes:
    """The canonical bytes, so that equal exercises have one digest; with spaces up to a multiple of `STEP`.

    The library is public: a sealed copy as long as one of its files would say which exercise two people do.
    """
    plain = encode(exercise)
    return plain.ljust(-(-len(plain) // STEP) * STEP)


def digest_of(data: bytes) -> str:
    """What a session's head keeps of its copy."""
    return hashlib.sha256(data).hexdigest()
