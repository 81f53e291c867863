"""Somebody leaves, goes on alone or comes in just when the other does something: no words are lost."""

from __future__ import annotations

import asyncio

import pytest
from litestar import Litestar

from tests.cast import Phone, begin, couple, invite, let_in
from tests.races.evening import Meeting, both, meeting, shelved, unsound, words, write

SHOWN, KEPT = {"show": "yes"}, {"show": "no"}


@pytest.fixture
def met(app: Litestar) -> Meeting:
    return meeting(app)


async def own_words(phone: Phone, session: str) -> list[str]:
    """What is only theirs on the last page, that of somebody who left included."""
    return [kept["mine"]["text"] for kept in (await phone.view(session))["own"]]


@pytest.mark.parametrize("way", ["keep", "erase"])
async def test_leaving_against_showing(app: Litestar, ada: Phone, ben: Phone, met: Meeting, way: str) -> None:
    slug, outcomes = shelved(app, "showing", write("c", "chosen")), set()
    for _ in range(25):
        session = await couple(ada, ben, slug)
        path = f"{session}/steps/c"
        await both(ada.post(f"{path}/completion", {"text": "ada's", **SHOWN}))
        await both(ben.post(f"{path}/completion", {"text": "ben's", **KEPT}))
        assert await words(ben, session, "c") == ("ben's", "")
        met.arranged()
        left, shown = await both(ada.post(f"{session}/departure", way=way), ben.post(f"{path}/choice", SHOWN))
        assert (left, shown) == (303, 303)
        mine, theirs = await words(ben, session, "c")
        opened = [kept["theirs"]["text"] for kept in (await ada.view(session))["opened"]]
        assert mine == "ben's"
        # Open to both, or to neither and Ada's words are where she wanted them.
        assert (theirs, opened) in (("ada's", ["ben's"]), ("", []))
        assert await own_words(ada, session) == (["ada's"] if way == "keep" and not opened else [])
        outcomes.add(theirs)
    assert outcomes == {"", "ada's"}
    assert await unsound(app) == []


async def test_finishing_alone_against_completing(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    slug, outcomes = shelved(app, "alone", write("t", "together"), write("u", "together")), set()
    for _ in range(40):
        session = await couple(ada, ben, slug)
        path = f"{session}/steps/t/completion"
        await both(ada.post(path, text="ada's"))
        met.arranged()
        told = await both(ada.post(f"{session}/departure", way="alone"), ben.post(path, text="ben's"))
        assert told == [303, 303]
        seen = await words(ada, session, "t"), await words(ben, session, "t")
        assert seen in (
            (("ada's", "ben's"), ("ben's", "ada's")),
            (("ada's", ""), ("ben's", "")),
        )
        outcomes.add(seen[0][1])
        # Whoever went on alone is not waited for, and what either writes now stays their own.
        await both(*(phone.post(path, {"move": "read-on"}) for phone in (ada, ben)))
        await both(*(phone.post(f"{session}/steps/u/completion", text="own") for phone in (ada, ben)))
        assert [(await words(phone, session, "u"))[1] for phone in (ada, ben)] == ["", ""]
    assert outcomes == {"", "ben's"}
    assert await unsound(app) == []


async def test_both_leave_at_once(app: Litestar, ada: Phone, ben: Phone, met: Meeting) -> None:
    slug = shelved(app, "leaving", write("t", "together"))
    for _ in range(20):
        session = await couple(ada, ben, slug)
        await both(ada.post(f"{session}/steps/t/completion", text="ada's"))
        met.arranged()
        told = await both(*(phone.post(f"{session}/departure", way="keep") for phone in (ada, ben)))
        assert told == [303, 303]
        assert (await own_words(ada, session), await own_words(ben, session)) == (["ada's"], [])
    assert await unsound(app) == []


async def test_letting_in_against_a_second_knock(
    app: Litestar, ada: Phone, ben: Phone, cleo: Phone, met: Meeting
) -> None:
    slug, outcomes = shelved(app, "door", write("t", "together")), set()
    for _ in range(35):
        session = await begin(ada, slug, partner=True)
        knock = await knocked(ben, (await invite(ada, session))["code"])
        second = (await invite(ada, session))["code"]
        met.arranged()
        admitted, joined = await both(
            ada.post(f"{session}/admission", knock=knock, admit="yes"),
            cleo.post("/joins", code=second, name="Cleo"),
        )
        outcomes.add(joined)
        assert admitted == 303
        assert (await ada.view(session))["partner"]["name"] == "Ben"
        assert (await ben.get(session)).status_code == 303
        assert (await cleo.get(session)).status_code in (401, 404)  # 401: nobody yet, the code was never hers
        names = [line["name"] for line in (await ada.view(session))["knocks"]]
        assert names == {303: ["Cleo"], 404: []}[joined]
    assert outcomes == {303, 404}
    assert await unsound(app) == []


async def knocked(phone: Phone, code: str) -> str:
    answer = await phone.post("/joins", code=code, name=phone.name)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rsplit("/", 1)[1]


async def test_of_two_let_in_at_once_one_has_the_seat(
    app: Litestar, ada: Phone, ben: Phone, cleo: Phone, met: Meeting
) -> None:
    slug = shelved(app, "doors", write("t", "together"))
    for _ in range(20):
        session = await begin(ada, slug, partner=True)
        knocks = [await knocked(phone, (await invite(ada, session))["code"]) for phone in (ben, cleo)]
        met.arranged()
        told = await both(*(ada.post(f"{session}/admission", knock=knock, admit="yes") for knock in knocks))
        assert told == [303, 303]
        name = (await ada.view(session))["partner"]["name"]
        inside = {phone.name: (await phone.get(session)).status_code for phone in (ben, cleo)}
        assert inside == {"Ben": 404, "Cleo": 404} | {name: 303}
    assert await unsound(app) == []


async def test_closing_the_door_against_the_first_words_of_whoever_came(
    app: Litestar, ada: Phone, ben: Phone, cleo: Phone, met: Meeting
) -> None:
    slug = shelved(app, "link", write("t", "together"))
    for _ in range(20):
        session = await begin(ada, slug, partner=True)
        path = f"{session}/steps/t/completion"
        await both(ada.post(path, text="ada's"))
        link = (await invite(ada, session))["link"]
        assert (await cleo.post("/joins", link=link, name="Ben")).status_code == 303
        met.arranged()
        closed, wrote = await both(
            ada.post(f"{session}/departure", way="close-door"), cleo.post(path, text="cleo's")
        )
        assert closed == 303
        assert wrote in (303, 404)
        assert (await cleo.get(session)).status_code == 404
        assert (await ada.view(f"{session}/steps/t"))["partner"] is None
        await let_in(ada, ben, session)
        await asyncio.gather(ben.post(path, text="ben's"))
        assert await words(ada, session, "t") == ("ada's", "ben's")
        assert await words(ben, session, "t") == ("ben's", "ada's")
    assert await unsound(app) == []
