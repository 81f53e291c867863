"""You: this phone's look, and the ways to open one's words."""

from __future__ import annotations

import re
import secrets
from typing import Any

import msgspec
from litestar import get, post
from litestar.datastructures import Cookie

from server.core.steps.base import Flaw, Refused
from server.desk import ids, words
from server.desk.base import Conflict
from server.pages.moves import deed_of, digest_of, done_before
from server.pages.visit import AnyRequest, Shown, Visit, visit
from server.render.forms import Form, one, typed
from server.render.frame import THEMES
from server.render.problems import told
from server.render.views.pages import LanguageLine, UnlockLine, UnlocksView, WordsView, YouView

_OWN = re.compile(r"/(?:[\w-]+/?){0,4}", re.ASCII)
"""A page of this server, as the foot of a page names its own."""
YEAR = 365 * 24 * 60 * 60


@get("/you")
async def show(request: AnyRequest) -> Shown:
    """Look and feel of this phone, and where everything else is."""
    async with visit(request) as here:
        asker = await here.asker()
        theme = request.cookies.get("theme", "system")
        return here.show(
            YouView(
                ways=asker.ways,
                theme=theme if theme in THEMES else "system",
                quiet=request.cookies.get("quiet", "") == "yes",
                deed=ids.new_id(),
                languages=[LanguageLine(each.tag, each.name) for each in here.house.languages.offered],
                language=here.language.tag,
            )
        )


@post("/you/look")
async def look(request: AnyRequest) -> Shown:
    """Light, dark or night, the language, and whether the other sees that I am here: for this phone only."""
    async with visit(request) as here:
        form = await here.form()
        deed_of(form)
        unlock = (await here.asker()).unlock  # open streams say the old word; they come back and say the new
        here.house.hub.close(lambda listener: listener.signin == unlock)
        theme, language = one(form, "theme"), one(form, "language")
        chosen = [("quiet", "yes" if one(form, "quiet") == "yes" else "no")]
        if theme in THEMES:
            chosen.append(("theme", theme))
        if language in here.house.languages.by_tag:
            chosen.append(("language", language))
        raise here.see("/you", [_cookie(here, name, value) for name, value in chosen])


@post("/language")
async def speak(request: AnyRequest) -> Shown:
    """The language of this browser, also for whoever is not signed in. It needs no deed: nothing is kept."""
    async with visit(request) as here:
        form = await here.form()
        language = one(form, "language")
        if language not in here.house.languages.by_tag:
            raise Refused((Flaw(field="language", code="not-an-option"),))
        to = one(form, "to")
        raise here.see(to if _OWN.fullmatch(to) else "/", [_cookie(here, "language", language)])


def _cookie(here: Visit, name: str, value: str) -> Cookie:
    secure = here.house.cookies.secure
    return Cookie(key=name, value=value, path="/", max_age=YEAR, httponly=True, secure=secure, samesite="lax")


@get("/you/unlocks")
async def unlocks(request: AnyRequest) -> Shown:
    """Every way to open my words."""
    async with visit(request) as here:
        asker = await here.asker()
        rows = await words.ways(here.house.desk, asker)
        lines = [
            UnlockLine(kind=kind, day=here.language.day(day * 86_400_000), here=id == asker.unlock)
            for id, kind, day in rows
        ]
        has = any(line.kind == "words" for line in lines)
        return here.show(UnlocksView(lines=lines, has_words=has, deed=ids.new_id()))


@post("/you/unlocks/words", status_code=200)
async def make_words(request: AnyRequest) -> Shown:
    """Twelve new words, shown once. They count only once three of them were typed."""
    async with visit(request) as here:
        form = await here.form()
        deed_of(form)
        made = ids.new_words()
        sealed = words.set_aside(await here.asker(), made)
        return here.show(_words(list(made), [], sealed))


def _words(made: list[str], ask: list[int], sealed: str) -> WordsView:
    return WordsView(words=made, ask=ask, sealed=sealed, deed=ids.new_id(), flaws=[], value={})


@post("/you/unlocks/confirmation", status_code=200)
async def confirm(request: AnyRequest) -> Shown:
    """Ask for three of the words, then keep them."""
    async with visit(request) as here:
        form = await here.form()
        deed_of(form)
        asker = await here.asker()
        sealed = one(form, "sealed")
        made = words.taken_up(asker, sealed)
        if made is None:
            raise here.see("/you/unlocks")
        asked = _asked(form)
        if not asked:
            picked = sorted(secrets.SystemRandom().sample(range(1, len(made) + 1), 3))
            return here.show(_words([], picked, sealed))
        flaws = tuple(
            Flaw(field=f"word-{place}", code="not-this-word")
            for place in asked
            if one(form, f"word-{place}").strip().lower() != made[place - 1]
        )
        if flaws:
            view = _words([], asked, sealed)
            again = msgspec.structs.replace(view, flaws=told(flaws, here.language), value=typed(form))
            return here.show(again, 422)
        await _kept(here, form, made)
        raise here.see("/you/unlocks")


async def _kept(here: Visit, form: Form, made: tuple[str, ...]) -> None:
    """Once for each deed: a page sent again must not bring back words that newer ones have replaced."""
    asker, deed = await here.asker(), deed_of(form)
    unit = words.keep(asker, made, (deed, digest_of(asker, here, form, deed)), here.at)
    try:
        if await done_before(here, form) is None:
            await here.house.desk.db.write(unit)
    except Conflict:
        await done_before(here, form)


def _asked(form: Form) -> list[int]:
    places = sorted(
        {int(name[5:]) for name in form if name.startswith("word-") and name[5:] in map(str, range(1, 13))}
    )
    return places if len(places) == 3 else []


HANDLERS: list[Any] = [show, look, speak, unlocks, make_words, confirm]
