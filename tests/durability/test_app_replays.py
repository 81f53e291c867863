"""Replies get lost and requests come again, in any order: all is as if each had come once."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from litestar import Litestar

from tests.cast import Phone, couple, deed, finish
from tests.races.evening import unsound

STEPS = ("how", "matter", "mine", "yours", "close", "correct", "true", "back", "end")


class Forgetful(Phone):
    """A phone that remembers every deed it sent, and now and then sends an old one again."""

    chance: random.Random
    sent: list[tuple[str, dict[str, Any]]]

    async def post(
        self, path: str, fields: Mapping[str, Any] | None = None, *, page: bool = False, **more: Any
    ) -> httpx.Response:
        """POST, perhaps twice, and perhaps some old deeds after it."""
        form = {"deed": deed(), **(fields or {}), **more}
        found = await super().post(path, form, page=page)
        if found.status_code == 303:
            self.sent.append((path, form))
            while self.chance.random() < 0.3:
                await self.again(self.chance.choice(self.sent[-8:]))
        return found

    async def again(self, one: tuple[str, dict[str, Any]]) -> None:
        """What was done before is answered with what holds now."""
        path, form = one
        found = await super().post(path, form)
        assert found.status_code == 303, (path, form, found.status_code, found.text[:300])


def forgetful(app: Litestar, name: str, chance: random.Random) -> Forgetful:
    phone = Forgetful(Phone.of(app, name).client, name)
    phone.chance, phone.sent = chance, []
    return phone


async def seen(phone: Phone, session: str) -> dict[str, Any]:
    """All that a phone shows of a session, without the names minted for new deeds."""
    found = {}
    for path in (session, *(f"{session}/steps/{step}" for step in STEPS)):
        view = await phone.view(path)
        found[path] = {name: value for name, value in view.items() if name != "deed"}
    return found


@pytest.mark.parametrize("seed", range(4))
async def test_what_comes_again_changes_nothing(app: Litestar, seed: int) -> None:
    chance = random.Random(seed)
    ada, ben = (forgetful(app, name, chance) for name in ("Ada", "Ben"))
    session = await couple(ada, ben, "rp-swap-seats")
    await finish((ada, ben), session)
    before = [await seen(phone, session) for phone in (ada, ben)]
    assert all(each[session]["opened"] for each in before)
    for phone in (ada, ben):
        for one in chance.sample(phone.sent, len(phone.sent)):
            await phone.again(one)
    assert [await seen(phone, session) for phone in (ada, ben)] == before
    assert await unsound(app) == []
    for phone in (ada, ben):
        await phone.close()


async def test_the_same_name_for_another_deed_is_refused(app: Litestar, ada: Phone, ben: Phone) -> None:
    """A repeat is known by what it said, not by its name alone."""
    session = await couple(ada, ben, "gm-know-my-world")
    path, name = f"{session}/steps/cards/completion", deed()
    cards = [card["id"] for card in (await ada.view(session))["step"]["cards"]]
    form = {f"{part}-{card}": "tea" for card in cards for part in ("mine", "guess")}
    assert (await ada.post(path, {**form, "deed": name})).status_code == 303
    assert (await ada.post(path, {**form, "deed": name})).status_code == 303
    other = await ada.post(path, {**form, f"mine-{cards[0]}": "coffee", "deed": name})
    assert other.status_code == 409
    assert other.json()["value"][f"mine-{cards[0]}"] == "coffee"
    assert (await ada.view(f"{session}/steps/cards"))["mine"]["mine"][cards[0]] == "tea"
    assert (await ada.post(f"{session}/pause", kind="moment", deed=name)).status_code == 409
    assert (await ada.view(session))["stop"] is None
    for elsewhere in ("/sessions", f"{session}/invitation", f"{session}/admission"):
        fields = {"exercise": "sf-scale", "with": "me", "name": "Ada", "knock": "x", "deed": name}
        assert (await ada.post(elsewhere, fields)).status_code == 409, elsewhere
