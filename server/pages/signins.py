"""Sign-ins: coming back with recovery words or by the tap on the cover, leaving quickly, signing out."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.response import Response

from server.core.steps.base import Flaw
from server.desk import asker as askers
from server.desk import devices, ids, words
from server.desk.asker import Asker
from server.desk.base import UNSAVED
from server.pages import limits
from server.pages.moves import deed_of
from server.pages.visit import AnyRequest, SeeOther, Shown, Visit, visit
from server.render.forms import BadBody, Form, one, typed
from server.render.problems import Told, told
from server.render.views.pages import BackLine, SignInView
from server.security.headers import FORGET
from server.security.signins import new_secret, new_token
from server.security.throttle import TooSoon


@get("/sign-in")
async def ask(request: AnyRequest) -> Shown:
    """The field for the twelve words."""
    async with visit(request) as here:
        found = await here.person()
        return here.show(await _view(here, None, [], replaces=found is not None))


async def _view(here: Visit, form: Form | None, flaws: list[Told], *, replaces: bool) -> SignInView:
    value = typed(form) if form is not None else {}
    secret = here.device_secret()
    back = await devices.ways_back(here.house.desk, secret) if secret is not None and not replaces else []
    lines = [BackLine(each.unlock, here.language.day(each.day * 86_400_000)) for each in back]
    return SignInView(deed=ids.new_id(), flaws=flaws, value=value, replaces=replaces, back=lines)


@post("/sign-ins")
async def come_back(request: AnyRequest) -> Shown:
    """Let this browser act for the person whose words these are."""
    async with visit(request) as here:
        form = await here.form()
        deed_of(form)
        replaces = await here.person() is not None
        if one(form, "tap") == "yes":
            raise await _by_tap(here)
        if one(form, "unlock") and not replaces:
            raise await _by_device(here, one(form, "unlock"))
        if replaces and one(form, "replace") != "yes":
            flaw = Flaw(field="replace", code="missing")
            return here.show(await _view(here, form, told((flaw,), here.language), replaces=True), 422)
        try:
            found = await _whose(here, one(form, "words"))
        except TooSoon as error:
            again = Told("words", limits.sentence(here.language, error))
            return limits.page_again(here, await _view(here, form, [again], replaces=replaces), error)
        if found is None:
            return here.show(await _view(here, form, [_unknown(here)], replaces=replaces), 422)
        secret, token = new_secret(), new_token()
        await here.house.desk.db.write(askers.sign_in(here.house.desk, found, secret, token, here.at))
        raise _in(here, token, secret)


def _in(here: Visit, token: str, secret: bytes) -> SeeOther:
    cookies = here.house.cookies
    return SeeOther("/today", [*cookies.given(token, ids.secret_text(secret)), cookies.back()])


async def _by_tap(here: Visit) -> SeeOther:
    """The cover goes: straight in where this phone is one person's only way, else on to the words."""
    secret = here.device_secret()
    back = await devices.ways_back(here.house.desk, secret) if secret is not None else []
    if len(back) == 1:
        return await _by_device(here, back[0].unlock)
    return SeeOther("/" if secret is None else "/sign-in", [here.house.cookies.back()])


async def _whose(here: Visit, typed_words: str) -> Asker | None:
    """Whose words these are; wrong ones count."""
    with await limits.trying(here, "words") as attempt:
        read = ids.read_words(typed_words)
        found = await words.find(here.house.desk, read, here.ring, here.at) if read is not None else None
        if found is None:
            attempt.counts()
        return found


async def _by_device(here: Visit, unlock: str) -> SeeOther:
    """One tap, for whoever has no other way in than this phone."""
    secret, token = here.device_secret(), new_token()
    if secret is None:
        return SeeOther("/sign-in")
    with await limits.trying(here, "words") as attempt:
        unit = await devices.come_back(here.house.desk, secret, unlock, token, here.ring, here.at)
        if not unit:
            attempt.counts()
            return SeeOther("/sign-in")
    await here.house.desk.db.write(unit)
    return _in(here, token, secret)


def _unknown(here: Visit) -> Told:
    text = here.language.gettext(
        "These are not the twelve words that were shown. Check each word and their order."
    )
    return Told("words", text)


@post("/exit")
async def leave(request: AnyRequest) -> Shown:
    """Quick exit: this browser acts for nobody any more; the last way to one's words stays."""
    async with visit(request) as here:
        form: Form = {}
        with suppress(BadBody):
            form = await here.form()
        with suppress(*UNSAVED):  # the cover must come even where nothing can be written
            await _end(here)
        return _gone(here, form, "/cover", here.house.cookies.leaving())


@post("/sign-out")
async def sign_out(request: AnyRequest) -> Shown:
    """End this browser's sign-in. Whoever has no second way in is offered one first."""
    async with visit(request) as here:
        form = await here.form()
        deed_of(form)
        asker = await here.person()
        if asker is not None and asker.ways < 2 and one(form, "anyway") != "yes":
            raise SeeOther("/you/unlocks")
        alone = await _end(here, forget=True)
        cookies = here.house.cookies
        return _gone(here, form, "/", cookies.signed_out() if alone else cookies.ended())


async def _end(here: Visit, *, forget: bool = False) -> bool:
    """End the sign-in, with `forget` also this browser's way to the words; whether that was all it opened."""
    asker, secret = await here.person(), here.device_secret()
    if asker is None or secret is None:
        return False
    unit, alone = askers.sign_out(asker), False
    if forget:
        more, alone = await devices.forget(here.house.desk, asker, secret)
        unit = [*unit, *more]
    await here.house.desk.db.write(unit)
    unlock = asker.unlock
    here.house.hub.close(lambda listener: listener.signin == unlock)
    return alone


def _gone(here: Visit, form: Form, path: str, cookies: list[Cookie]) -> Shown:
    """Away from here. A browser whose scripts do not empty it themselves is told to."""
    to = {"location": path}
    if one(form, "wiped") != "yes":
        to[FORGET[0].decode()] = FORGET[1].decode()
    return Response(b"", status_code=303, headers=to, cookies=cookies, media_type="text/plain")


HANDLERS: list[Any] = [ask, come_back, leave, sign_out]
