"""A pack before it begins, following it, and one's own place in it: go on, rest, begin anew, leave."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from server.core.following import Way, coming
from server.core.pack import Pack, unread, words_in
from server.core.steps.base import Flaw, Refused
from server.desk import ids, packs
from server.desk.base import Conflict, NotFound, Stale
from server.pages import limits
from server.pages.ahead import exercise_of, followed, line, pack_of
from server.pages.moves import TRIES, OtherDeed, deed_of, digest_of, done_before
from server.pages.visit import AnyRequest, Shown, Visit, kept, visit
from server.render.forms import Form, one
from server.render.views.packs import FollowingView, PackView, entry_line


@get("/packs/{slug:str}")
async def show(request: AnyRequest, slug: FromPath[str]) -> Shown:
    """What is in a pack, for whom it is and for whom not. It asks nobody who they are, so it may be kept."""
    async with visit(request) as here:
        pack = _pack(here, slug)
        return kept(
            here.show(
                PackView(
                    slug=pack.slug,
                    title=pack.title,
                    summary=pack.summary,
                    for_whom=pack.for_whom,
                    not_for=pack.not_for,
                    audience=pack.audience,
                    weeks=pack.weeks,
                    lines=[
                        entry_line(each, exercise_of(here, each.exercise), here.language.tag)
                        for each in pack.entries
                    ],
                    deed=ids.new_id(),
                    words_in=words_in(pack, here.language.tag),
                    unread=unread(pack, here.language.tag),
                )
            )
        )


@post("/packs/{slug:str}/following")
async def follow(request: AnyRequest, slug: FromPath[str]) -> Shown:
    """Follow a pack from today on; for whoever does already, their place in it."""
    async with visit(request) as here:
        pack, form = _pack(here, slug), await here.form()
        deed_of(form)
        await limits.may_begin(here)
        with await limits.arriving(here) as arrival:
            await _do(here, form, pack, Way.FOLLOW)
            arrival.counts()
        raise here.see(f"/packs/{slug}/place")


@get("/packs/{slug:str}/place")
async def show_place(request: AnyRequest, slug: FromPath[str]) -> Shown:
    """Where one is in a pack, and what comes next; to the pack itself for whoever does not follow it."""
    async with visit(request) as here:
        asker, pack = await here.asker(), _pack(here, slug)
        mine = next((each for each in await followed(here, asker) if each[0].pack == slug), None)
        if mine is None:
            return here.go(f"/packs/{slug}")
        following, _, all_ = mine
        next_ = coming(all_)
        return here.show(
            FollowingView(
                slug=slug,
                title=pack.title,
                not_for=pack.not_for,
                words_in=words_in(pack, here.language.tag),
                lines=[line(here, each) for each in all_],
                next=line(here, next_) if next_ is not None else None,
                resting=following.resting,
                changed=following.version != pack.version,
                deed=ids.new_id(),
            )
        )


@post("/packs/{slug:str}/place")
async def change_place(request: AnyRequest, slug: FromPath[str]) -> Shown:
    """Rest, go on, set one aside, begin anew, or leave the pack. Nothing that was written goes away."""
    async with visit(request) as here:
        await here.asker()
        pack, form = _pack(here, slug), await here.form()
        way, exercise = one(form, "way"), one(form, "exercise")
        if way not in tuple(Way):
            raise Refused((Flaw(field="way", code="not-an-option"),))
        if way == Way.SET_ASIDE and exercise not in pack.slugs:
            raise Refused((Flaw(field="exercise", code="not-an-option"),))
        await _do(here, form, pack, Way(way), exercise)
        return here.go(f"/packs/{slug}" if way == Way.LEAVE else f"/packs/{slug}/place")


def _pack(here: Visit, slug: str) -> Pack:
    found = pack_of(here, slug)
    if found is None:
        raise NotFound
    return found


async def _do(here: Visit, form: Form, pack: Pack, way: Way, exercise: str = "") -> None:
    """Load, decide and save; again if something else of the same journal was saved meanwhile."""
    asker, first = await here.asker_or_new()
    deed = deed_of(form)
    done = (deed, digest_of(asker, here, form, deed))
    for _ in range(TRIES):
        if await done_before(here, form) is not None:
            return
        try:
            await packs.changed(here.house.desk, asker, first, done, pack, way, here.at, exercise=exercise)
        except (Stale, Conflict):
            continue
        return
    raise OtherDeed(overtaken=True)


HANDLERS: list[Any] = [show, follow, show_place, change_place]
