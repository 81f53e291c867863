"""One request: who asks, in which language, at what time, and how the answer is printed for them."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import Cookie
from litestar.response import Response

from server.core.exercise import Exercise
from server.desk import asker as askers
from server.desk import ids
from server.desk.asker import Asker, Foresee
from server.desk.base import UNSAVED, Statement
from server.desk.ids import Keyring
from server.pages.house import House
from server.render import forms
from server.render.forms import BadBody, Form
from server.render.frame import THEMES, Frame
from server.render.locale import Language
from server.render.view import View
from server.security.headers import KEPT
from server.security.signins import new_secret, new_token

AnyRequest = Request[Any, Any, Any]
Shown = Response[bytes]


class SeeOther(Exception):
    """Go and look there: the answer to a write that was done, or to a page one has not come to."""

    def __init__(self, path: str, cookies: Iterable[Cookie] = ()) -> None:
        super().__init__(path)
        self.path = path
        self.cookies = list(cookies)


class NotSignedIn(Exception):
    """This needs a person, and the browser brought nobody."""


class Visit:
    """One request being answered. Its keys are wiped when it ends."""

    __slots__ = ("_asker", "_cookies", "_language", "_ring", "at", "house", "request")

    def __init__(self, request: AnyRequest, house: House, ring: Keyring) -> None:
        self.request = request
        self.house = house
        self.at = house.clock()
        self._language: Language | None = None
        self._ring = ring
        self._asker: Asker | None = None
        self._cookies: list[Cookie] = []

    @property
    def language(self) -> Language:
        """The language somebody chose, else the one their browser asks for; a deed needs none."""
        if self._language is None:
            asked, accept = (
                self.request.cookies.get("language", ""),
                self.request.headers.get("accept-language", ""),
            )
            self._language = self.house.languages.choose(asked, accept)
        return self._language

    def spoken(self, exercise: Exercise) -> Exercise:
        """The exercise in the reader's language, or as it was written."""
        return self.house.desk.copies.spoken(exercise, self.language.tag)

    @property
    def offset(self) -> int:
        """Minutes of the reader's clock ahead of UTC, as their page's script says."""
        return _minutes(self.request.cookies.get("clock", ""))

    async def person(self, foresee: Foresee | None = None) -> Asker | None:
        """Whoever this browser acts for, or None. `foresee`: what they will ask for next, read along."""
        if self._asker is not None:
            return self._asker
        cookies = self.house.cookies
        token = self.request.cookies.get(cookies.signin, "")
        secret = ids.read_secret(self.request.cookies.get(cookies.device, ""), 32)
        if token and secret is not None:
            self._asker = await askers.find(self.house.desk, token, secret, self._ring, foresee)
            await self._renew(secret)
        return self._asker

    async def _renew(self, secret: bytes) -> None:
        """On the first deed of a day: a new token, and both cookies for as long as browsers keep them."""
        if self._asker is None or self.request.method == "GET":
            return
        new = new_token()
        with suppress(*UNSAVED):  # another day will do; what the deed says matters more
            if not await askers.renew(self.house.desk, self._asker, new, self.at):
                return
            self._cookies += self.house.cookies.given(new, ids.secret_text(secret))

    async def asker(self, foresee: Foresee | None = None) -> Asker:
        """Whoever this browser acts for; raises `NotSignedIn`."""
        found = await self.person(foresee)
        if found is None:
            raise NotSignedIn
        return found

    async def asker_or_new(self) -> tuple[Asker, list[Statement]]:
        """Whoever this browser acts for, or a new person with the statements that make them.

        The device secret is kept if the browser brought one: it may be the last way to somebody's words, and
        a cookie is replaced only by a deliberate act.
        """
        found = await self.person()
        if found is not None:
            return found, []
        secret = ids.read_secret(self.request.cookies.get(self.house.cookies.device, ""), 32) or new_secret()
        token = new_token()
        made, unit = askers.begin(self.house.desk, secret, token, self._ring, self.at)
        self._asker = made
        self._cookies += self.house.cookies.given(token, ids.secret_text(secret))
        return made, unit

    def device_secret(self) -> bytes | None:
        """What this browser can open people with, signed in or not."""
        return ids.read_secret(self.request.cookies.get(self.house.cookies.device, ""), 32)

    def forget_newcomer(self) -> None:
        """The person who was to be made was not: no cookie is given for them, no page names them."""
        if self._asker is not None and self._asker.fresh:
            self._asker = None
            self._cookies.clear()

    @property
    def ring(self) -> Keyring:
        """Where the keys of this request are held."""
        return self._ring

    async def form(self) -> Form:
        """What was sent, form or JSON; raises `BadBody`."""
        try:
            return forms.read(self.request.headers.get("content-type", ""), await self.request.body())
        except RecursionError:
            raise BadBody(400) from None

    def see(self, path: str, cookies: Iterable[Cookie] = ()) -> SeeOther:
        """What to raise once a write is done."""
        return SeeOther(path, [*self._cookies, *cookies])

    def go(self, path: str) -> Shown:
        """303, where most deeds lead: as `see`, without the way by an exception."""
        return Response(
            b"", status_code=303, headers={"location": path}, cookies=self._cookies, media_type="text/plain"
        )

    def show(self, view: View, status: int = 200, cookies: Iterable[Cookie] = ()) -> Shown:
        """The view as a page, as a fragment (htmx asks), or as JSON."""
        headers = self.request.headers
        if wants_json(self.request):
            body, kind = msgspec.json.encode(view), "application/json"
        elif headers.get("hx-request") == "true":
            body, kind = (
                self.house.printer.fragment(view, self.frame(view)).encode(),
                "text/html",
            )
        else:
            body, kind = self.house.printer.page(view, self.frame(view)).encode(), "text/html"
        said = {"vary": "Accept, Accept-Encoding, Accept-Language, HX-Request, Cookie"}
        if self._may_pack(status) and "gzip" in headers.get("accept-encoding", ""):
            body, said["content-encoding"] = gzip.compress(body, 6, mtime=0), "gzip"
        return Response(
            body, status_code=status, media_type=kind, cookies=[*self._cookies, *cookies], headers=said
        )

    def _may_pack(self, status: int) -> bool:
        """Whether the answer's length may depend on its content: only where nobody's words can be in it.

        Words are loaded through the asker alone. Nothing that was sent in a form is shown by a good GET.
        """
        return self.request.method == "GET" and status == 200 and self._asker is None

    def frame(self, view: View) -> Frame:
        """What stands around this view."""
        asker, assets = self._asker, self.house.assets
        theme = self.request.cookies.get("theme", "")
        return Frame(
            lang=self.language.tag,
            dir=self.language.direction,
            words_in=getattr(view, "words_in", ""),
            languages=self.house.languages.offered if asker is None else (),
            theme=theme if theme in THEMES else "system",
            path=self.request.url.path if self.request.method == "GET" else "/",
            css=assets.css,
            js=assets.js,
            htmx=assets.htmx,
            icons=assets.icons,
            pictures=assets.pictures,
            icon=assets.icon,
            list_css=assets.list_css,
            list_icon=assets.list_icon,
            manifest="/manifest.webmanifest",
            worker=self.house.working,
            seal=askers.drafts_seal(asker) if asker is not None else "",
            operator=self.house.operator,
            owner=ids.owner_of(asker.person) if asker is not None else "",
            tab=view.tab if asker is not None else "",
            unlocks_warning=asker is not None and not asker.fresh and asker.ways < 2,
        )


@asynccontextmanager
async def visit(request: AnyRequest) -> AsyncIterator[Visit]:
    """A visit; whatever key it opened is wiped at its end."""
    house: House = request.app.state.house
    with Keyring() as ring:
        yield Visit(request, house, ring)


def kept(answer: Shown) -> Shown:
    """A page that holds no one's words, so that a browser may keep it for when there is no network."""
    answer.headers[KEPT[0].decode()] = KEPT[1].decode()
    return answer


def wants_json(request: AnyRequest) -> bool:
    """Whether the client asked for JSON and not for a page."""
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def _minutes(text: str) -> int:
    """The reader's clock ahead of UTC, from a cookie that the page's script sets."""
    try:
        return max(-14 * 60, min(14 * 60, int(text)))
    except ValueError:
        return 0
