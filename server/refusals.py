"""Every way a request can be refused, as an answer in the reader's own form: a page, or problem+json."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import HTTPException
from litestar.response import Response
from litestar.routes import HTTPRoute

from server.core.steps.base import Refused
from server.desk.base import NotFound
from server.pages import limits
from server.pages.house import House
from server.pages.limits import NotInvited
from server.pages.moves import OtherDeed, OtherHands
from server.pages.visit import AnyRequest, NotSignedIn, SeeOther, Visit, wants_json
from server.render import refused as texts
from server.render.forms import BadBody
from server.render.locale import Language
from server.render.problems import told
from server.render.refused import Refusal, Words, leading
from server.render.views.pages import ErrorView
from server.security import log
from server.security.throttle import TooSoon
from server.store.db import Broken, Busy, Full
from server.vault.keyring import Keyring

Handler = Callable[[Request[Any, Any, Any], Any], Response[Any]]


def see_other(request: AnyRequest, error: SeeOther) -> Response[Any]:
    """303: a write was done, or the page is elsewhere."""
    return Response(
        b"", status_code=303, headers={"location": error.path}, cookies=error.cookies, media_type="text/plain"
    )


def _same(own: str | None, given: str) -> bool:
    return own in (None, given)


def not_signed_in(request: AnyRequest, error: NotSignedIn) -> Response[Any]:
    """A page leads to the first run; whatever else gets a plain no."""
    if request.method == "GET" and not wants_json(request) and request.headers.get("hx-request") != "true":
        return Response(b"", status_code=303, headers={"location": "/"}, media_type="text/plain")
    return _answer(request, 401)


def refused(request: AnyRequest, error: Refused) -> Response[Any]:
    """422 with every bad field, where no page could show the form again."""
    with Keyring() as ring:
        here = Visit(request, request.app.state.house, ring)
        fields = [msgspec.to_builtins(each) for each in told(error.flaws, here.language)]
    return _answer(request, 422, {"flaws": fields})


def not_found(request: AnyRequest, error: NotFound) -> Response[Any]:
    """404 for what is not there and for what is not theirs."""
    return _answer(request, 404)


def bad_body(request: AnyRequest, error: BadBody) -> Response[Any]:
    """The body could not be read as what it says it is."""
    return _answer(request, error.status)


def other_deed(request: AnyRequest, error: OtherDeed) -> Response[Any]:
    """409: this was done before, and said something else."""
    return _answer(request, 409)


def other_hands(request: AnyRequest, error: OtherHands) -> Response[Any]:
    """409: two on one phone, and the other one has it now."""
    return _answer(request, 409, words=texts.other_hands)


def no_room(request: AnyRequest, error: Full) -> Response[Any]:
    """503: the disk is full; nothing was saved and nothing is lost."""
    return _answer(request, 503, words=texts.full)


def unsaved(request: AnyRequest, error: Broken | Busy) -> Response[Any]:
    """503: the store cannot write this down; nothing was changed."""
    return _answer(request, 503)


def elsewhere(request: AnyRequest) -> Response[Any]:
    """403: the write did not come from a page of this server."""
    return _answer(request, 403, words=texts.elsewhere)


def too_soon(request: AnyRequest, error: TooSoon) -> Response[Any]:
    """429, with the time after which there is room again."""

    def words(language: Language) -> Refusal:
        title = language.gettext("Too many tries in a short time")
        return Refusal(title, limits.sentence(language, error))

    answer = _answer(request, 429, words=words)
    answer.headers["retry-after"] = str(error.seconds)
    return answer


def not_invited(request: AnyRequest, error: NotInvited) -> Response[Any]:
    """403: whoever comes without an invitation cannot begin here."""
    return _answer(request, 403, words=texts.by_invitation)


def http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """Whatever the framework refuses by itself."""
    answer = _answer(request, error.status_code)
    if error.status_code == 405:
        answer.headers["allow"] = ", ".join(sorted(_methods(request)))
    return answer


def _methods(request: AnyRequest) -> set[str]:
    """What the address does take."""
    parts = [part for part in request.url.path.split("/") if part]
    found: set[str] = set()
    for route in request.app.routes:
        fixed = [part if isinstance(part, str) else None for part in route.path_components]
        fits = len(fixed) == len(parts) and all(map(_same, fixed, parts))
        if fits and isinstance(route, HTTPRoute):
            found |= set(route.methods)
    return found | ({"HEAD"} if "GET" in found else set())


def fault(request: AnyRequest, error: Exception) -> Response[Any]:
    """500 in the same voice; the log gets the kind of fault and where, no values."""
    log.fault(error)
    return _answer(request, 500)


def _answer(
    request: AnyRequest, status: int, more: dict[str, Any] | None = None, words: Words | None = None
) -> Response[Any]:
    house: House = request.app.state.house
    with Keyring() as ring:
        here = Visit(request, house, ring)
        said = words(here.language) if words is not None else texts.of_status(status, here.language)
        if wants_json(request):
            body = {"type": "about:blank", "title": said.title, "status": status, "detail": said.text}
            return Response(
                msgspec.json.encode(body | (more or {})),
                status_code=status,
                media_type="application/problem+json",
            )
        sent_from = "" if request.method == "GET" else request.headers.get("referer", "")
        said = leading(said, here.language, house.origin, sent_from)
        view = ErrorView(title=said.title, text=said.text, action=said.action, href=said.href, code=status)
        return here.show(view, status)


HANDLERS: dict[Any, Handler] = {
    SeeOther: see_other,
    NotSignedIn: not_signed_in,
    Refused: refused,
    NotFound: not_found,
    BadBody: bad_body,
    OtherDeed: other_deed,
    OtherHands: other_hands,
    TooSoon: too_soon,
    NotInvited: not_invited,
    Full: no_room,
    Broken: unsaved,
    Busy: unsaved,
    HTTPException: http,
    Exception: fault,
}
