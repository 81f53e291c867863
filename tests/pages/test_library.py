"""The library: looking through it by what one has and what one wants, and one exercise before it begins."""

from __future__ import annotations

import html
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.library.shelf import Shelf
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


async def test_the_whole_library_is_asked_for_by_what_people_want(app: Litestar, ada: Phone) -> None:
    view = await ada.view("/exercises?audience=solo")
    wanted = {aim for exercise in app.state.house.shelf.search(audience="solo") for aim in exercise.aims}
    assert {group["aim"] for group in view["groups"]} == wanted
    page = html.unescape((await ada.get("/exercises?audience=solo", page=True)).text)
    assert "/exercises/sf-scale" not in page
    for group in view["groups"]:
        assert group["href"] in page
        found = await slugs(ada, aim=group["aim"], audience="solo")
        assert len(found) == group["number"] > 0
    listed = await ada.view("/exercises?audience=solo&aim=calm")
    assert listed["groups"] == []
    assert "cp-ground" in {row["slug"] for row in listed["rows"]}
    assert "/exercises/cp-ground" in (await ada.get("/exercises?aim=calm", page=True)).text


async def test_a_way_to_an_aim_keeps_what_was_asked_and_nothing_more(ada: Phone) -> None:
    view = await ada.view("/exercises?audience=pair&minutes=45&language=en&x=1")
    assert view["groups"][0]["href"] == "/exercises?audience=pair&minutes=45&language=en&aim=calm"
    assert (await ada.view("/exercises?approach=imago"))["groups"] == []
    assert (await ada.view("/exercises?words=you"))["groups"] == []


async def test_what_only_a_therapist_gives_is_never_listed(app: Litestar, ada: Phone) -> None:
    given = [each.slug for each in app.state.house.shelf.exercises if each.access == "assigned"]
    assert len(given) >= 4
    for query in ("", "?aim=trust", "?words=letter", "?approach=trust"):
        assert not set(given) & {row["slug"] for row in (await ada.view(f"/exercises{query}"))["rows"]}
    for entrance in ("short", "sleep", "thanks"):
        rows = (await ada.view(f"/exercises/for/{entrance}"))["rows"]
        assert not set(given) & {row["slug"] for row in rows}
    assert (await ada.get(f"/exercises/{given[0]}")).status_code == 404


async def test_entrances_are_in_peoples_words_and_in_order(app: Litestar, ada: Phone) -> None:
    doors = (await ada.view("/exercises"))["doors"]
    assert [door["words"] for door in doors] == [
        "I am short on time",
        "We just argued",
        "I can't sleep",
        "I want to say thank you",
    ]
    assert doors[1]["href"] == "/argued"
    for door, moment in zip(doors, app.state.house.entrances, strict=True):
        answer = await ada.get(door["href"], page=True)
        assert answer.status_code == 200 and "set-cookie" not in answer.headers
        if not moment.leads:
            view = await ada.view(door["href"])
            assert [row["slug"] for row in view["rows"]] == list(moment.exercises)
            assert moment.intro in answer.text
    assert (await ada.get("/exercises/for/argued")).headers["location"] == "/argued"
    assert (await ada.get("/exercises/for/money")).status_code == 404


async def test_the_language_filter_offers_what_there_is(app: Litestar, ada: Phone) -> None:
    house = app.state.house
    words = {"title": "Diez respiraciones", "summary": "Una pausa."}
    spanish = replace(house.shelf.get("cp-ground"), translations={"es": words})
    plain = [replace(each, translations={}) for each in house.shelf.exercises if each.slug != "cp-ground"]
    app.state.house = replace(house, shelf=Shelf(plain))
    assert 'name="language"' not in (await ada.get("/exercises", page=True)).text
    app.state.house = replace(house, shelf=Shelf([*plain, spanish]))
    view = await ada.view("/exercises")
    assert view["languages"] == [{"id": "en", "label": "English"}, {"id": "es", "label": "Spanish"}]
    assert 'name="language"' in (await ada.get("/exercises", page=True)).text
    assert await slugs(ada, language="es") == {"cp-ground"}
    assert await slugs(ada, language="en") == await slugs(ada)


async def test_each_step_says_how_long_it_takes_and_who_will_see_it(app: Litestar, ada: Phone) -> None:
    for slug in ("at-needs", "sf-scale"):
        exercise = app.state.house.shelf.get(slug)
        view = await ada.view(f"/exercises/{slug}")
        assert [each["minutes"] for each in view["steps"]] == [step.minutes for step in exercise.steps]
        page = (await ada.get(f"/exercises/{slug}", page=True)).text
        course = page[page.index('<ol class="course"') : page.index("</ol>")]
        steps = course.split("<li>")[1:]
        assert len(steps) == len(exercise.steps)
        for text, step in zip(steps, exercise.steps, strict=True):
            assert step.title in text and "minute" in text
            assert ("Only if it fits" in text) == (step.when is not None)
            said = "nothing to write" in text or "can read" in text or "can see" in text
            assert said == (slug == "at-needs" or step.kind in ("read", "timer"))
    assert page.index("Only you can see this.") < page.index('<ol class="course"')
