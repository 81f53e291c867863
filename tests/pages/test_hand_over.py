"""Two on one phone: it goes from hand to hand, and what one of them writes is on no page of the other."""

from __future__ import annotations

import pytest

from tests.cast import Phone, couple, deed
from tests.conftest import Clock
from tests.pages.one_phone import begins, comes_to, finishes, handed, moves, sits_down, takes

PASSABLE = (
    *("at-good-news", "cf-pause-deal", "co-floor", "gm-appreciations"),
    *("im-dialogue", "mbi-listen", "na-witness"),
)


def canary(number: int) -> str:
    """Words that stand nowhere else; no sign of them is written otherwise in a page or in JSON."""
    return f"kanari{number}vogel"


def hits(content: bytes, *numbers: int) -> list[int]:
    """Which canaries are there."""
    return [number for number in numbers if canary(number).encode() in content]


async def test_each_exercise_that_may_be_passed_on_offers_it_and_no_other_does(ada: Phone) -> None:
    found = await ada.get("/exercises/gm-flood-break", page=True)
    assert "on two phones" in found.text and "on this phone" not in found.text
    refused = await ada.post("/sessions", {"exercise": "gm-flood-break", "with": "here"})
    assert refused.status_code == 422
    for slug in PASSABLE:
        assert "Do it together on this phone" in (await ada.get(f"/exercises/{slug}", page=True)).text


@pytest.mark.parametrize("slug", PASSABLE)
async def test_both_come_to_the_end_of_it(ada: Phone, slug: str) -> None:
    home = await sits_down(ada, slug)
    pages = await finishes(ada, home)
    asked = [page for page in pages[:-1] if page["stage"] == "ask"]
    assert {page["seat"] for page in asked} == {1, 2}
    assert all(page["rule"] in ("shared", "turns", "joint") for page in asked)
    # Each writes as often as the other; a text and a timer are for both at once.
    own = [
        page for page in asked if page["rule"] == "shared" and page["step"]["kind"] not in ("read", "timer")
    ]
    assert [page["seat"] for page in own].count(1) * 2 == len(own)
    kept = pages[-1]
    assert kept["opened"] and kept["own"] == [] and kept["me"] and kept["partner"]["name"]
    page = (await ada.get(home, page=True)).text
    assert "Ada" in page and "Ben" in page and "Only you" not in page
    assert "You</" not in page.partition("<nav")[0]


async def test_between_two_moves_stands_a_page_with_nothing_but_their_names(ada: Phone) -> None:
    home = await sits_down(ada, "gm-appreciations")
    await comes_to(ada, home, "three", 1)
    await moves(ada, home, canary(1))
    for path in (
        home,
        f"{home}/steps/three",
        f"{home}/hand-over",
        f"{home}/departure",
        "/together",
        "/today",
    ):
        for page in (True, False):
            answer = await ada.client.get(
                path, headers={"accept": "text/html" if page else "application/json"}, follow_redirects=True
            )
            assert answer.status_code == 200
            assert not hits(answer.content, 1), path
    view = await ada.view(home)
    assert handed(view) and (view["me"], view["seat"], view["partner"]["name"]) == ("Ben", 2, "Ada")
    said = (await ada.get(f"{home}/hand-over", page=True)).text
    assert "Give the phone to Ben" in said and "I am Ben" in said and 'href="/help"' in said
    await moves(ada, home)
    assert hits((await ada.get(f"{home}/steps/three")).content, 1), "once he gave his own it is there"


async def test_ben_reads_nothing_of_ada_before_he_has_given_his_own(ada: Phone) -> None:
    home = await sits_down(ada, "gm-appreciations")
    step = f"{home}/steps/three"
    await takes(ada, home)
    await ada.put(f"{step}/draft?seat=1", {"item": canary(1)})
    hers = (await ada.get(step, page=True)).content
    assert hits(hers, 1), "her own page has her draft, so it could have been seen"
    await moves(ada, home, canary(2))
    await ada.put(f"{step}/draft?seat=1", {"item": canary(3)})  # sent late, as a page is left
    his = await takes(ada, home)
    assert (his["seat"], his["stage"]) == (2, "ask")
    for answer in (await ada.get(step, page=True), await ada.get(step)):
        assert not hits(answer.content, 1, 2, 3)
    await moves(ada, home, canary(4))
    shown = (await ada.get(step, page=True)).content
    assert not hits(shown, 1, 3)
    assert hits(shown, 2) and hits(shown, 4)


async def test_a_draft_of_his_is_not_in_her_field_either(ada: Phone) -> None:
    home = await sits_down(ada, "gm-appreciations")
    await comes_to(ada, home, "landed", 2)
    step = f"{home}/steps/landed"
    await ada.put(f"{step}/draft?seat=2", {"other": canary(1)})
    assert hits((await ada.get(step)).content, 1)
    await moves(ada, home)
    await ada.put(f"{step}/draft?seat=2", {"other": canary(1)})
    assert (await takes(ada, home))["seat"] == 1
    assert not hits((await ada.get(step)).content, 1)
    assert (await ada.put(f"{step}/draft", {"own": "whose?"})).status_code == 404


async def test_a_page_of_ada_sent_while_ben_has_the_phone_changes_nothing_and_is_not_shown(
    ada: Phone,
) -> None:
    home = await sits_down(ada, "gm-appreciations")
    step = f"{home}/steps/three"
    await moves(ada, home, "Ada's words")
    sent = {"item": canary(1)}
    late = await ada.post(f"{step}/completion", sent, seat="1", page=True)
    assert late.status_code == 409 and "The phone was handed on" in late.text
    assert not hits(late.content, 1)
    await takes(ada, home)
    for seat in ({"seat": "1"}, {}):
        late = await ada.post(f"{step}/completion", sent | seat)
        assert late.status_code == 409 and not hits(late.content, 1)
    broken = await ada.post(f"{step}/completion", {"item": canary(1) * 99}, seat="1")
    assert broken.status_code == 409 and not hits(broken.content, 1)
    taken = await ada.post(f"{step}/completion", {"item": "Ben's own"}, seat="2")
    assert taken.status_code == 303
    assert not hits((await ada.get(home + "/steps/three", page=True)).content, 1)


async def test_a_deed_that_comes_again_with_other_words_shows_them_to_nobody(ada: Phone) -> None:
    home, name = await sits_down(ada, "gm-appreciations"), deed()
    await takes(ada, home)
    first = {"item": "One thing", "seat": "1"}
    for _ in range(2):
        assert (await ada.post(f"{home}/steps/three/completion", first, deed=name)).status_code == 303
    again = await ada.post(f"{home}/steps/three/completion", first | {"item": canary(1)}, deed=name)
    assert again.status_code == 409 and not hits(again.content, 1)


async def test_nobody_takes_the_phone_out_of_turn(ada: Phone) -> None:
    home = await sits_down(ada, "gm-appreciations")
    for seat in ({"seat": "2"}, {}, {"seat": "3"}):
        assert (await ada.post(f"{home}/hand-over", seat)).status_code == 409
    assert (await ada.post(f"{home}/steps/three/completion", {"item": "x"}, seat="1")).status_code == 409
    assert (await ada.post(f"{home}/hand-over", seat="1")).status_code == 303
    assert (await ada.post(f"{home}/steps/three/completion", {"item": "x"}, seat="1")).status_code == 303


async def test_after_a_while_it_is_asked_again_who_has_the_phone(ada: Phone, clock: Clock) -> None:
    home = await sits_down(ada, "gm-appreciations")
    await takes(ada, home)
    await ada.put(f"{home}/steps/three/draft?seat=1", {"item": canary(1)})
    clock.forward(minutes=14)
    assert hits((await ada.get(f"{home}/steps/three")).content, 1)
    clock.forward(minutes=2)
    answer = await ada.get(f"{home}/steps/three")
    assert answer.headers["location"] == f"{home}/hand-over"
    view = await takes(ada, home)
    assert view["value"]["item"] == [canary(1)], "and nothing that was typed is lost"


async def test_talks_are_aloud_first_and_can_be_written(ada: Phone) -> None:
    home = await sits_down(ada, "co-floor")
    view = await comes_to(ada, home, "floor", 1)
    assert view["turn"]["mode"] == "aloud"
    step = f"{home}/steps/floor"
    assert (await ada.post(f"{step}/turn", mode="written", seat="1")).status_code == 303
    await moves(ada, home, canary(1))
    assert not hits((await ada.get(f"{home}/hand-over")).content, 1)
    his = await takes(ada, home)
    assert (his["seat"], his["turn"]["phase"], his["turn"]["mine"]) == (2, "mirror", True)
    assert his["turn"]["entries"][0]["text"] == canary(1)


async def test_a_paper_is_signed_by_each_with_the_phone_in_hand(ada: Phone) -> None:
    home = await sits_down(ada, "cf-pause-deal")
    first = await comes_to(ada, home, "plan", 2)
    assert {quote["by"] for quote in first["quoted"]} == {"", "Ada"}, "both sets of answers"
    await moves(ada, home)
    assert (await moves(ada, home))["paper"]["mine"] is False
    assert (await ada.view(home))["me"] == "Ada" and handed(await ada.view(home))
    hers = await takes(ada, home)
    assert (hers["paper"]["mine"], hers["paper"]["theirs"]) == (False, True)
    step = f"{home}/steps/plan"
    assert (
        await ada.post(f"{step}/completion", text="Another", review="2030-01-02", base="1", seat="1")
    ).status_code == 303
    changed = await ada.view(home)
    assert (changed["seat"], changed["paper"]["mine"], changed["paper"]["theirs"]) == (1, False, False)
    await moves(ada, home)
    await moves(ada, home)
    shown = await ada.view(home)
    assert shown["stage"] == "shown" and shown["paper"]["mine"] and shown["paper"]["theirs"]


async def test_begun_on_two_phones_it_is_as_it_was(ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, "gm-appreciations")
    assert (await ada.view(session))["here"] is False
    assert (await ada.post(f"{session}/hand-over", seat="1")).status_code in (404, 409)
    assert (await ada.get(f"{session}/hand-over")).headers["location"] == session
    home = await begins(ada, "gm-appreciations")
    assert (await ada.get(f"{home}/invitation")).headers["location"] == home
