"""Codes are guessed, shared and used twice: one knock for each, and every code that fails fails alike."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Sequence

import httpx
import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.store.db import Ask, Broken, Db, Row, Statement
from tests.cast import Phone, begin, invite, let_in
from tests.conftest import Clock

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NEW_EACH_TIME = re.compile(r"\b[0-9a-hjkmnp-tv-z]{26}\b")


class Counting:
    """A database that notes what it was asked: the work behind an answer, without a clock."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self.work: list[str] = []

    @property
    def broken(self) -> Broken | None:
        return self._db.broken

    async def read(self, *asks: Ask) -> list[list[Row]]:
        self.work += [ask.sql for ask in asks]
        return await self._db.read(*asks)

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        self.work += [statement.sql for statement in unit]
        return await self._db.write(unit)

    async def close(self) -> None:
        await self._db.close()


def told(answer: httpx.Response, code: str) -> tuple[int, tuple[tuple[str, str], ...], str]:
    """All of an answer, but for the name of the next deed and the code that was typed."""
    text = NEW_EACH_TIME.sub("<deed>", answer.text).replace(code, "<code>")
    return answer.status_code, tuple(answer.headers.items()), text


async def count(app: Litestar, table: str) -> int:
    [[(number,)]] = await app.state.house.desk.db.read(Ask(f"select count(*) from {table}"))
    return int(number)


async def test_two_hundred_give_one_code_at_once_and_one_of_them_knocks(
    app: Litestar, ada: Phone, phone: Callable[[str], Phone]
) -> None:
    session = await begin(ada, "gm-know-my-world", partner=True)
    code = (await invite(ada, session))["code"]
    crowd = [phone(f"Guest {n}") for n in range(200)]
    answers = await asyncio.gather(*(each.post("/joins", code=code, name="Ben") for each in crowd))
    first = [answer for answer in answers if answer.status_code == 303]
    others = {told(answer, code) for answer in answers if answer.status_code != 303}
    assert len(first) == 1
    assert len(others) == 1
    assert others.pop()[0] == 404
    assert "set-cookie" in first[0].headers
    assert sum(bool(each.client.cookies) for each in crowd) == 1
    assert (await count(app, "knocks"), await count(app, "persons")) == (1, 2)
    assert [knock["name"] for knock in (await ada.view(session))["knocks"]] == ["Ben"]
    wrong = await phone("Theo").post("/joins", code=code, name="Ben")
    assert told(wrong, code) in {told(answer, code) for answer in answers}


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize("known", [False, True])
async def test_a_code_fails_alike_whatever_is_wrong_with_it(
    app: Litestar, clock: Clock, ada: Phone, phone: Callable[[str], Phone], page: bool, known: bool
) -> None:
    """Unknown, used, replaced, taken, expired: one answer, by the same work."""
    theo = phone("Theo")
    if known:
        await begin(theo, "sf-scale")
    codes = {"unknown": "0000AAAA", "no code at all": "UUUU!UUU"}
    sessions = [await begin(ada, "gm-know-my-world", partner=True) for _ in range(5)]
    ways = [await invite(ada, session) for session in sessions]
    assert (await phone("Cleo").post("/joins", code=ways[0]["code"], name="Cleo")).status_code == 303
    codes["used"] = ways[0]["code"]
    await invite(ada, sessions[1])
    codes["replaced"] = ways[1]["code"]
    await let_in(ada, phone("Ben"), sessions[2])
    codes["taken"] = ways[2]["code"]
    await ada.post(f"{sessions[4]}/departure", way="keep")
    clock.forward(minutes=11)
    codes["expired"] = ways[3]["code"]
    codes["left"] = ways[4]["code"]

    counting = Counting(app.state.house.desk.db)
    app.state.house = replace(app.state.house, desk=replace(app.state.house.desk, db=counting))
    answers, works = set(), set()
    for code in codes.values():
        counting.work.clear()
        answers.add(told(await theo.post("/joins", code=code, name="Theo", page=page), code))
        works.add(tuple(counting.work))
    assert [status for status, _, _ in answers] == [404]
    assert len(works) == 1
    assert counting.work
    good = (await invite(ada, sessions[3]))["code"]
    assert (await theo.post("/joins", code=good, name="Theo")).status_code == 303


async def test_a_link_fails_alike_whatever_is_wrong_with_it(
    app: Litestar, clock: Clock, ada: Phone, phone: Callable[[str], Phone]
) -> None:
    sessions = [await begin(ada, "gm-know-my-world", partner=True) for _ in range(3)]
    links = [(await invite(ada, session))["link"] for session in sessions]
    assert (await phone("Ben").post("/joins", link=links[0], name="Ben")).status_code == 303
    await invite(ada, sessions[1])
    clock.forward(hours=25)
    unknown = links[0][:-6] + ("abcdef" if not links[0].endswith("abcdef") else "fedcba")
    answers = {
        told(await phone("Theo").post("/joins", link=link, name="Theo"), link) for link in (*links, unknown)
    }
    assert [status for status, _, _ in answers] == [404]


async def guessed(app: Litestar, ada: Phone, phone: Callable[[str], Phone], times: int) -> None:
    session = await begin(ada, "gm-know-my-world", partner=True)
    code, chance = (await invite(ada, session))["code"], random.Random(3)
    before = [await count(app, table) for table in ("persons", "knocks", "seats", "deeds")]
    for n in range(times // 50):
        theo = phone(f"Theo {n}")  # from another place each time, or he would soon be told to wait
        guesses = {"".join(chance.choices(ALPHABET, k=8)) for _ in range(50)} - {code}
        answers = await asyncio.gather(*(theo.post("/joins", code=guess, name="Theo") for guess in guesses))
        assert {answer.status_code for answer in answers} == {404}
        assert not theo.client.cookies
    assert [await count(app, table) for table in ("persons", "knocks", "seats", "deeds")] == before
    assert (await theo.post("/joins", code=code, name="Theo")).status_code == 303


async def test_wrong_codes_reach_no_seat_and_make_no_person(
    app: Litestar, ada: Phone, phone: Callable[[str], Phone]
) -> None:
    await guessed(app, ada, phone, 500)


@pytest.mark.long
async def test_ten_thousand_wrong_codes_reach_no_seat_and_make_no_person(
    app: Litestar, ada: Phone, phone: Callable[[str], Phone]
) -> None:
    await guessed(app, ada, phone, 10_000)


@pytest.mark.parametrize("form", [{"name": "Theo"}, {"name": "Theo", "deed": "short"}])
async def test_a_form_without_a_deed_does_not_tell_whether_its_code_is_good(
    ada: Phone, phone: Callable[[str], Phone], form: dict[str, str]
) -> None:
    session = await begin(ada, "gm-know-my-world", partner=True)
    code = (await invite(ada, session))["code"]
    answers = [
        await phone("Theo").client.post("/joins", data={**form, "code": each}) for each in (code, "0000AAAA")
    ]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert told(answers[0], code) == told(answers[1], "0000AAAA")
