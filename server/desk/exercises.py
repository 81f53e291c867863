"""A session's own copy of its exercise, decoded once for many requests: public text, not anyone's words."""

from __future__ import annotations

import hashlib
import zlib
from collections import OrderedDict

from server.core.exercise import Exercise, decode, encode
from server.core.wording import spoken

MOST = 512
STEP = 16 * 1024
"""Bytes: every exercise so far fits into one of these, in the languages there are."""


class Copies:
    """Decoded exercises by the digest of their bytes; the ones used longest ago go first."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Exercise] = OrderedDict()
        self._spoken: OrderedDict[tuple[int, str], tuple[Exercise, Exercise]] = OrderedDict()

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
            found = self._known[digest] = decode(_unpacked(data))
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        return found

    def spoken(self, exercise: Exercise, language: str) -> Exercise:
        """The exercise in a language it brings along, put together once; else as it is."""
        if language not in exercise.translations:
            return exercise
        place = id(exercise), language  # it is held as long as its place, so no other gets this id
        if place not in self._spoken:
            self._spoken[place] = exercise, spoken(exercise, language)
            if len(self._spoken) > MOST:
                self._spoken.popitem(last=False)
        return self._spoken[place][1]


def encoded(exercise: Exercise) -> bytes:
    """The canonical bytes, packed, so that equal exercises have one digest; filled up to full `STEP`s.

    The library is public: a sealed copy as long as one of its files would say which exercise two people do.
    Nobody's words are in it, so packing tells nothing.
    """
    packed = zlib.compress(encode(exercise), 9)
    return packed.ljust(-(-len(packed) // STEP) * STEP)


def _unpacked(data: bytes) -> bytes:
    """As it was encoded. What the first release kept is not packed."""
    return data if data.startswith(b"{") else zlib.decompressobj().decompress(data)


def digest_of(data: bytes) -> str:
    """What a session's head keeps of its copy."""
    return hashlib.sha256(data).hexdigest()
