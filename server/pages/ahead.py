"""Where somebody is in the packs they follow, as lines for their own pages."""

from __future__ import annotations

from server.core.exercise import Exercise
from server.core.following import Following, Place, Run, Stand, coming, fits, stands
from server.core.pack import Pack, words_in
from server.core.pack import spoken as pack_spoken
from server.desk import packs
from server.desk.asker import Asker
from server.pages.visit import Visit
from server.render.views.packs import PackLine, PackNext, PlaceLine, place_line


def exercise_of(here: Visit, slug: str) -> Exercise:
    """An exercise of a pack, in the reader's language; the check has seen that it is there."""
    found = here.house.shelf.get(slug)
    if found is None:
        raise LookupError(slug)
    return here.spoken(found)


def pack_of(here: Visit, slug: str) -> Pack | None:
    """A pack that anyone may follow, in the reader's language."""
    found = here.house.shelf.pack(slug)
    return None if found is None else pack_spoken(found, here.language.tag)


def line(here: Visit, stand: Stand) -> PlaceLine:
    """One exercise of a pack as it stands, with its day in words."""
    waits = stand.place is Place.NEXT and not fits(stand, here.at, here.offset)
    tells = stand.place is Place.DONE or waits
    day = here.language.day(stand.at, here.offset) if tells else ""
    return place_line(stand, exercise_of(here, stand.exercise), here.language.tag, day)


async def followed(here: Visit, asker: Asker) -> list[tuple[Following, Pack, tuple[Stand, ...]]]:
    """Every pack that somebody follows and that is there, with each exercise as it stands."""
    desk = here.house.desk
    kept = await packs.read(desk, asker)
    runs: tuple[Run, ...] = await packs.runs(desk, asker, here.at) if kept else ()
    found = [(mine, pack_of(here, mine.pack)) for mine in kept]
    return [(mine, pack, stands(pack, mine, runs)) for mine, pack in found if pack is not None]


async def ahead(here: Visit, asker: Asker) -> list[PackNext]:
    """For Today: what comes next in each pack that does not rest, what fits now before what fits later.

    What is begun stands there already, as a session.
    """
    found = [
        _next(here, pack, line(here, stand))
        for mine, pack, all_ in await followed(here, asker)
        if not mine.resting and (stand := coming(all_)) is not None and stand.place is Place.NEXT
    ]
    return sorted(found, key=lambda one: bool(one.day))


def _next(here: Visit, pack: Pack, found: PlaceLine) -> PackNext:
    return PackNext(
        pack=pack.slug,
        name=pack.title,
        name_in=words_in(pack, here.language.tag),
        slug=found.slug,
        title=found.title,
        words_in=found.words_in,
        minutes=found.minutes,
        day=found.day,
    )


async def pack_lines(here: Visit, asker: Asker) -> list[PackLine]:
    """For the journal: the packs one follows, resting ones among them."""
    return [
        PackLine(
            slug=pack.slug,
            title=pack.title,
            words_in=words_in(pack, here.language.tag),
            done=sum(stand.place is Place.DONE for stand in all_),
            of=len(all_),
            resting=mine.resting,
        )
        for mine, pack, all_ in await followed(here, asker)
    ]
