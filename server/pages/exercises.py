"""The library: finding an exercise, one exercise before it begins, and its sheet."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import get
from litestar.params import FromPath, FromQuery

from server.core.exercise import Access, Audience, Exercise
from server.core.pack import spoken
from server.core.wording import words_in
from server.desk import ids
from server.desk.base import NotFound
from server.pages.rows import rows_of
from server.pages.visit import AnyRequest, Shown, Visit, kept, visit
from server.render import names
from server.render.views.library import (
    Door,
    EntranceView,
    Group,
    LibraryView,
    SheetView,
    Tongue,
    exercise_view,
)
from server.render.views.packs import PackRow, pack_row

LONGEST = 12
"""Exercises in one list, before its page asks what they are wanted for."""


@get("/exercises")
async def index(
    request: AnyRequest,
    audience: FromQuery[str] = "",
    aim: FromQuery[str] = "",
    approach: FromQuery[str] = "",
    minutes: FromQuery[str] = "",
    language: FromQuery[str] = "",
    words: FromQuery[str] = "",
) -> Shown:
    """All packs and exercises that anyone may begin, narrowed by what was asked for."""
    async with visit(request) as here:
        await here.person()
        shelf, tongue = here.house.shelf, here.language
        asked = {"audience": audience, "approach": approach, "minutes": minutes, "language": language}
        chosen = Audience(audience) if audience in tuple(Audience) else None
        narrowed = aim or approach or minutes or language
        found = shelf.search(
            audience=chosen,
            aim=aim,
            approach=approach,
            minutes=int(minutes) if _number(minutes) else None,
            language=language,
            words=words[:200],
            reader=tongue.tag,
            names=names.aims(tongue) | names.approaches(tongue),
        )
        many = len(found) > LONGEST and not aim and not words.strip()
        return here.show(
            LibraryView(
                rows=rows_of(here, found),
                packs=[] if narrowed else _packs(here, chosen, words[:200]),
                groups=_groups(here, found, asked) if many else [],
                doors=[] if aim else _doors(here),
                aims=_in_order(here, shelf.aims),
                approaches=list(shelf.approaches),
                languages=[Tongue(id=tag, label=tongue.tongue(tag)) for tag in shelf.languages],
                aim=aim,
                words=words[:200],
                **asked,
            )
        )


@get("/exercises/for/{entrance:str}")
async def enter(request: AnyRequest, entrance: FromPath[str]) -> Shown:
    """What fits a moment, in order; some moments have a page of their own."""
    async with visit(request) as here:
        await here.person()
        found = next((each for each in here.house.entrances if each.id == entrance), None)
        if found is None:
            raise NotFound
        if found.leads:
            return here.go(found.leads)
        said = found.spoken(here.language.tag)
        chosen = [exercise for slug in found.exercises if (exercise := here.house.shelf.get(slug))]
        return here.show(EntranceView(words=said.words, intro=said.intro, rows=rows_of(here, chosen)))


@get("/exercises/{slug:str}")
async def show(request: AnyRequest, slug: FromPath[str]) -> Shown:
    """What will happen, how long it takes, who will see what, where it comes from."""
    async with visit(request) as here:
        await here.person()
        exercise = here.spoken(_exercise(here.house.shelf.get(slug)))
        return here.show(exercise_view(exercise, here.language.tag, ids.new_id()))


@get("/exercises/{slug:str}/sheet")
async def sheet(request: AnyRequest, slug: FromPath[str]) -> Shown:
    """The whole exercise on one page, to print or to do without network."""
    async with visit(request) as here:
        exercise = here.spoken(_exercise(here.house.shelf.get(slug)))
        return kept(here.show(SheetView(exercise=exercise, words_in=words_in(exercise, here.language.tag))))


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4


def _in_order(here: Visit, aims: tuple[str, ...]) -> list[str]:
    """Aims as they are offered: what one wants for oneself first."""
    order = [*names.aims(here.language), *aims]
    return sorted(aims, key=order.index)


def _groups(here: Visit, found: tuple[Exercise, ...], asked: dict[str, str]) -> list[Group]:
    """The aims of what was found; each way keeps what was asked for."""
    kept = {name: value for name, value in asked.items() if value}
    numbers = {aim: sum(aim in each.aims for each in found) for each in found for aim in each.aims}
    return [
        Group(aim=aim, number=numbers[aim], href=f"/exercises?{urlencode({**kept, 'aim': aim})}")
        for aim in _in_order(here, tuple(numbers))
    ]


def _doors(here: Visit) -> list[Door]:
    return [
        Door(words=each.spoken(here.language.tag).words, href=each.leads or f"/exercises/for/{each.id}")
        for each in here.house.entrances
    ]


def _packs(here: Visit, audience: Audience | None, words: str) -> list[PackRow]:
    tag = here.language.tag
    return [
        pack_row(spoken(each, tag), tag)
        for each in here.house.shelf.open_packs(audience=audience, words=words)
    ]


def _exercise(found: Exercise | None) -> Exercise:
    if found is None or found.access is not Access.OPEN:
        raise NotFound
    return found


HANDLERS: list[Any] = [index, enter, show, sheet]
