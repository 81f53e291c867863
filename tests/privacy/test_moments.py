"""What time tells: what only Ada sees neither puts anything off for Ben nor brings it forward."""

from __future__ import annotations

import asyncio

import pytest
from litestar import Litestar

from server.core import deeds
from server.core.opening import rests_for
from server.core.steps.base import Reveal
from server.core.visibility import Sight
from server.live import hub
from tests.cast import Phone, answer, couple
from tests.core.cast import words, write
from tests.core.evening import for_two
from tests.privacy.wire import Ear, Wire


def test_an_edit_does_not_let_an_answer_open_that_would_have_to_be_read_again() -> None:
    seen = []
    for texts in (["I was afraid"], ["I was afraid", "I was afraid"], ["I was afraid", "I was glad"]):
        evening = for_two(write("it", Reveal.TOGETHER))
        for text in texts:
            evening.ada(deeds.Complete(step="it", answer=words(text)))
            evening.later(hours=40)
        evening.later(hours=80 - 40 * len(texts))
        evening.ben(deeds.Complete(step="it", answer=words("I was proud")))
        seen.append(evening.sees(2, "it", 1))
    assert seen == [Sight.SEALED] * 3


def test_private_steps_do_not_put_off_the_rest_of_two() -> None:
    evening = for_two(write("mine"), write("it", Reveal.TOGETHER))
    evening.later(hours=24 * 10)
    evening.ada(deeds.Complete(step="mine", answer=words("only mine")))
    evening.later(hours=24 * 5)
    assert rests_for(evening.session.state, 2, evening.at)


def test_what_ben_can_see_puts_off_the_rest_of_two() -> None:
    evening = for_two(write("it", Reveal.TOGETHER))
    evening.later(hours=24 * 10)
    evening.ada(deeds.Complete(step="it", answer=words("both of us")))
    evening.later(hours=24 * 5)
    assert not rests_for(evening.session.state, 2, evening.at)


async def test_whoever_goes_on_alone_is_neither_here_nor_away(
    app: Litestar, ada: Phone, ben: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "GRACE", 0.05)
    session = await couple(ada, ben, "gm-know-my-world")
    his = ear(app, ben, session)
    await listens(his)
    hers = ear(app, ada, session)
    assert b"here" in await listens(his), "Ben would notice her"
    assert (await ada.post(f"{session}/departure", way="alone")).status_code == 303
    assert b"changed" in await listens(his)
    await hers.close()
    again = ear(app, ada, session)
    await listens(again)
    await answer(ada, session, "alone")
    assert await listens(his) == b""
    for each in (his, again):
        await each.close()


def ear(app: Litestar, phone: Phone, session: str) -> Ear:
    """A stream of this phone."""
    wire = Wire(app, phone.name)
    wire.cookies |= dict(phone.client.cookies)
    return Ear(wire, f"{session}/stream")


async def listens(ear: Ear) -> bytes:
    """What a stream says within a moment."""
    await asyncio.sleep(0.3)
    return await ear.heard()
