"""Both stops: a moment without a reason, a break that is long enough, and both ready before it goes on."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar

from tests.cast import Phone, couple
from tests.conftest import Clock
from tests.races.evening import shelved, words, write


@pytest.fixture
async def session(app: Litestar, ada: Phone, ben: Phone) -> str:
    """Ada and Ben before a together step that Ada has done."""
    session = await couple(ada, ben, shelved(app, "e", write("t", "together"), write("u", "together")))
    await ada.post(f"{session}/steps/t/completion", text="ada's")
    return session


async def stop(phone: Phone, session: str) -> Any:
    return (await phone.view(session))["stop"]


async def ready(phone: Phone, session: str) -> int:
    return (await phone.post(f"{session}/readiness")).status_code


async def test_a_moment_stops_both_and_says_no_name(ada: Phone, ben: Phone, session: str) -> None:
    assert (await ben.post(f"{session}/pause", kind="moment")).status_code == 303
    hers, his = await stop(ada, session), await stop(ben, session)
    assert hers == his
    assert (hers["kind"], hers["ready"], hers["early"]) == ("moment", False, False)


async def test_no_step_takes_an_answer_meanwhile_and_no_word_is_lost(
    ada: Phone, ben: Phone, session: str
) -> None:
    await ada.post(f"{session}/pause", kind="moment")
    for phone, path in ((ben, "completion"), (ada, "completion"), (ada, "withdrawal")):
        held = await phone.post(f"{session}/steps/t/{path}", text="meanwhile")
        assert held.status_code == 409
        assert held.json()["value"]["text"] == "meanwhile"
        assert held.json()["notice"]
    assert (await ben.put(f"{session}/steps/t/draft", {"text": "not lost"})).status_code == 204
    assert (await ben.view(session))["value"]["text"] == "not lost"
    assert await ready(ada, session) == await ready(ben, session) == 303
    assert (await ben.post(f"{session}/steps/t/completion", text="ben's")).status_code == 303
    assert await words(ada, session, "t") == ("ada's", "ben's")


async def test_it_goes_on_when_both_are_ready_and_nobody_sees_who_is_not(
    ada: Phone, ben: Phone, session: str
) -> None:
    await ada.post(f"{session}/pause", kind="moment")
    before = (await ben.view(session)) | {"deed": ""}
    assert await ready(ada, session) == 303
    assert (await stop(ada, session))["ready"] is True
    assert (await ben.view(session)) | {"deed": ""} == before
    assert await ready(ben, session) == 303
    assert await stop(ada, session) is None is await stop(ben, session)
    late = await ready(ben, session)
    assert late == 409


@pytest.mark.parametrize("minutes", ["0", "19"])
async def test_a_break_shorter_than_twenty_minutes_is_none(
    ada: Phone, ben: Phone, session: str, minutes: str
) -> None:
    await ben.put(f"{session}/steps/t/draft", {"text": "half a sentence"})
    short = await ben.post(f"{session}/pause", kind="break", minutes=minutes)
    assert short.status_code == 409
    assert short.json()["notice"]
    assert short.json()["step"]["id"] == "t"
    assert short.json()["value"]["text"] == "half a sentence"
    assert await stop(ada, session) is None


async def test_a_break_lasts_twenty_minutes_at_least(
    ada: Phone, ben: Phone, session: str, clock: Clock
) -> None:
    assert (await ada.post(f"{session}/pause", kind="break", minutes="30")).status_code == 303
    his = await stop(ben, session)
    assert (his["kind"], his["early"]) == ("break", True)
    clock.forward(minutes=19)
    assert await ready(ada, session) == 409
    clock.forward(minutes=2)
    assert (await stop(ada, session))["early"] is False
    assert await ready(ada, session) == await ready(ben, session) == 303
    assert await stop(ada, session) is None


async def test_a_moment_can_become_a_break_and_a_time_can_be_moved(
    ada: Phone, ben: Phone, session: str, clock: Clock
) -> None:
    await ada.post(f"{session}/pause", kind="moment")
    await ready(ada, session)
    clock.forward(minutes=10)
    assert (await ben.post(f"{session}/pause", kind="break", minutes="20")).status_code == 303
    first = await stop(ada, session)
    assert (first["kind"], first["early"], first["ready"]) == ("break", True, False)
    assert (await ada.post(f"{session}/pause", kind="break", minutes="60")).status_code == 303
    assert (await stop(ben, session))["until"] != first["until"]
    clock.forward(minutes=21)
    assert (await stop(ben, session))["early"] is False, "the twenty minutes began with the break"


async def test_after_a_day_it_asks_for_a_new_time_or_a_kind_end(
    ada: Phone, ben: Phone, session: str, clock: Clock
) -> None:
    await ada.post(f"{session}/pause", kind="moment")
    clock.forward(hours=23)
    assert (await stop(ben, session))["asks"] is False
    clock.forward(hours=2)
    assert (await stop(ben, session))["asks"] is True
    assert (await ben.post(f"{session}/departure", way="keep")).status_code == 303
    view = await ada.view(session)
    assert (view["stop"], view["partner"]["here"]) == (None, False)


async def test_a_stop_does_not_hold_up_whoever_goes_on_alone(ada: Phone, ben: Phone, session: str) -> None:
    await ada.post(f"{session}/pause", kind="break", minutes="60")
    assert (await ben.post(f"{session}/steps/t/completion", text="ben's")).status_code == 409
    assert (await ben.post(f"{session}/departure", way="alone")).status_code == 303
    assert (await ben.post(f"{session}/steps/t/completion", text="ben's")).status_code == 303
    assert await stop(ada, session) is None
    assert await words(ben, session, "t") == ("ben's", "")


async def test_reading_is_possible_while_stopped(ada: Phone, ben: Phone, session: str) -> None:
    await ben.post(f"{session}/steps/t/completion", text="ben's")
    await ada.post(f"{session}/pause", kind="moment")
    assert await words(ada, session, "t") == ("ada's", "ben's")
