"""Exit ends a sign-in and loses nothing: the phone can go on, or the words open it again."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import Phone, begin


async def test_ada_leaves_quickly_and_comes_back_by_one_tap(ada: Phone) -> None:
    session = await begin(ada, "sf-scale")
    assert (await ada.post("/exit")).headers["location"] == "/cover"
    assert (await ada.get(session)).status_code == 401
    (back,) = (await ada.view("/sign-in"))["back"]
    assert (await ada.post("/sign-ins", unlock=back["unlock"])).headers["location"] == "/today"
    assert (await ada.view(session))["step"]["id"]


async def test_the_page_has_a_button_for_it(ada: Phone) -> None:
    await begin(ada, "sf-scale")
    assert 'name="unlock"' not in (await ada.get("/sign-in", page=True)).text
    await ada.post("/exit")
    assert 'name="unlock"' in (await ada.get("/sign-in", page=True)).text


async def test_whoever_begins_anew_after_leaving_takes_nothing_from_ada(ada: Phone) -> None:
    hers = await begin(ada, "sf-scale")
    await ada.post("/exit")
    theirs = await begin(ada, "sf-scale")
    assert (await ada.get(hers)).status_code == 404
    await ada.post("/exit")
    back = (await ada.view("/sign-in"))["back"]
    assert len(back) == 2
    found = set()
    for each in back:
        await ada.post("/sign-ins", unlock=each["unlock"])
        found |= {path for path in (hers, theirs) if (await ada.get(path)).status_code != 404}
        await ada.post("/exit")
    assert found == {hers, theirs}


async def test_with_recovery_words_one_tap_is_not_enough(ada: Phone) -> None:
    await begin(ada, "sf-scale")
    await ada.post("/exit")
    (back,) = (await ada.view("/sign-in"))["back"]
    await ada.post("/sign-ins", unlock=back["unlock"])
    shown = (await ada.post("/you/unlocks/words")).json()
    asked = (await ada.post("/you/unlocks/confirmation", sealed=shown["sealed"])).json()["ask"]
    typed = {f"word-{place}": shown["words"][place - 1] for place in asked}
    await ada.post("/you/unlocks/confirmation", {**typed, "sealed": shown["sealed"]})
    await ada.post("/exit")
    assert (await ada.view("/sign-in"))["back"] == []
    assert (await ada.post("/sign-ins", unlock=back["unlock"])).headers["location"] == "/sign-in"
    assert (await ada.post("/sign-ins", words=" ".join(shown["words"]))).headers["location"] == "/today"


async def test_another_phone_cannot_come_back_as_ada(ada: Phone, phone: Callable[[str], Phone]) -> None:
    await begin(ada, "sf-scale")
    await ada.post("/exit")
    (back,) = (await ada.view("/sign-in"))["back"]
    theo = phone("Theo")
    await begin(theo, "sf-scale")
    await theo.post("/exit")
    assert (await theo.post("/sign-ins", unlock=back["unlock"])).headers["location"] == "/sign-in"
    assert (await theo.get("/today")).status_code == 401
