"""Any form to any address, made up by chance: never a 5xx, and never half a unit."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler

from tests.cast import Phone, couple, deed
from tests.races.evening import agree, shelved, unsound, write


def posts(app: Litestar) -> list[str]:
    """Every address that takes a POST or PUT."""
    return sorted(
        f"{method} {route.path}"
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        if isinstance(handler, HTTPRouteHandler)
        for method in handler.http_methods & {"POST", "PUT"}
    )


TALK = {"id": "talk", "kind": "turns", "reveal": "turns", "speak": "Say.", "mirror": "Say back."}
NAMES = [
    *("text", "item", "value", "pick", "other", "region", "note", "ended", "fate", "after", "want", "show"),
    *("distress", "ok", "cue", "act", "on", "review", "base", "version", "sign", "verdict", "move", "mode"),
    *("said", "met", "deed", "kind", "minutes", "way", "knock", "admit", "name", "code", "link", "exercise"),
    *("with", "words", "replace", "sealed", "word-1", "theme", "language", "quiet", "mine-x", "place-1"),
]
LIKELY = [
    *("", "yes", "no", "alone", "keep", "erase", "close-door", "break", "moment", "read-on", "go-on", "pass"),
    *(
        "aloud",
        "written",
        "heard",
        "partly",
        "leave-open",
        "me",
        "partner",
        "sf-scale",
        "0",
        "1",
        "-1",
        "99999",
    ),
    *("2030-01-02", "0000-00-00", "done", "share", "delete", "fine", "\0", "x" * 9000, "²", "à" * 50),
]
TEXT = st.one_of(
    st.sampled_from(LIKELY), st.text(max_size=40).map(lambda text: text.encode("utf-8", "ignore").decode())
)
FIELDS = st.dictionaries(
    st.one_of(
        st.sampled_from(NAMES), st.text(max_size=8).map(lambda t: t.encode("utf-8", "ignore").decode())
    ),
    st.one_of(TEXT, st.lists(TEXT, max_size=3)),
    max_size=8,
)


async def in_an_evening(app: Litestar, ada: Phone, ben: Phone) -> None:
    """A session to do things in; a new one once somebody has left it or signed out."""
    place = getattr(app.state, "place", "")
    found = await ada.client.get(place, follow_redirects=True, headers={"accept": "application/json"})
    if not place or found.status_code != 200 or found.json().get("left"):
        slug = shelved(
            app, "e", write("t", "together"), write("p"), TALK, agree("deal"), write("c", "chosen")
        )
        app.state.place = await couple(ada, ben, slug)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_no_form_whatever_breaks_an_address(
    app: Litestar, ada: Phone, ben: Phone, data: st.DataObject
) -> None:
    await in_an_evening(app, ada, ben)
    session = app.state.place.rsplit("/", 1)[1]
    method, _, route = data.draw(st.sampled_from(posts(app))).partition(" ")
    step = data.draw(st.sampled_from(["t", "p", "talk", "deal", "c", "nowhere"]))
    address = (
        route.replace("{session:str}", session).replace("{step:str}", step).replace("{session}", session)
    )
    address = address.replace("{step}", step)
    fields = {"deed": deed(), **data.draw(FIELDS)}
    sent = {data.draw(st.sampled_from(["data", "json"])): fields}
    accept = data.draw(st.sampled_from(["application/json", "text/html"]))
    answer = await ada.client.request(method, address, headers={"accept": accept}, **sent)  # type: ignore[arg-type]
    assert answer.status_code < 500, (method, address, fields, answer.text[:300])
    assert await unsound(app) == []
