"""A joint text: two names under the same version, and a change takes both away."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar

from tests.cast import Phone, couple
from tests.races.evening import agree, shelved

LATER = "2030-01-02"


@pytest.fixture
async def paper(app: Litestar, ada: Phone, ben: Phone) -> str:
    """The step with the joint text, which nobody has written yet."""
    session = await couple(ada, ben, shelved(app, "e", agree("deal")))
    return f"{session}/steps/deal"


async def draws(phone: Phone, paper: str, text: str, base: int) -> int:
    answer = await phone.post(f"{paper}/completion", text=text, review=LATER, base=str(base))
    return answer.status_code


async def signs(phone: Phone, paper: str, version: int, sign: str = "yes") -> int:
    return (await phone.post(f"{paper}/signature", version=str(version), sign=sign)).status_code


async def now(phone: Phone, paper: str) -> Any:
    return (await phone.view(paper))["paper"]


async def test_two_names_settle_it(ada: Phone, ben: Phone, paper: str) -> None:
    assert await draws(ada, paper, "We walk on Sundays", 0) == 303
    his = await now(ben, paper)
    assert (his["text"], his["review"], his["by"], his["version"]) == ("We walk on Sundays", LATER, "Ada", 1)
    assert await signs(ben, paper, 1) == 303
    assert ((await now(ada, paper))["theirs"], (await now(ada, paper))["mine"]) == (True, False)
    assert await signs(ada, paper, 1) == 303
    for phone in (ada, ben):
        view = await phone.view(paper)
        assert (view["stage"], view["paper"]["mine"], view["paper"]["theirs"]) == ("shown", True, True)
    assert await draws(ada, paper, "Or not", 1) == 409


async def test_a_change_takes_both_names_away(ada: Phone, ben: Phone, paper: str) -> None:
    await draws(ada, paper, "We walk on Sundays", 0)
    await signs(ada, paper, 1)
    assert await draws(ben, paper, "We walk on Saturdays", 1) == 303
    hers = await now(ada, paper)
    assert (hers["mine"], hers["theirs"], hers["changed"], hers["version"]) == (False, False, True, 2)


async def test_only_the_text_that_was_read_is_signed(ada: Phone, ben: Phone, paper: str) -> None:
    await draws(ada, paper, "We walk on Sundays", 0)
    await draws(ben, paper, "We walk on Saturdays", 1)
    old = await ada.post(f"{paper}/signature", version="1", sign="yes")
    assert old.status_code == 409
    assert (old.json()["paper"]["text"], bool(old.json()["notice"])) == ("We walk on Saturdays", True)
    assert await signs(ada, paper, 2) == 303


async def test_a_text_written_on_an_old_one_is_kept_on_the_page(ada: Phone, ben: Phone, paper: str) -> None:
    await draws(ada, paper, "We walk on Sundays", 0)
    late = await ben.post(f"{paper}/completion", text="We swim", review=LATER, base="0")
    assert late.status_code == 409
    assert (late.json()["value"]["text"], late.json()["paper"]["text"]) == ("We swim", "We walk on Sundays")


async def test_a_name_can_be_taken_back_while_it_stands_alone(ada: Phone, ben: Phone, paper: str) -> None:
    await draws(ada, paper, "We walk on Sundays", 0)
    assert await signs(ada, paper, 1, "no") == 409, "there is no name yet"
    await signs(ada, paper, 1)
    assert await signs(ada, paper, 1, "no") == 303
    assert (await now(ben, paper))["theirs"] is False


async def test_it_may_stay_open_with_no_name_beside_it(ada: Phone, ben: Phone, paper: str) -> None:
    await draws(ada, paper, "We walk on Sundays", 0)
    await signs(ada, paper, 1)
    assert await signs(ben, paper, 1, "leave-open") == 303
    for phone in (ada, ben):
        view = await phone.view(paper)
        assert (view["stage"], view["paper"]["left_open"]) == ("shown", True)
        assert (view["paper"]["mine"], view["paper"]["theirs"]) == (False, False)


async def test_nothing_is_agreed_with_somebody_who_has_not_come(app: Litestar, ada: Phone) -> None:
    slug = shelved(app, "e", agree("deal"))
    place = (await ada.post("/sessions", {"exercise": slug, "with": "partner"})).headers["location"]
    paper = place.replace("/invitation", "/steps/deal")
    assert (await ada.view(paper))["stage"] == "wait"
    early = await ada.post(f"{paper}/completion", text="We walk", review=LATER, base="0")
    assert early.status_code == 409
    assert early.json()["value"]["text"] == "We walk"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": "", "review": "soon", "base": "0"}, {"text", "review"}),
        ({"text": "x" * 2001, "review": LATER, "base": "0"}, {"text"}),
        ({"text": "We walk", "review": LATER, "base": "x"}, {"base"}),
        ({"text": "We walk", "review": LATER, "base": "1" * 20}, {"base"}),
    ],
)
async def test_every_bad_field_is_named(
    ada: Phone, paper: str, fields: dict[str, str], named: set[str]
) -> None:
    refused = await ada.post(f"{paper}/completion", fields)
    assert refused.status_code == 422
    assert {flaw["field"] for flaw in refused.json()["flaws"]} == named
    assert refused.json()["value"]["text"] == fields["text"]
    assert (await now(ada, paper))["version"] == 0


@pytest.mark.parametrize("sign", ["", "maybe", "YES"])
async def test_an_unknown_sign_is_none(ada: Phone, ben: Phone, paper: str, sign: str) -> None:
    await draws(ada, paper, "We walk on Sundays", 0)
    assert await signs(ben, paper, 1, sign) == 422
    assert (await now(ada, paper))["theirs"] is False


async def test_whoever_wants_no_agreement_need_not_write_one_first(
    ada: Phone, ben: Phone, paper: str
) -> None:
    page = (await ben.get(paper, page=True)).text
    assert 'value="leave-open"' in page
    assert await signs(ben, paper, 0, "leave-open") == 303
    for phone in (ada, ben):
        assert (await phone.view(paper))["stage"] == "shown"
        assert "Nothing was written here." in (await phone.get(paper, page=True)).text
