"""The library: looking through it by what one has and what one wants, and one exercise before it begins."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Phone


async def slugs(phone: Phone, **asked: str) -> set[str]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return {row["slug"] for row in (await phone.view(f"/exercises?{query}"))["rows"]}


async def test_everything_is_there_until_one_asks_for_less(ada: Phone) -> None:
    every, alone, together = (
        await slugs(ada),
        await slugs(ada, audience="solo"),
        await slugs(ada, audience="pair"),
    )
    assert len(every) >= 12
    assert alone | together == every
    assert not alone & together


@pytest.mark.parametrize(
    ("asked", "found", "missing"),
    [
        ({"minutes": "5"}, "mbi-three-step", "im-dialogue"),
        ({"approach": "gottman"}, "gm-appreciations", "co-floor"),
        ({"aim": "closeness"}, "gm-appreciations", "sf-scale"),
        ({"words": "Noticed"}, "gm-appreciations", "sf-scale"),
        ({"words": "NOTICED", "audience": "pair"}, "gm-appreciations", "jo-express"),
    ],
)
async def test_filters_narrow_it(ada: Phone, asked: dict[str, str], found: str, missing: str) -> None:
    slugs_now = await slugs(ada, **asked)
    assert found in slugs_now
    assert missing not in slugs_now


async def test_nothing_found_is_a_page_too(ada: Phone) -> None:
    assert await slugs(ada, words="qqqqqq") == set()
    page = await ada.get("/exercises?words=qqqqqq", page=True)
    assert (page.status_code, page.text.count("<h1")) == (200, 1)


async def test_an_exercise_says_who_will_see_what_before_it_begins(ada: Phone) -> None:
    view: dict[str, Any] = await ada.view("/exercises/at-needs")
    rules = {step["ask"]: step["rule"] for step in view["steps"]}
    assert {"private", "together", "chosen", "shared"} <= set(rules.values())
    page = (await ada.get("/exercises/at-needs", page=True)).text
    for text in (view["exercise"]["stop"], view["exercise"]["source"]["based_on"]):
        assert text in page
    assert "set-cookie" not in (await ada.get("/exercises/at-needs")).headers


async def test_the_sheet_has_every_step(ada: Phone) -> None:
    view = await ada.view("/exercises/co-floor/sheet")
    page = (await ada.get("/exercises/co-floor/sheet", page=True)).text
    assert len(view["exercise"]["steps"]) > 4
    for step in view["exercise"]["steps"]:
        assert step["ask"].replace("'", "&#x27;").replace("/", "&#x2f;") in page


async def test_that_nothing_fits_is_said_in_the_place_that_is_read_out(ada: Phone) -> None:
    for words, count in (("qqqq", "0 exercises"), ("things noticed", "1 exercise")):
        page = (await ada.get(f"/exercises?words={words}", page=True)).text
        assert f'<p class="muted" id="found" role="status">{count}</p>' in page
        assert ("Nothing fits all of that." in page) == (count[0] == "0")
