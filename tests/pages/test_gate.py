"""The check before joint work on two phones: its page, waiting, this week each alone, More for you."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Phone, begin, deed, finish, invite
from tests.conftest import Clock
from tests.pages.browser import Browser
from tests.pages.hands import invited, joins, next_thing

NONE = {"fits": "none"}


async def meet(ada: Phone, ben: Phone, slug: str = "gm-appreciations") -> str:
    """Both sit in one session and have not answered yet."""
    session = await begin(ada, slug, partner=True)
    way = await invite(ada, session)
    knock = (await ben.post("/joins", code=way["code"], name="Ben")).headers["location"]
    await ada.post(f"{session}/admission", knock=knock.rsplit("/", 1)[1], admit="yes")
    return session


async def answers(phone: Phone, session: str, *fits: str) -> int:
    return (await phone.post(f"{session}/gate", {"fits": list(fits) or "none"})).status_code


async def stands(phone: Phone, session: str) -> str:
    """Where somebody stands: ask, wait, closed, or the step they are at."""
    view = await phone.view(session)
    return str(view["passage"] if "passage" in view else view["step"]["id"])


async def test_both_answer_and_both_go_on(ada: Phone, ben: Phone) -> None:
    session = await meet(ada, ben)
    assert (await stands(ada, session), await stands(ben, session)) == ("ask", "ask")
    assert await answers(ben, session) == 303
    assert (await stands(ada, session), await stands(ben, session)) == ("ask", "wait")
    assert await answers(ada, session) == 303
    assert (await stands(ada, session), await stands(ben, session)) == ("three", "three")
    assert (await ada.get(f"{session}/gate")).headers["location"] == session
    await finish((ada, ben), session)


@pytest.mark.parametrize("reason", ["time", "tired", "another-day", "not-free", "pushed", "afraid", "hurt"])
async def test_whatever_fits_leads_both_to_the_form_for_one(ada: Phone, ben: Phone, reason: str) -> None:
    session = await meet(ada, ben)
    await answers(ada, session, reason)
    assert await stands(ben, session) == "ask"
    await answers(ben, session)
    views = [await phone.view(session) for phone in (ada, ben)]
    assert [view["passage"] for view in views] == ["closed", "closed"]
    for phone in (ada, ben):
        page = (await phone.get(f"{session}/gate", page=True)).text
        assert "This week it is something for each of you." in page
        assert (await phone.get(f"{session}/steps/three")).headers["location"] == f"{session}/gate"
    alone = await begin(ben, "gm-appreciations")
    await finish((ben,), alone)


async def test_a_step_is_not_taken_before_the_check_and_the_words_stay(ada: Phone, ben: Phone) -> None:
    session = await meet(ada, ben)
    answer = await ben.post(f"{session}/steps/three/completion", {"item": ["You made tea"]}, page=True)
    assert answer.status_code == 409
    assert "there is a short check" in answer.text
    assert "You made tea" in answer.text


@pytest.mark.parametrize("fields", [{}, {"fits": "sunshine"}, {"fits": ["tired", "sunshine"]}])
async def test_nothing_tapped_or_something_unknown_shows_the_page_again(
    ada: Phone, ben: Phone, fields: dict[str, Any]
) -> None:
    session = await meet(ada, ben)
    answer = await ada.post(f"{session}/gate", fields, page=True)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert ('value="tired" id="f-fits-tired" checked' in answer.text) == ("tired" in str(fields))
    assert await stands(ada, session) == "ask"


async def test_beside_a_reason_nothing_of_this_counts_for_nothing(ada: Phone, ben: Phone) -> None:
    session = await meet(ada, ben)
    await answers(ada, session, "tired", "none")
    await answers(ben, session)
    assert await stands(ada, session) == "closed"


async def test_the_same_tap_twice_is_one_and_another_under_its_name_is_told(ada: Phone, ben: Phone) -> None:
    session = await meet(ada, ben)
    tap = {**NONE, "deed": deed()}
    assert [(await ada.post(f"{session}/gate", tap)).status_code for _ in range(2)] == [303, 303]
    assert (await ada.post(f"{session}/gate", {**tap, "fits": "tired"})).status_code == 409
    await answers(ben, session)
    assert await stands(ada, session) == "three"


async def test_new_attempts_end_alike_for_days_and_then_not(ada: Phone, ben: Phone, clock: Clock) -> None:
    first = await meet(ada, ben)
    await answers(ada, first, "afraid")
    await answers(ben, first)
    for days in (1, 2.9):
        clock.forward(days=days)
        session = await meet(ben, ada)
        await answers(ada, session)
        await answers(ben, session)
        assert await stands(ben, session) == "closed"
    clock.forward(days=6)
    session = await meet(ada, ben)
    await answers(ada, session)
    await answers(ben, session)
    assert await stands(ben, session) == "three"


async def test_a_word_on_today_waits_for_whoever_is_afraid_and_more_for_you_is_alike(
    ada: Phone, ben: Phone
) -> None:
    session = await meet(ada, ben)
    await answers(ada, session, "afraid")
    await answers(ben, session, "tired")
    assert [(await phone.view("/today"))["more"] for phone in (ada, ben)] == [True, False]
    for phone in (ada, ben):
        page = (await phone.get("/more", page=True)).text
        assert "<details" in page and "<details open" not in page
        assert "If something is not right between you" in page
    assert (await ada.post("/more", seen="yes")).status_code == 303
    assert (await ada.view("/today"))["more"] is False


async def test_from_help_joint_exercises_can_be_stopped_unseen(ada: Phone, ben: Phone) -> None:
    assert 'href="/more"' in (await ada.get("/help", page=True)).text
    await begin(ada, "sf-scale")
    assert (await ada.post("/more", stop="yes")).status_code == 303
    for held in (True, False):
        session = await meet(ben, ada)
        assert await stands(ada, session) == "ask", "her own page is as always"
        await answers(ada, session)
        await answers(ben, session)
        assert await stands(ben, session) == ("closed" if held else "three")
        await ada.post("/more", stop="no")


async def test_more_takes_a_choice_and_a_repeat_does_nothing(ada: Phone) -> None:
    await begin(ada, "sf-scale")
    assert (await ada.post("/more", stop="perhaps")).status_code == 422
    tap = {"stop": "yes", "deed": deed()}
    await ada.post("/more", tap)
    await ada.post("/more", stop="no")
    assert (await ada.post("/more", tap)).status_code == 303
    assert (await ada.view("/more"))["stopped"] is False, "a page sent again does not stop it again"


async def test_theo_has_no_gate_here(ada: Phone, ben: Phone, phone: Any) -> None:
    session = await meet(ada, ben)
    theo = phone("Theo")
    await begin(theo, "sf-scale")
    assert (await theo.get(f"{session}/gate")).status_code == 404
    assert await answers(theo, session) == 404
    assert (await ada.get(f"{session}/gate")).status_code == 200


async def test_without_scripts_ada_goes_on_alone_with_what_she_wrote(
    ada_reads: Browser, ben_reads: Browser
) -> None:
    session, _, link = await invited(ada_reads, "gm-appreciations")
    page = await ada_reads.open(session)
    form = page.form("completion")
    await ada_reads.press(form, None, [*form.fields[:1], ("item", "You made tea")])
    await joins(ben_reads, link=link)
    for browser, fits in ((ada_reads, "tired"), (ben_reads, "none")):
        page = await browser.open(session)
        form = page.form("gate")
        await browser.press(form, None, [*form.fields, ("fits", fits)])
    page = await ada_reads.open(session)
    assert "Go on with what I wrote, on my own" in page.words
    assert "Go on with what I wrote" not in (await ben_reads.open(session)).words
    page = await ada_reads.press(page.form("departure"))
    assert page.path.startswith(f"{session}/steps/")
    assert "You made tea" in (await ada_reads.open(f"{session}/steps/three")).words
    assert next_thing(await ada_reads.open(session)) is not None or "Go on" in ada_reads.page.links
