"""Today: the one next thing, what else is open, and what one meant to do and when."""

from __future__ import annotations

from litestar import Litestar

from tests.cast import Phone, begin, couple
from tests.conftest import Clock
from tests.races.evening import shelved, write

PLAN = {"id": "plan", "kind": "commit", "when_label": "When", "then_label": "I will"}


async def test_the_next_thing_is_what_was_touched_last(app: Litestar, ada: Phone, clock: Clock) -> None:
    slug = shelved(app, "own", write("a"), write("b"), audience="solo")
    first, second = await begin(ada, slug), await begin(ada, slug)
    clock.forward(minutes=5)
    await ada.post(f"{first}/steps/a/completion", text="words")
    view = await ada.view("/today")
    assert view["next"]["id"] == first.rsplit("/", 1)[1]
    assert (view["next"]["number"], view["next"]["of"]) == (2, 2)
    assert [line["id"] for line in view["others"]] == [second.rsplit("/", 1)[1]]


async def test_what_is_finished_or_left_is_not_asked_for_again(app: Litestar, ada: Phone, ben: Phone) -> None:
    slug = shelved(app, "own", write("a"), audience="solo")
    done = await begin(ada, slug)
    await ada.post(f"{done}/steps/a/completion", text="words")
    left = await couple(ada, ben, "gm-appreciations")
    await ada.post(f"{left}/departure", way="keep")
    view = await ada.view("/today")
    assert (view["next"], view["others"]) == (None, [])
    assert [line["done"] for line in (await ada.view("/journal"))["lines"]] == [True]
    assert [line["left"] for line in (await ada.view("/together"))["lines"]] == [True]


async def test_a_plan_stands_there_until_and_after_its_day(app: Litestar, ada: Phone, clock: Clock) -> None:
    session = await begin(ada, shelved(app, "own", PLAN, write("b"), audience="solo"))
    view = await ada.view(session)
    fields = {"cue": "after breakfast", "act": "call my sister", "on": view["suggested"]}
    assert (await ada.post(f"{session}/steps/plan/completion", fields)).status_code == 303
    (plan,) = (await ada.view("/today"))["plans"]
    assert (plan["cue"], plan["act"], plan["due"]) == ("after breakfast", "call my sister", False)
    clock.forward(days=8)
    (plan,) = (await ada.view("/today"))["plans"]
    assert plan["due"] is True
    assert "call my sister" in (await ada.get("/today", page=True)).text


async def test_a_plan_that_was_changed_stands_there_once(app: Litestar, ada: Phone) -> None:
    session = await begin(ada, shelved(app, "own", PLAN, write("b"), audience="solo"))
    for act in ("call my sister", "write to my sister"):
        await ada.post(f"{session}/steps/plan/completion", cue="after breakfast", act=act, on="")
    assert [plan["act"] for plan in (await ada.view("/today"))["plans"]] == ["write to my sister"]


async def test_a_plan_is_nobody_elses(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, shelved(app, "e", PLAN, write("t", "together")))
    await ada.post(f"{session}/steps/plan/completion", cue="tonight", act="say sorry", on="2030-01-02")
    assert "say sorry" not in (await ben.get("/today")).text
    assert "say sorry" in (await ada.get("/today")).text
