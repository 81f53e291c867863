"""A sign-in gets a new token each day, and a lost answer locks nobody out."""

from __future__ import annotations

from typing import Any

from tests.cast import Phone, begin

Clock = Any


async def test_the_first_deed_of_a_day_brings_a_new_token(ada: Phone, clock: Clock) -> None:
    session = await begin(ada, "sf-scale")
    before = dict(ada.client.cookies)
    clock.forward(days=1)
    await ada.get(session)
    assert dict(ada.client.cookies) == before, "looking changes no cookie"
    await ada.post(f"{session}/readiness")
    after = dict(ada.client.cookies)
    assert after["signin"] != before["signin"] and after["device"] == before["device"]
    assert (await ada.get("/today")).status_code == 200


async def test_whoever_lost_the_answer_comes_in_with_the_token_of_before(ada: Phone, clock: Clock) -> None:
    session = await begin(ada, "sf-scale")
    old = ada.client.cookies["signin"]
    clock.forward(days=1)
    await ada.post(f"{session}/readiness")
    new = ada.client.cookies["signin"]
    for token in (old, new):
        ada.client.cookies.delete("signin")
        ada.client.cookies.set("signin", token)
        assert (await ada.get("/today")).status_code == 200


async def test_a_token_of_the_day_before_yesterday_opens_nothing(ada: Phone, clock: Clock) -> None:
    session = await begin(ada, "sf-scale")
    old = ada.client.cookies["signin"]
    for _ in range(2):
        clock.forward(days=1)
        await ada.post(f"{session}/readiness")
    assert (await ada.get("/today")).status_code == 200
    ada.client.cookies.delete("signin")
    ada.client.cookies.set("signin", old)
    assert (await ada.get("/today")).status_code == 401
