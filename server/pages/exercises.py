"""The library: finding an exercise, one exercise before it begins, and its sheet."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromPath, FromQuery

from server.core.exercise import Access, Audience, Exercise
from server.core.wording import words_in
from server.desk import ids
from server.desk.base import NotFound
from server.pages.rows import rows_of
from server.pages.visit import AnyRequest, Shown, kept, visit
from server.render.views.library import LibraryView, SheetView, exercise_view


@get("/exercises")
async def index(
    request: AnyRequest,
    audience: FromQuery[str] = "",
    aim: FromQuery[str] = "",
    approach: FromQuery[str] = "",
    minutes: FromQuery[str] = "",
    words: FromQuery[str] = "",
) -> Shown:
    """All exercises that anyone may begin, narrowed by what was asked for."""
    async with visit(request) as here:
        await here.person()
        shelf = here.house.shelf
        most = int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) < 4 else None
        chosen = Audience(audience) if audience in tuple(Audience) else None
        found = shelf.search(audience=chosen, aim=aim, approach=approach, minutes=most, words=words[:200])
        return here.show(
            LibraryView(
                rows=rows_of(here, (each for each in found if each.access is Access.OPEN)),
                aims=list(shelf.aims),
                approaches=list(shelf.approaches),
                audience=audience,
                aim=aim,
                approach=approach,
                minutes=minutes,
                words=words[:200],
            )
        )


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


def _exercise(found: Exercise | None) -> Exercise:
    if found is None or found.access is not Access.OPEN:
        raise NotFound
    return found


HANDLERS: list[Any] = [index, show, sheet]
