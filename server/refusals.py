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
from server.pages.moves import OtherDeed
from server.pages.visit import AnyRequest, NotSignedIn, SeeOther, Visit, wants_json
from server.render.forms import BadBody
from server.render.problems import told
from server.render.views.pages import ErrorView
from server.security import log
from server.security.throttle import TooSoon
from server.store.db import Broken, Busy, Full
from server.vault.keyring import Keyring

Handler = Callable[[Request[Any, Any, Any], Any], Response[Any]]
Words = tuple[str, str, str, str]
"""Title, text, what to do, and where that leads."""


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


def no_room(request: AnyRequest, error: Full) -> Response[Any]:
    """503: the disk is full; nothing was saved and nothing is lost."""
    return _answer(request, 503)


def too_soon(request: AnyRequest, error: TooSoon) -> Response[Any]:
    """429, with the time after which there is room again."""
    answer = _answer(request, 429, words=lambda here: _soon(here, error))
    answer.headers["retry-after"] = str(error.seconds)
    return answer


def _soon(here: Visit, error: TooSoon) -> Words:
    _ = here.language.gettext
    return (
        _("Too many tries in a short time"),
        limits.sentence(here.language, error),
        _("Go to the start"),
        "/",
    )


def not_invited(request: AnyRequest, error: NotInvited) -> Response[Any]:
    """403: whoever comes without an invitation cannot begin here."""
    return _answer(request, 403, words=_by_invitation)


def _by_invitation(here: Visit) -> Words:
    _ = here.language.gettext
    return (
        _("One comes in by invitation here"),
        _("Only invited people can begin on this server. Nothing was saved. A code or a link lets you in."),
        _("I have a code"),
        "/join",
    )


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
    request: AnyRequest,
    status: int,
    more: dict[str, Any] | None = None,
    words: Callable[[Visit], Words] | None = None,
) -> Response[Any]:
    house: House = request.app.state.house
    with Keyring() as ring:
        here = Visit(request, house, ring)
        title, text, action, href = words(here) if words is not None else _words(here, status)
        if wants_json(request):
            body = {"type": "about:blank", "title": title, "status": status, "detail": text, **(more or {})}
            return Response(
                msgspec.json.encode(body), status_code=status, media_type="application/problem+json"
            )
        view = ErrorView(title=title, text=text, action=action, href=href, code=status)
        return here.show(view, status)


def _words(here: Visit, status: int) -> Words:
    _ = here.language.gettext
    home = (_("Go to the start"), "/")
    match status:
        case 400 | 415 | 422:
            title, text = (
                _("This could not be read"),
                _("Nothing was changed. Go back, load the page again, and send it once more."),
            )
        case 401 | 403:
            title, text = (
                _("This phone cannot do that now"),
                _("Nothing was changed. Open the page again from the start, or use your recovery words."),
            )
        case 404:
            title, text = (
                _("There is nothing here"),
                _("The address may be wrong, or what was here has ended. Your own words are still yours."),
            )
        case 405:
            title, text = (
                _("This cannot be done here"),
                _("Nothing was changed. Go back and use the buttons on the page."),
            )
        case 409:
            title, text = (
                _("This was changed meanwhile"),
                _("Nothing was overwritten. Go back, copy your words if you like, and load the page again."),
            )
        case 413:
            title, text = (
                _("This is too long"),
                _("Nothing was changed. Go back and shorten it; about ten pages fit at once."),
            )
        case 429:
            title, text = (
                _("That was a little fast"),
                _("Wait for a minute, then try again. Nothing is lost."),
            )
        case 503:
            title, text = (
                _("It cannot be saved right now"),
                _(
                    "The server has no room left, so nothing was changed. "
                    "Keep this page open; your words stay on it. Try again later."
                ),
            )
        case _:
            title, text = (
                _("Something went wrong here"),
                _("It is not your doing. Your words are kept on this phone. Go back and try again soon."),
            )
    return title, text, *home


HANDLERS: dict[Any, Handler] = {
    SeeOther: see_other,
    NotSignedIn: not_signed_in,
    Refused: refused,
    NotFound: not_found,
    BadBody: bad_body,
    OtherDeed: other_deed,
    TooSoon: too_soon,
    NotInvited: not_invited,
    Full: no_room,
    Broken: no_room,
    Busy: no_room,
    HTTPException: http,
    Exception: fault,
}
