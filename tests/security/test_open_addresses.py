"""Which addresses need no sign-in is a literal set, and says what the handlers really do."""

from __future__ import annotations

import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from server.routes import OPEN
from tests.cast import Phone, deed


def addresses(app: Litestar) -> list[tuple[str, str]]:
    """Every method and address."""
    return sorted(
        {
            (method, route.path_format)
            for route in app.routes
            for handler in getattr(route, "route_handlers", [])
            if isinstance(handler, HTTPRouteHandler)
            for method in handler.http_methods - {"OPTIONS", "HEAD"}
        }
    )


OPEN_FORMATS = {path.replace(":str}", "}") for path in OPEN}


async def test_the_set_names_addresses_that_there_are(app: Litestar) -> None:
    assert {path for _, path in addresses(app)} >= OPEN_FORMATS - {"/openapi.json"}


@pytest.mark.parametrize("page", [False, True])
async def test_everything_else_asks_who_is_there(app: Litestar, cleo: Phone, page: bool) -> None:
    asked = set()
    for method, path in addresses(app):
        real = path.replace("{slug}", "sf-scale").replace("{", "").replace("}", "")
        headers = {"accept": "text/html" if page else "application/json"}
        form = {"deed": deed(), "name": "Cleo", "code": "00000000"} if method != "GET" else None
        answer = await cleo.client.request(method, real, headers=headers, data=form)
        cleo.client.cookies.pop("left", None)  # /exit was among them
        leads_home = answer.status_code == 303 and answer.headers["location"] == "/" and method == "GET"
        if answer.status_code == 401 or (page and leads_home):
            asked.add(path)
        assert "set-cookie" not in answer.headers or path in OPEN_FORMATS, path
    assert (
        asked == {path for _, path in addresses(app) if not path.startswith("/openapi.json")} - OPEN_FORMATS
    )
    assert len(asked) > 10
