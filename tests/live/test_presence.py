"""Who is there, in one word: with some grace, and only of whoever lets it be seen."""

from __future__ import annotations

import time

import pytest

from server.live import hub
from tests.cast import Phone
from tests.live.ear import Ear, stream


async def test_who_is_there_in_one_word_with_some_grace(
    monkeypatch: pytest.MonkeyPatch, ada: Phone, ben: Phone, session: str
) -> None:
    monkeypatch.setattr(hub, "GRACE", 1.5)
    assert (await ada.view(session))["partner"]["presence"] == "away"
    async with Ear(ada, await stream(ada, session)) as ear:
        async with Ear(ben, await stream(ben, session)):
            here = await ear.hears("presence")
            assert (here.data, here.id) == ("here", "")
            assert (await ada.view(session))["partner"]["presence"] == "here"
        async with Ear(ben, await stream(ben, session)):
            await ear.hears_nothing(0.5)
        left = time.monotonic()
        away = await ear.hears("presence", within=6)
        assert (away.data, away.at - left > 1) == ("away", True)
        assert (await ada.view(session))["partner"]["presence"] == "away"


async def test_whoever_wants_to_be_quiet_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, ada: Phone, ben: Phone, session: str
) -> None:
    monkeypatch.setattr(hub, "GRACE", 0.1)
    await ben.post("/you/look", quiet="yes")
    async with Ear(ada, await stream(ada, session)) as ear:
        async with Ear(ben, await stream(ben, session)) as his:
            await ear.hears_nothing()
            assert (await ada.view(session))["partner"]["presence"] == "away"
            assert (await ben.view(session))["partner"]["presence"] == ""
            await ada.post(f"{session}/pause", kind="moment")
            await his.hears()
        await ear.hears()
        await ben.post("/you/look", quiet="no")
        async with Ear(ben, await stream(ben, session)):
            assert (await ear.hears("presence")).data == "here"
