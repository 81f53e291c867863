"""The library as people look through it: one exercise by its slug, or some by what they are for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from server.core.exercise import Access, Audience, Exercise
from server.core.pack import Pack
from server.core.pack import spoken as pack_spoken
from server.core.wording import spoken


class Shelf:
    """All exercises and packs, in the order of their titles. It never changes."""

    def __init__(self, exercises: Iterable[Exercise], packs: Iterable[Pack] = ()) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: (plain(pack.title), pack.slug)))
        self.exercises = tuple(sorted(exercises, key=lambda exercise: (plain(exercise.title), exercise.slug)))
        self._by_slug = {exercise.slug: exercise for exercise in self.exercises}
        self._texts = {exercise.slug: _text(exercise) for exercise in self.exercises}
        self._open = tuple(exercise for exercise in self.exercises if exercise.access is Access.OPEN)

    def get(self, slug: str) -> Exercise | None:
        """The exercise with this slug, open or assigned."""
        return self._by_slug.get(slug)

    def pack(self, slug: str) -> Pack | None:
        """The pack with this slug that anyone may follow; one that a therapist assigns is not found here."""
        return next((pack for pack in self.open_packs() if pack.slug == slug), None)

    def open_packs(self, *, audience: Audience | None = None, words: str = "") -> tuple[Pack, ...]:
        """The packs that anyone may follow and that fit what was asked, as `search` reads it."""
        wanted = plain(words).split()
        return tuple(
            pack
            for pack in self.packs
            if pack.access is Access.OPEN
            and audience in (None, pack.audience)
            and all(f" {word}" in _pack_text(pack) for word in wanted)
        )

    def search(
        self,
        *,
        audience: Audience | None = None,
        aim: str = "",
        approach: str = "",
        minutes: int | None = None,
        words: str = "",
    ) -> tuple[Exercise, ...]:
        """The open exercises that fit everything asked; `minutes` is how long one may take at most.

        `words` are looked for in title, summary, aims and approach, in any language the exercise has; case
        and accents do not matter, and each word may be the beginning of a longer one.
        """
        wanted = plain(words).split()
        return tuple(
            exercise
            for exercise in self._open
            if audience in (None, exercise.audience)
            and (not aim or aim in exercise.aims)
            and approach in ("", exercise.approach)
            and (minutes is None or exercise.minutes <= minutes)
            and all(f" {word}" in self._texts[exercise.slug] for word in wanted)
        )

    @property
    def aims(self) -> tuple[str, ...]:
        """The aims that an open exercise has."""
        return tuple(sorted({aim for exercise in self._open for aim in exercise.aims}))

    @property
    def approaches(self) -> tuple[str, ...]:
        """The approaches that an open exercise has."""
        return tuple(sorted({exercise.approach for exercise in self._open}))


def plain(text: str) -> str:
    """Text without case, accents and signs, one space between words."""
    bare = (
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


def _text(exercise: Exercise) -> str:
    """What is searched, each word after a space."""
    spoken_in = [exercise, *(spoken(exercise, language) for language in exercise.translations)]
    parts = [text for each in spoken_in for text in (each.title, each.summary)]
    return " " + plain(" ".join([*parts, exercise.approach, *exercise.aims]))


def _pack_text(pack: Pack) -> str:
    """The same of a pack."""
    spoken_in = [pack, *(pack_spoken(pack, language) for language in pack.translations)]
    return " " + plain(" ".join(text for each in spoken_in for text in (each.title, each.summary)))
