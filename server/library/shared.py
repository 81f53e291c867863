"""Sentences that stand in more than one exercise: only safety wording may, and it is kept in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from server.core.exercise import Exercise
from server.core.wording import texts
from server.library.problems import Problem, problem
from server.library.reading import sentences, words

LONG = 8
"""Words from which on a sentence is an exercise's own."""


class Shared(Struct, frozen=True):
    """What `shared.toml` holds: sentences that are the same wherever somebody needs them."""

    sentences: tuple[str, ...] = ()


def check(files: Mapping[str, Exercise], kept: Shared) -> Iterator[Problem]:
    """Each sentence that a second exercise has word for word; case and signs make no difference."""
    known = {_plain(sentence) for sentence in kept.sentences}
    first: dict[str, str] = {}
    for file, exercise in files.items():
        for place, text in texts(exercise).items():
            for sentence in sentences(text):
                plain = _plain(sentence)
                if len(plain) < LONG or plain in known or ".families." in place:
                    continue
                other = first.setdefault(" ".join(plain), file)
                if other != file:
                    yield problem(file, place, "shared-sentence", start=sentence[:40], other=other)


def _plain(sentence: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in words(sentence))
