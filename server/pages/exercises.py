"""The library: finding an exercise, one exercise before it begins, and its sheet."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromPath, FromQuery

from server.core.exercise import Access, Audience, Exercise
from server.core.opening import rule
from server.core.pack import spoken
from server.desk import ids
from server.desk.base import NotFound
from server.pages.visit import AnyRequest, Shown, Visit, kept, visit
from server.render.views.library import ExerciseView, LibraryView, SeenBy, SheetView, row_of
from server.render.views.packs import PackRow, pack_row


@get("/exercises")
async def index(
    request: AnyRequest,
    audience: FromQuery[str] = "",
    aim: FromQuery[str] = "",
    approach: FromQuery[str] = "",
    minutes: FromQuery[str] = "",
    words: FromQuery[str] = "",
) -> Shown:
    """All packs and exercises that anyone may begin, narrowed by what was asked for."""
    async with visit(request) as here:
        await here.person()
        shelf = here.house.shelf
        most = int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) < 4 else None
        chosen = Audience(audience) if audience in tuple(Audience) else None
        found = shelf.search(audience=chosen, aim=aim, approach=approach, minutes=most, words=words[:200])
        return here.show(
            LibraryView(
                rows=[row_of(each) for each in found if each.access is Access.OPEN],
                packs=[] if aim or approach or minutes else _packs(here, chosen, words[:200]),
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
        exercise = _exercise(here.house.shelf.get(slug))
        steps = [
            SeenBy(title=step.title, ask=step.ask, kind=step.kind, rule=rule(exercise, step))
            for step in exercise.steps
        ]
        return here.show(ExerciseView(exercise=exercise, steps=steps, deed=ids.new_id()))


@get("/exercises/{slug:str}/sheet")
async def sheet(request: AnyRequest, slug: FromPath[str]) -> Shown:
    """The whole exercise on one page, to print or to do without network."""
    async with visit(request) as here:
        return kept(here.show(SheetView(exercise=_exercise(here.house.shelf.get(slug)))))


def _packs(here: Visit, audience: Audience | None, words: str) -> list[PackRow]:
    tag = here.language.tag
    return [
        pack_row(spoken(each, tag)) for each in here.house.shelf.open_packs(audience=audience, words=words)
    ]


def _exercise(found: Exercise | None) -> Exercise:
    if found is None or found.access is not Access.OPEN:
        raise NotFound
    return found


HANDLERS: list[Any] = [index, show, sheet]
