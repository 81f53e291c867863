"""A refusal shows the page again, as HTML too, with what was typed on it: nobody writes a thing twice."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from litestar import Litestar

from tests.cast import Phone, couple, deed
from tests.conftest import Clock
from tests.races.evening import agree, shelved, write

TYPED = "what I had just written & meant"
TALK = {"id": "talk", "kind": "turns", "reveal": "turns", "speak": "Say.", "mirror": "Say back."}
Scene = Callable[[Litestar, Phone, Phone, Clock], Awaitable[tuple[Phone, str, dict[str, Any]]]]


async def together(app: Litestar, ada: Phone, ben: Phone) -> str:
    return await couple(ada, ben, shelved(app, "e", write("t", "together"), write("u", "together")))


async def paused(app: Litestar, ada: Phone, ben: Phone, clock: Clock) -> tuple[Phone, str, dict[str, Any]]:
    session = await together(app, ada, ben)
    await ben.post(f"{session}/pause", kind="moment")
    return ada, f"{session}/steps/t/completion", {"text": TYPED}


async def resting(app: Litestar, ada: Phone, ben: Phone, clock: Clock) -> tuple[Phone, str, dict[str, Any]]:
    session = await together(app, ada, ben)
    clock.forward(days=15)
    return ada, f"{session}/steps/t/completion", {"text": TYPED}


async def opened(app: Litestar, ada: Phone, ben: Phone, clock: Clock) -> tuple[Phone, str, dict[str, Any]]:
    session = await together(app, ada, ben)
    for phone in (ada, ben):
        await phone.post(f"{session}/steps/t/completion", text="before")
    return ada, f"{session}/steps/t/completion", {"text": TYPED}


async def past(app: Litestar, ada: Phone, ben: Phone, clock: Clock) -> tuple[Phone, str, dict[str, Any]]:
    _, path, form = await opened(app, ada, ben, clock)
    await ada.post(path, move="read-on")
    return ada, path, form


async def too_early(app: Litestar, ada: Phone, ben: Phone, clock: Clock) -> tuple[Phone, str, dict[str, Any]]:
    session = await together(app, ada, ben)
    return ada, f"{session}/steps/u/completion", {"text": TYPED}


async def said_before(
    app: Litestar, ada: Phone, ben: Phone, clock: Clock
) -> tuple[Phone, str, dict[str, Any]]:
    session = await together(app, ada, ben)
    form = {"text": "before", "deed": deed()}
    await ada.post(f"{session}/steps/t/completion", form)
    return ada, f"{session}/steps/t/completion", {**form, "text": TYPED}


async def not_my_turn(
    app: Litestar, ada: Phone, ben: Phone, clock: Clock
) -> tuple[Phone, str, dict[str, Any]]:
    session = await couple(ada, ben, shelved(app, "e", TALK))
    return ben, f"{session}/steps/talk/turn", {"text": TYPED}


async def said_aloud(
    app: Litestar, ada: Phone, ben: Phone, clock: Clock
) -> tuple[Phone, str, dict[str, Any]]:
    both_ways = {**TALK, "modes": ["written", "aloud"]}
    session = await couple(ada, ben, shelved(app, "e", both_ways))
    await ben.post(f"{session}/steps/talk/turn", mode="aloud")
    return ada, f"{session}/steps/talk/turn", {"text": TYPED}


async def written_anew(
    app: Litestar, ada: Phone, ben: Phone, clock: Clock
) -> tuple[Phone, str, dict[str, Any]]:
    session = await couple(ada, ben, shelved(app, "e", agree("deal")))
    path, form = f"{session}/steps/deal/completion", {"review": "2030-01-02", "base": "0"}
    await ben.post(path, {**form, "text": "ben's text"})
    return ada, path, {**form, "text": TYPED}


async def nobody_there(
    app: Litestar, ada: Phone, ben: Phone, clock: Clock
) -> tuple[Phone, str, dict[str, Any]]:
    slug = shelved(app, "e", agree("deal"))
    place = (await ada.post("/sessions", {"exercise": slug, "with": "partner"})).headers["location"]
    path = place.replace("/invitation", "/steps/deal/completion")
    return ada, path, {"review": "2030-01-02", "base": "0", "text": TYPED}


async def left(app: Litestar, ada: Phone, ben: Phone, clock: Clock) -> tuple[Phone, str, dict[str, Any]]:
    session = await together(app, ada, ben)
    await ada.post(f"{session}/departure", way="keep")
    return ada, f"{session}/steps/t/completion", {"text": TYPED}


SCENES: list[Scene] = [
    *(paused, resting, opened, past, too_early, said_before),
    *(not_my_turn, said_aloud, written_anew, nobody_there, left),
]


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize("scene", SCENES)
async def test_what_was_typed_stands_on_the_page(
    app: Litestar, ada: Phone, ben: Phone, clock: Clock, scene: Scene, page: bool
) -> None:
    phone, path, form = await scene(app, ada, ben, clock)
    before = (await phone.view(path.rpartition("/")[0].partition("/steps")[0])) | {"deed": ""}
    refused = await phone.post(path, form, page=page)
    assert refused.status_code == 409
    assert TYPED in (html.unescape(refused.text) if page else refused.json()["value"]["text"])
    if page:
        assert refused.text.count("<h1") == 1
        assert 'class="notice' in refused.text
    else:
        assert refused.json()["notice"]
    after = (await phone.view(path.rpartition("/")[0].partition("/steps")[0])) | {"deed": ""}
    assert after == before, "nothing was changed"
