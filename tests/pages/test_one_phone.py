"""Two on one phone: how it begins, what holds it, how it stops and ends, and what the lists call it."""

from __future__ import annotations

import pytest

from tests.cast import Phone, begin, invite
from tests.conftest import Clock
from tests.pages.one_phone import begins, comes_to, finishes, handed, moves, sits_down, takes


async def test_before_it_begins_a_page_says_what_one_phone_means_and_every_other_way(ada: Phone) -> None:
    home = await begins(ada, "gm-appreciations")
    assert (await ada.get(home)).headers["location"] == f"{home}/gate"
    page = (await ada.get(f"{home}/gate", page=True)).text
    for words in ("nobody can answer unseen", "Not today", "On two phones", "On my own", "Begin together"):
        assert words in page
    assert 'href="/help"' in page and 'name="fits" value="hurt"' not in page and "/stream" not in page
    assert (await ada.get(f"{home}/steps/three")).headers["location"] == f"{home}/gate"
    assert (await ada.post(f"{home}/steps/three/completion", {"item": "x"}, seat="1")).status_code == 409


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ({"first": "", "second": "Ben"}, "first"),
        ({"first": "Ada", "second": "x" * 41}, "second"),
        ({"first": "Ada", "second": " ada "}, "second"),
    ],
)
async def test_both_have_a_name_of_their_own(ada: Phone, names: dict[str, str], field: str) -> None:
    home = await begins(ada, "gm-appreciations")
    answer = await ada.post(f"{home}/gate", names, fits="none")
    assert answer.status_code == 422
    view = answer.json()
    assert {flaw["field"] for flaw in view["flaws"]} == {field} and view["value"]["second"] == names["second"]
    assert (await ada.view(home))["passage"] == "ask"


async def test_not_today_asks_for_no_name_and_ends_it_for_this_week(ada: Phone) -> None:
    home = await begins(ada, "gm-appreciations")
    assert (await ada.post(f"{home}/gate", fits="another-day")).status_code == 303
    view = await ada.view(home)
    assert view["passage"] == "closed"
    page = (await ada.get(f"{home}/gate", page=True)).text
    assert "This week it is something for each of you." in page and "Do it on my own" in page
    again = await sits_down(ada, "co-floor")
    assert (await ada.view(again))["passage"] == "closed", "it was no little thing to say"


async def test_whoever_stopped_joint_exercises_is_not_brought_to_one_here(ada: Phone, clock: Clock) -> None:
    home = await sits_down(ada, "gm-appreciations")
    assert handed(await ada.view(home))
    await ada.post("/more", stop="yes")
    home = await sits_down(ada, "gm-appreciations")
    assert (await ada.view(home))["passage"] == "closed"
    await ada.post("/more", stop="no")
    assert handed(await ada.view(await sits_down(ada, "gm-appreciations")))


@pytest.mark.parametrize("who", ["ada", "ben"])
async def test_after_a_check_on_two_phones_held_neither_phone_gets_round_it(
    ada: Phone, ben: Phone, clock: Clock, who: str
) -> None:
    session = await begin(ada, "gm-appreciations", partner=True)
    way = await invite(ada, session)
    knock = (await ben.post("/joins", code=way["code"], name="Ben")).headers["location"].rsplit("/", 1)[1]
    await ada.post(f"{session}/admission", knock=knock, admit="yes")
    fits = {"ada": ("afraid", "none"), "ben": ("none", "afraid")}[who]
    for phone, tapped in zip((ada, ben), fits, strict=True):
        assert (await phone.post(f"{session}/gate", fits=tapped, met="yes")).status_code == 303
    for phone in (ada, ben):
        home = await sits_down(phone, "gm-appreciations")
        assert (await phone.view(home))["passage"] == "closed", "else the open one would say who it was"
    clock.forward(days=10)
    for phone in (ada, ben):
        assert handed(await phone.view(await sits_down(phone, "gm-appreciations")))


async def test_a_stop_holds_until_each_has_said_ready_for_themselves(ada: Phone) -> None:
    home = await sits_down(ada, "gm-appreciations")
    await moves(ada, home)
    assert (await ada.post(f"{home}/pause", kind="moment")).status_code == 303
    for name, seat in (("Ada", 1), ("Ben", 2)):
        view = await ada.view(home)
        assert (view["stop"]["kind"], view["me"], view["seat"]) == ("moment", name, seat)
        assert f"{name} is ready to go on" in (await ada.get(f"{home}/steps/three", page=True)).text
        assert (await ada.post(f"{home}/steps/three/completion", {"item": "x"}, seat="2")).status_code == 409
        for _ in range(2):  # a tap that came twice is not the other's
            tapped = await ada.post(f"{home}/readiness", seat=str(seat))
            assert tapped.status_code in (303, 409)
    assert handed(await ada.view(home))


async def test_a_break_and_a_rest_are_taken_up_by_both(ada: Phone, clock: Clock) -> None:
    home = await sits_down(ada, "gm-appreciations")
    await ada.post(f"{home}/pause", kind="break", minutes="20")
    assert (await ada.post(f"{home}/readiness", seat="1")).status_code == 409
    clock.forward(minutes=21)
    for seat in ("1", "2"):
        assert (await ada.post(f"{home}/readiness", seat=seat)).status_code == 303
    assert handed(await ada.view(home))
    clock.forward(days=15)
    assert (await ada.view(home))["stop"]["kind"] == "rest"
    for seat in ("1", "2"):
        assert (await ada.post(f"{home}/readiness", seat=seat)).status_code == 303
    assert handed(await ada.view(home))


async def test_the_end_is_for_both_and_what_was_only_typed_is_gone(ada: Phone) -> None:
    home = await sits_down(ada, "gm-appreciations")
    await moves(ada, home, "what Ada gave")
    await takes(ada, home)
    await ada.put(f"{home}/steps/three/draft?seat=2", {"item": "what Ben typed"})
    assert "what Ben typed" in (await ada.get(f"{home}/steps/three")).text
    page = (await ada.get(f"{home}/departure", page=True)).text
    assert "End it here" in page and "on my own" not in page
    alone = await ada.post(f"{home}/departure", way="alone")
    assert alone.status_code in (303, 409) and (await ada.view(home)).get("left") is not True
    answer = await ada.post(f"{home}/departure", way="erase")
    assert answer.headers["location"] == "/today"
    view = await ada.view(home)
    assert view["left"] is True and view["own"] == []
    assert (
        "what Ada gave" in (await ada.get(home)).text and "what Ben typed" not in (await ada.get(home)).text
    )
    assert (await ada.post(f"{home}/steps/three/completion", {"item": "x"}, seat="2")).status_code == 409


async def test_today_and_together_name_it_rightly(ada: Phone) -> None:
    home = await sits_down(ada, "gm-appreciations")
    line = (await ada.view("/today"))["next"]
    assert (line["partner"], line["here"], line["waits"]) == ("Ada and Ben", True, False)
    for path in ("/today", "/together"):
        page = (await ada.get(path, page=True)).text
        assert "Ada and Ben" in page and "on this phone" in page and "Nobody has joined" not in page
    assert (await ada.view("/journal"))["lines"] == []
    await comes_to(ada, home, "landed", 1)
    assert (await ada.view("/today"))["next"]["number"] == 2
    await finishes(ada, home)
    (line,) = (await ada.view("/together"))["lines"]
    assert line["done"] is True


async def test_nobody_else_comes_in_and_theo_sees_nothing(ada: Phone, ben: Phone) -> None:
    home = await sits_down(ada, "gm-appreciations")
    await begin(ben, "sf-scale")
    for path in (home, f"{home}/hand-over", f"{home}/steps/three", f"{home}/departure"):
        assert (await ada.get(path)).status_code in (200, 303)
        assert (await ben.get(path)).status_code == 404
    assert (await ben.post(f"{home}/hand-over", seat="1")).status_code == 404
    assert (await ada.post(f"{home}/invitation", name="Ada")).headers["location"] == home
