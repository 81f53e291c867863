"""Two who talk by turns again find that it is the other's turn to begin; nobody has to remember it."""

from __future__ import annotations

import pytest
from litestar import Litestar

from tests.cast import Phone, begin, couple, invite
from tests.races.evening import shelved, write

TALK = {
    "id": "talk",
    "kind": "turns",
    "reveal": "turns",
    "speak": "Say it.",
    "mirror": "Say it back.",
    "rounds": 1,
    "modes": ["written", "aloud"],
    "seconds": 60,
}


@pytest.fixture
def talk(app: Litestar) -> str:
    """An exercise that is one talk by turns."""
    return shelved(app, "talk", TALK)


async def speaker(*phones: Phone, session: str) -> str:
    """Who has the first word: the one whose page gives it to them."""
    found = [phone.name for phone in phones if (await phone.view(session))["turn"]["mine"]]
    assert len(found) == 1
    return found[0]


async def begins(session: str, *phones: Phone) -> str:
    """Whoever has the floor says something; gives their name."""
    name = await speaker(*phones, session=session)
    phone = next(each for each in phones if each.name == name)
    assert (await phone.post(f"{session}/steps/talk/turn", text="a word")).status_code == 303
    return name


async def by_link(host: Phone, guest: Phone, slug: str) -> str:
    session = await begin(host, slug, partner=True)
    link = (await invite(host, session))["link"]
    assert (await guest.post("/joins", link=link, name=guest.name)).status_code == 303
    assert (await host.post(f"{session}/admission", admit="yes")).status_code == 303
    return session


async def test_the_first_word_goes_to_the_other_each_time(ada: Phone, ben: Phone, talk: str) -> None:
    names = [await begins(await couple(ada, ben, talk), ada, ben)]
    names.append(await begins(await couple(ada, ben, talk), ada, ben))
    names.append(await begins(await couple(ben, ada, talk), ada, ben))
    names.append(await begins(await by_link(ben, ada, talk), ada, ben))
    names.append(await begins(await by_link(ada, ben, talk), ada, ben))
    assert names == ["Ada", "Ben", "Ada", "Ben", "Ada"]


async def test_with_somebody_new_whoever_invites_begins(
    ada: Phone, ben: Phone, cleo: Phone, talk: str
) -> None:
    await begins(await couple(ada, ben, talk), ada, ben)
    assert await begins(await couple(ada, cleo, talk), ada, cleo) == "Ada"
    assert await begins(await couple(ada, ben, talk), ada, ben) == "Ben"
    assert await begins(await couple(ada, cleo, talk), ada, cleo) == "Cleo"


async def test_an_evening_without_a_talk_is_not_counted(
    app: Litestar, ada: Phone, ben: Phone, talk: str
) -> None:
    await begins(await couple(ada, ben, talk), ada, ben)
    await couple(ada, ben, shelved(app, "other", write("t", "together")))
    await couple(ada, ben, talk)  # they came, and did not talk
    assert await begins(await couple(ada, ben, talk), ada, ben) == "Ben"
