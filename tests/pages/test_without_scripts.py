"""Every exercise, alone and by two, from the first page to the last, by plain pages and plain forms."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from litestar import Litestar

from server.core.exercise import Access, Audience
from server.library import load
from tests.cast import Phone, assign_all
from tests.pages.browser import Browser
from tests.pages.hands import (
    deed_in,
    finish,
    invited,
    joins,
    let_in_by_code,
    next_thing,
    session_of,
    through_the_gate,
)

EXERCISES, _ = load.read(Path("exercises"))
ASSIGNED = [each.slug for each in EXERCISES if each.access is Access.ASSIGNED]
SETTLING = 2
"""Steps at the beginning of an exercise after which the first one of both can be asked to come soon."""
ONE_JOINT_TEXT = {"gm-flood-break"}
"""Exercises in which two people write each other nothing but a joint text, which Ada's phone wrote first."""


@pytest.mark.parametrize("slug", ASSIGNED)
async def test_nobody_begins_by_themselves_what_a_therapist_assigns(
    app: Litestar, ada: Phone, slug: str
) -> None:
    for chosen in ("me", "partner"):
        answer = await ada.post("/sessions", {"exercise": slug, "with": chosen})
        assert (answer.status_code, [each["field"] for each in answer.json()["flaws"]]) == (422, ["exercise"])
    assert 'name="with"' not in (await ada.get(f"/exercises/{slug}", page=True)).text
    assert f"/exercises/{slug}" not in unescape((await ada.get("/exercises", page=True)).text)
    assign_all(app)
    assert 'name="with"' in (await ada.get(f"/exercises/{slug}", page=True)).text
    assert f"/exercises/{slug}" in unescape((await ada.get("/exercises", page=True)).text)
    assert (await ada.post("/sessions", {"exercise": slug, "with": "me"})).status_code == 303


@pytest.mark.usefixtures("assigned")
@pytest.mark.parametrize("slug", [each.slug for each in EXERCISES])
async def test_ada_finishes_it_alone(ada_reads: Browser, slug: str) -> None:
    page = await ada_reads.open(f"/exercises/{slug}")
    page = await ada_reads.press(page.form("sessions", **{"with": "me"}))
    session = session_of(page)
    await finish(session, ada_reads)
    assert (await ada_reads.open(session)).status == 200
    assert (await ada_reads.open("/today")).status == 200


@pytest.mark.usefixtures("assigned")
@pytest.mark.parametrize("slug", [each.slug for each in EXERCISES if each.audience is Audience.PAIR])
async def test_ada_and_ben_finish_it_together(ada_reads: Browser, ben_reads: Browser, slug: str) -> None:
    session = await let_in_by_code(ada_reads, ben_reads, slug)
    await finish(session, ada_reads, ben_reads)
    assert "Ada's words" in (await ben_reads.open(session)).words
    assert ("Ben's words" in (await ada_reads.open(session)).words) == (slug not in ONE_JOINT_TEXT)


async def test_two_taps_from_the_first_page_to_the_first_field(ada_reads: Browser) -> None:
    page = await ada_reads.open("/")
    page = await ada_reads.press(page.form("sessions"))
    found = next_thing(page)
    if found is not None and not found[0].asks:
        page = await ada_reads.press(*found)
        found = next_thing(page)
    assert found is not None and found[0].asks


@pytest.mark.usefixtures("assigned")
@pytest.mark.parametrize("slug", [each.slug for each in EXERCISES if each.audience is Audience.PAIR])
@pytest.mark.parametrize("by", ["code", "link"])
async def test_four_screens_at_most_from_the_scan_to_the_first_joint_step(
    ada_reads: Browser, ben_reads: Browser, slug: str, by: str
) -> None:
    exercise = next(each for each in EXERCISES if each.slug == slug)
    steps = exercise.steps
    joint = next((step.id for step in steps[:SETTLING] if step.reveal != "private"), steps[0].id)
    if by == "code":  # whoever types has the waiting page more
        joint = steps[0].id
        session = await let_in_by_code(ada_reads, ben_reads, slug)
    else:
        session, _, link = await invited(ada_reads, slug)
        await joins(ben_reads, link=link)
        await through_the_gate(session, ada_reads, ben_reads)
    while ben_reads.page.path != f"{session}/steps/{joint}":
        found = next_thing(ben_reads.page)
        assert found is not None, ben_reads.page.words
        await ben_reads.press(*found, found[0].filled("words"))
    assert ben_reads.seen <= 4, f"{ben_reads.seen} screens"


async def test_the_three_pictures_have_the_same_names_on_both_phones(
    ada_reads: Browser, ben_reads: Browser
) -> None:
    session, code, _ = await invited(ada_reads, "gm-appreciations")
    his = pictures((await joins(ben_reads, code=code)).text)
    hers = pictures((await ada_reads.open(f"{session}/invitation")).text)
    assert his == hers
    assert len(his) == 3 and all(his)


def pictures(text: str) -> list[str]:
    lists = re.findall(r'<ol class="pictures">(.*?)</ol>', text, re.DOTALL)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", each).split())
        for each in re.findall(r"<li>(.*?)</li>", lists[0], re.DOTALL)
    ]


async def test_a_mistake_shows_the_form_again_with_what_was_typed(ada_reads: Browser) -> None:
    page = await ada_reads.open("/exercises/jo-express")
    found = next_thing(await ada_reads.press(page.form("sessions")))
    while found is not None and "text" not in found[0].asks:
        found = next_thing(await ada_reads.press(*found, found[0].filled("words")))
    assert found is not None
    long = [(name, "x" * 9_000 if name == "text" else value) for name, value in found[0].fields]
    again = await ada_reads.press(*found, long)
    assert again.status == 422
    assert "x" * 9_000 in again.text
    assert 'href="#f-' in again.text, "the summary leads to the field"


async def test_words_bring_another_browser_back(ada_reads: Browser, ben_reads: Browser) -> None:
    page = await ada_reads.open("/")
    await ada_reads.press(page.form("sessions"))
    await ada_reads.open("/you/unlocks")
    page = await ada_reads.press(ada_reads.page.form("words"))
    words = re.findall(r"<li>([a-z]+)</li>", page.text)
    page = await ada_reads.press(page.form("confirmation"))
    form = page.form("confirmation")
    asked = {name: words[int(name.removeprefix("word-")) - 1] for name in form.asks}
    page = await ada_reads.press(form, None, [*[f for f in form.fields if f[0] not in asked], *asked.items()])
    assert page.path == "/you/unlocks"
    page = await ben_reads.open("/sign-in")
    form = page.form("sign-ins")
    page = await ben_reads.press(form, None, [*deed_in(form), ("words", " ".join(words))])
    assert page.path == "/today"


async def test_a_stop_and_going_on_again(ada_reads: Browser, ben_reads: Browser) -> None:
    session = await let_in_by_code(ada_reads, ben_reads, "gm-know-my-world")
    page = await ada_reads.open(session)
    form = page.form("pause")
    stopped = await ada_reads.press(form, next(button for button in form.buttons if button.value == "moment"))
    assert "A short stop." in stopped.headings[0]
    for browser in (ben_reads, ada_reads):
        page = await browser.open(session)
        await browser.press(page.form("readiness"))
    assert next_thing(await ben_reads.open(session)) is not None


async def test_leaving_by_the_door_that_every_step_has(ada_reads: Browser, ben_reads: Browser) -> None:
    session = await let_in_by_code(ada_reads, ben_reads, "gm-know-my-world")
    await ada_reads.open(session)
    way = next(text for text in ada_reads.page.links if text.startswith("Leave"))
    page = await ada_reads.click(way)
    page = await ada_reads.press(page.form("departure", way="keep"))
    assert page.path == "/today"
    assert "not part of this any more" in (await ben_reads.open(session)).words
