"""Where a write comes from: what another site sends is refused before anything of it is read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from tests.cast import Phone, begin, deed

ELSEWHERE = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://localhost:8000"},
    {"origin": "https://elsewhere.example"},
    {"origin": "null"},
    {"origin": "http://localhost:8000.elsewhere.example"},
    {"origin": "http://localhost"},
    {"referer": "http://localhost:8000/"},
    {},
]
OWN = [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://localhost:8000"}]


def writing(app: Litestar) -> list[tuple[str, str]]:
    """Every method and address that may change something."""
    return sorted(
        (method, route.path)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        if isinstance(handler, HTTPRouteHandler)
        for method in handler.http_methods - {"GET", "HEAD", "OPTIONS"}
    )


async def sent(
    app: Litestar, phone: Phone, method: str, path: str, headers: dict[str, str]
) -> httpx.Response:
    """A request with these headers only, and the cookies of a phone, as a browser sends both."""
    bare = Phone.of(app, phone.name)
    bare.client.headers.pop("sec-fetch-site")
    bare.client.cookies.update(phone.client.cookies)
    form = {"deed": deed(), "kind": "moment", "exercise": "sf-scale", "with": "me", "name": "Ada"}
    answer = await bare.client.request(method, path, headers=headers, data=form)
    await bare.close()
    return answer


@pytest.mark.parametrize("headers", ELSEWHERE)
async def test_another_sites_form_changes_nothing(app: Litestar, ada: Phone, headers: dict[str, str]) -> None:
    session = await begin(ada, "sf-scale")
    before = await ada.view("/journal")
    for method, path in (
        ("POST", "/sessions"),
        ("POST", f"{session}/departure"),
        ("POST", "/exit"),
        ("POST", "/no"),
    ):
        refused = await sent(app, ada, method, path, headers)
        assert refused.status_code == 403
        assert "set-cookie" not in refused.headers
        assert refused.headers["content-security-policy"].startswith("default-src 'none'")
    assert await ada.view("/journal") == before


@pytest.mark.parametrize("headers", OWN)
async def test_ones_own_form_goes_through(app: Litestar, ada: Phone, headers: dict[str, str]) -> None:
    await begin(ada, "sf-scale")
    assert (await sent(app, ada, "POST", "/sessions", headers)).status_code == 303
    assert len((await ada.view("/journal"))["lines"]) == 2


async def test_no_address_is_forgotten(app: Litestar, ada: Phone) -> None:
    await begin(ada, "sf-scale")
    found = writing(app)
    assert len(found) > 15
    for method, path in found:
        assert (await sent(app, ada, method, path, {"sec-fetch-site": "cross-site"})).status_code == 403, path
        assert (await sent(app, ada, method, path, {"sec-fetch-site": "same-origin"})).status_code != 403, (
            path
        )


async def test_nothing_of_the_body_is_read(app: Litestar) -> None:
    asked: list[str] = []

    async def body() -> AsyncIterator[bytes]:
        asked.append("for more")
        yield b"exercise=sf-scale"

    phone = Phone.of(app, "Theo")
    for site, read in (("same-origin", ["for more"]), ("cross-site", [])):
        asked.clear()
        headers = {"sec-fetch-site": site, "content-type": "application/x-www-form-urlencoded"}
        await phone.client.post("/sessions", content=body(), headers=headers)
        assert asked == read
    await phone.close()


async def test_looking_from_elsewhere_is_looking(app: Litestar, ada: Phone) -> None:
    await begin(ada, "sf-scale")
    for method in ("GET", "HEAD", "OPTIONS"):
        assert (await sent(app, ada, method, "/join", {"sec-fetch-site": "cross-site"})).status_code in (
            200,
            204,
        )


SITES = ("same-origin", "none", "same-site", "cross-site", "", "what-is-this")
ORIGINS = ("", "http://localhost:8000", "https://elsewhere.example", "null", "HTTP://LOCALHOST:8000")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "WHATEVER")
BODIES = {
    "application/x-www-form-urlencoded": b"exercise=sf-scale",
    "application/json": b'{"exercise": "sf-scale"}',
    "text/plain": b"exercise=sf-scale",
    "multipart/form-data; boundary=x": b"--x--",
    "": b"",
}


def may(method: str, site: str, origin: str) -> bool:
    """The rule as it is written: looking is free; else the browser's word; else the origin; else no."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return True
    if site == "":
        return origin == "http://localhost:8000"
    return site in ("same-origin", "none")


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("site", SITES)
async def test_the_matrix_behaves_as_written(app: Litestar, site: str, kind: str) -> None:
    """Every site by every origin, method and address, whatever kind of body comes along."""
    phone = Phone.of(app, "Theo")
    phone.client.headers.clear()
    seen: dict[bool, int] = {True: 0, False: 0}
    for method in METHODS:
        for origin in ORIGINS:
            for path in ("/sessions", "/joins", "/nowhere", "/sessions/x/steps/y/draft"):
                given = {"sec-fetch-site": site, "origin": origin, "content-type": kind}
                headers = {name: value for name, value in given.items() if value}
                answer = await phone.client.request(method, path, headers=headers, content=BODIES[kind])
                let_through = may(method, site, origin)
                refused = answer.status_code == 403 and b"from another place" in answer.content
                assert refused is not let_through, (method, path, headers, answer.status_code)
                assert answer.status_code < 500, (method, path, headers)
                seen[let_through] += 1
    await phone.close()
    assert seen[True] >= 60
    assert (seen[False] > 0) is (site not in ("same-origin", "none"))
