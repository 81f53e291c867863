"""The library as people look through it: one exercise by its slug, or some by what they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from server.core.exercise import Access, Audience, Exercise
from server.core.pack import Pack
from server.core.pack import spoken as pack_spoken
from server.core.wording import spoken
from server.library.folding import plain as plain

SOURCE = "en"
"""The language that every exercise has."""


class Shelf:
    """All exercises and packs, in the order of their titles. It never changes."""

    def __init__(self, exercises: Iterable[Exercise], packs: Iterable[Pack] = ()) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: (plain(pack.title), pack.slug)))
        self.exercises = tuple(sorted(exercises, key=lambda exercise: (plain(exercise.title), exercise.slug)))
        self._by_slug = {exercise.slug: exercise for exercise in self.exercises}
        self._texts = {
            (exercise.slug, language): _text(exercise, language)
            for exercise in self.exercises
            for language in (SOURCE, *exercise.translations)
        }
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
        language: str = "",
        words: str = "",
        reader: str = SOURCE,
        names: Mapping[str, str] | None = None,
    ) -> tuple[Exercise, ...]:
        """The open exercises that fit everything asked; `minutes` is how long one may take at most.

        `words` are looked for in title, summary, aims and approach, in English and the `reader`'s language;
        case and accents do not matter, and each word may be the beginning of a longer one. `names` are what
        aims and approaches are called in that language. With an aim, what it is mainly for comes first.
        """
        wanted = plain(words).split()
        named = {id: plain(name) for id, name in (names or {}).items()} if wanted else {}
        found = [
            exercise
            for exercise in self._open
            if audience in (None, exercise.audience)
            and (not aim or aim in exercise.aims)
            and approach in ("", exercise.approach)
            and (minutes is None or exercise.minutes <= minutes)
            and (language in ("", SOURCE) or language in exercise.translations)
            and (not wanted or self._says(exercise, wanted, reader, named))
        ]
        return tuple(sorted(found, key=lambda exercise: exercise.aims[0] != aim) if aim else found)

    def _says(self, exercise: Exercise, wanted: list[str], reader: str, named: Mapping[str, str]) -> bool:
        about = (exercise.approach, *exercise.aims)
        text = " ".join(
            (
                self._texts[exercise.slug, SOURCE],
                self._texts.get((exercise.slug, reader), ""),
                *(named.get(id, "") for id in about),
            )
        )
        return all(f" {word}" in text for word in wanted)

    @property
    def aims(self) -> tuple[str, ...]:
        """The aims that an open exercise has."""
        return tuple(sorted({aim for exercise in self._open for aim in exercise.aims}))

    @property
    def approaches(self) -> tuple[str, ...]:
        """The approaches that an open exercise has."""
        return tuple(sorted({exercise.approach for exercise in self._open}))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which there is an open exercise, English first."""
        return (SOURCE, *sorted({tag for exercise in self._open for tag in exercise.translations} - {SOURCE}))


def _text(exercise: Exercise, language: str) -> str:
    """What is searched in one language, each word after a space."""
    said = exercise if language == SOURCE else spoken(exercise, language)
    return " " + plain(" ".join([said.title, said.summary, exercise.approach, *exercise.aims]))


def _pack_text(pack: Pack) -> str:
    """What is searched of a pack, in all its languages."""
    spoken_in = [pack, *(pack_spoken(pack, language) for language in pack.translations)]
    return " " + plain(" ".join(text for each in spoken_in for text in (each.title, each.summary)))
