"""Packs on a phone: the page before, following, what comes next, resting, leaving; and whom it concerns."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from server.settings import Settings
from tests.cast import Phone, begin, couple, deed, finish
from tests.conftest import Clock
from tests.pages.browser import Browser

TALK = "/packs/first-talk"
SELF = "/packs/steady-self"


async def follows(phone: Phone, pack: str) -> None:
    assert (await phone.post(f"{pack}/following")).headers["location"] == f"{pack}/place"


async def place(phone: Phone, pack: str) -> list[str]:
    return [line["place"] for line in (await phone.view(f"{pack}/place"))["lines"]]


async def ahead(phone: Phone) -> list[tuple[str, bool]]:
    """What Today says comes next, and whether its day has come."""
    return [(one["slug"], not one["day"]) for one in (await phone.view("/today"))["packs"]]


async def test_a_pack_says_what_is_in_it_before_anybody_follows(phone: Any) -> None:
    theo = phone("Theo")
    answer = await theo.get(TALK, page=True)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "private, no-cache"
    view = await theo.view(TALK)
    for text in (view["for_whom"], view["summary"], *(line["title"] for line in view["lines"])):
        assert text.replace("'", "&#x27;") in answer.text
    assert [line["after"] for line in view["lines"]][:3] == [0, 2, 3]
    assert "3 days after the one before" in answer.text
    assert "Your partner can read: what you give as you go on" in " ".join(answer.text.split())


async def test_the_library_lists_packs_and_finds_them(ada: Phone) -> None:
    def slugs(view: dict[str, Any]) -> set[str]:
        return {row["slug"] for row in view["packs"]}

    every = slugs(await ada.view("/exercises"))
    assert every == {
        *("steady-self", "know-my-patterns", "first-talk", "out-of-the-loop", "closer", "two-become-three"),
    }
    assert slugs(await ada.view("/exercises?audience=solo")) == {"steady-self", "know-my-patterns"}
    assert slugs(await ada.view("/exercises?words=loop")) == {"out-of-the-loop"}
    assert slugs(await ada.view("/exercises?minutes=5")) == set()
    assert f'href="{TALK}"' in (await ada.get("/exercises", page=True)).text


async def test_ada_follows_and_goes_through_in_her_own_time(ada: Phone, clock: Clock) -> None:
    await begin(ada, "sf-scale")
    assert await ahead(ada) == []
    await follows(ada, SELF)
    assert await ahead(ada) == [("cbt-activity-plan", True)]
    first = await begin(ada, "cbt-activity-plan")
    assert (await place(ada, SELF))[:2] == ["begun", "later"]
    assert await ahead(ada) == [], "it stands among what is begun"
    await finish((ada,), first)
    assert (await place(ada, SELF))[:3] == ["done", "next", "later"]
    assert await ahead(ada) == [("cbt-thought-record", False)]
    clock.forward(days=5)
    assert await ahead(ada) == [("cbt-thought-record", True)]
    clock.forward(days=60)
    assert await ahead(ada) == [("cbt-thought-record", True)], "no day is too late"
    page = (await ada.get("/today", page=True)).text
    assert "late" not in page.replace("It is late. Something short is plenty", "").replace("translate", "")


async def test_a_day_to_come_is_named_and_sooner_is_fine(ada: Phone) -> None:
    await follows(ada, SELF)
    await finish((ada,), await begin(ada, "cbt-activity-plan"))
    assert "or sooner if you like" in (await ada.get("/today", page=True)).text
    await finish((ada,), await begin(ada, "cbt-thought-record"))
    assert (await place(ada, SELF))[:3] == ["done", "done", "next"]


async def test_what_was_left_or_done_before_does_not_count(ada: Phone, clock: Clock) -> None:
    await finish((ada,), await begin(ada, "cbt-activity-plan"))
    clock.forward(minutes=1)
    await follows(ada, SELF)
    assert (await place(ada, SELF))[0] == "next"
    left = await begin(ada, "cbt-activity-plan")
    assert (await place(ada, SELF))[0] == "begun"
    await ada.post(f"{left}/departure", way="keep")
    assert (await place(ada, SELF))[0] == "next"


async def test_a_pack_rests_and_goes_on_where_it_was(ada: Phone, clock: Clock) -> None:
    await follows(ada, SELF)
    await finish((ada,), await begin(ada, "cbt-activity-plan"))
    await ada.post(f"{SELF}/place", way="rest")
    clock.forward(days=100)
    assert await ahead(ada) == []
    (kept,) = (await ada.view("/journal"))["packs"]
    assert (kept["resting"], kept["done"]) == (True, 1)
    assert "for as long as you like" in (await ada.get(f"{SELF}/place", page=True)).text
    await ada.post(f"{SELF}/place", way="go-on")
    assert await ahead(ada) == [("cbt-thought-record", True)]


async def test_one_is_set_aside_and_the_next_one_comes(ada: Phone) -> None:
    await follows(ada, SELF)
    await ada.post(f"{SELF}/place", way="set-aside", exercise="cbt-activity-plan")
    assert (await place(ada, SELF))[:2] == ["aside", "next"]


async def test_begun_anew_it_begins_with_the_first_and_the_words_stay(ada: Phone, clock: Clock) -> None:
    await follows(ada, SELF)
    session = await begin(ada, "cbt-activity-plan")
    await finish((ada,), session)
    clock.forward(minutes=1)
    await ada.post(f"{SELF}/place", way="anew")
    assert (await place(ada, SELF))[:2] == ["next", "later"]
    assert (await ada.get(session)).status_code == 200


async def test_left_it_is_gone_from_her_pages(ada: Phone) -> None:
    await follows(ada, SELF)
    await follows(ada, "/packs/know-my-patterns")
    answer = await ada.post(f"{SELF}/place", way="leave")
    assert answer.headers["location"] == SELF
    assert (await ada.get(f"{SELF}/place")).headers["location"] == SELF
    assert await ahead(ada) == [("at-safe-person", True)]


async def test_the_same_tap_twice_is_one_and_another_under_its_name_is_told(ada: Phone) -> None:
    tap = {"deed": deed()}
    await begin(ada, "sf-scale")
    assert [(await ada.post(f"{SELF}/following", tap)).status_code for _ in range(2)] == [303, 303]
    await ada.post(f"{SELF}/place", way="leave")
    assert (await ada.post(f"{SELF}/following", tap)).status_code == 303
    assert await ahead(ada) == [], "a page sent again does not follow again"
    assert (await ada.post(f"{TALK}/following", tap)).status_code == 409


@pytest.mark.parametrize(
    "fields", [{}, {"way": "hurry"}, {"way": "set-aside"}, {"way": "set-aside", "exercise": "jo-express"}]
)
async def test_what_makes_no_sense_is_told_and_changes_nothing(ada: Phone, fields: dict[str, str]) -> None:
    await follows(ada, SELF)
    assert (await ada.post(f"{SELF}/place", fields)).status_code == 422
    assert (await place(ada, SELF))[0] == "next"


async def test_each_partner_follows_for_themselves(ada: Phone, ben: Phone) -> None:
    await follows(ada, TALK)
    assert await ahead(ada) == [("mbi-listen", True)]
    session = await couple(ada, ben, "mbi-listen")
    for path in ("/today", "/journal", session, "/together"):
        assert "first-talk" not in (await ben.get(path)).text, path
    assert "first-talk" in (await ada.get("/journal")).text
    await finish((ada, ben), session)
    assert (await place(ada, TALK))[:2] == ["done", "next"]
    await follows(ben, TALK)
    assert (await place(ben, TALK))[0] == "next", "what he did before he followed is another matter"
    assert (await ben.get("/journal")).json()["packs"][0]["done"] == 0


async def test_the_form_for_one_counts_as_well(ada: Phone) -> None:
    await follows(ada, TALK)
    await finish((ada,), await begin(ada, "mbi-listen"))
    assert (await place(ada, TALK))[0] == "done"


async def test_theo_has_no_place_here(ada: Phone, phone: Any) -> None:
    await follows(ada, SELF)
    theo = phone("Theo")
    assert (await theo.get(f"{SELF}/place")).status_code == 401
    assert (await theo.post(f"{SELF}/place", way="leave")).status_code == 401
    await begin(theo, "sf-scale")
    assert (await theo.get(f"{SELF}/place")).headers["location"] == SELF
    await theo.post(f"{SELF}/place", way="leave")
    assert (await place(ada, SELF))[0] == "next"


async def test_what_a_therapist_gives_is_neither_listed_nor_followed(ada: Phone) -> None:
    await begin(ada, "sf-scale")
    assert (await ada.get("/packs/closer")).status_code == 200
    assert (await ada.get("/packs/trust-again")).status_code == 404
    assert (await ada.post("/packs/trust-again/following")).status_code == 404
    assert (await ada.get("/packs/trust-again/place")).status_code == 404
    assert "trust-again" not in (await ada.get("/exercises")).text


def rows(settings: Settings) -> list[bytes]:
    with closing(sqlite3.connect(settings.database_file)) as db:
        return [row[0] for row in db.execute("select blob from records where kind = 'packs'")]


async def test_a_copy_of_the_database_does_not_say_which_pack(
    ada: Phone, ben: Phone, settings: Settings
) -> None:
    await follows(ada, TALK)
    await follows(ben, SELF)
    await follows(ben, "/packs/know-my-patterns")
    first, second = rows(settings)
    assert first != second and b"first-talk" not in first
    assert len(first) == len(second), "nor how many"


async def test_without_scripts_a_newcomer_follows_rests_and_leaves(ada_reads: Browser) -> None:
    page = await ada_reads.open(SELF)
    page = await ada_reads.press(page.form("following"))
    assert page.path == f"{SELF}/place"
    assert "Next in this pack" in page.words
    page = await ada_reads.press(page.form("place", way="rest"))
    assert "This pack rests." in page.words
    page = await ada_reads.press(page.form("place", way="go-on"))
    assert "Next in this pack" in page.words
    page = await ada_reads.press(page.form("place", way="leave"))
    assert page.path == SELF
