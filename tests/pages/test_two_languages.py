"""Two people, two languages: each reads the exercise in their own, and what the other wrote as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from litestar import Litestar

from server.core.wording import texts
from tests.cast import Phone, answer, begin, couple
from tests.pages.tongues import made_up, page, reads, translated, with_languages
from tests.races.evening import shelved, write

PICKS = {
    "id": "room",
    "kind": "choice",
    "reveal": "shared",
    "options": [{"id": "hall", "label": "The hall"}, {"id": "roof", "label": "The roof"}],
}


@pytest.fixture(autouse=True)
def languages(app: Litestar, tmp_path: Path) -> None:
    """Arabic and Spanish are there."""
    with_languages(app, tmp_path / "locale")


async def test_each_reads_the_words_of_the_exercise_in_their_own_language(
    app: Litestar, ada: Phone, ben: Phone
) -> None:
    slug = shelved(app, "e", PICKS, write("w", "together"))
    translated(app, slug, "ar", "es")
    reads(ada, "es")
    reads(ben, "ar")
    session = await couple(ada, ben, slug)
    assert "es steps.room.ask" in await page(ada, session)
    assert "ar steps.room.ask" in await page(ben, session)
    await ada.post(f"{session}/steps/room/completion", pick="roof", met="yes")
    theirs = await page(ben, f"{session}/steps/room")
    assert "ar steps.room.options.roof" in theirs
    await ben.post(f"{session}/steps/room/completion", pick="hall")
    shown = await page(ada, f"{session}/steps/room")
    assert "es steps.room.options.roof" in shown and "es steps.room.options.hall" in shown
    assert "ar steps" not in shown
    assert "What about" not in shown and "The hall" not in shown


async def test_what_the_other_wrote_stays_as_it_was_written(app: Litestar, ada: Phone, ben: Phone) -> None:
    slug = shelved(app, "e", write("w", "together"))
    translated(app, slug, "ar")
    reads(ben, "ar")
    session = await couple(ada, ben, slug)
    await answer(ada, session, "about the sea")
    await answer(ben, session, "عن البحر")
    assert '<p class="words" dir="auto">عن البحر</p>' in await page(ada, f"{session}/steps/w")
    assert '<p class="words" dir="auto">about the sea</p>' in await page(ben, f"{session}/steps/w")


async def test_a_session_keeps_its_words_whatever_happens_to_the_shelf(app: Litestar, ada: Phone) -> None:
    slug = shelved(app, "e", write("w"), audience="solo")
    old = await begin(ada, slug)
    translated(app, slug, "ar")
    new = await begin(ada, slug)
    reads(ada, "ar")
    assert "ar steps.w.ask" in await page(ada, new)
    before = await page(ada, old)
    assert '<h1 id="ask" lang="en" dir="ltr">What about w?</h1>' in before
    assert '<html lang="ar" dir="rtl"' in before


async def test_every_page_on_the_way_speaks_the_language(app: Litestar, ada: Phone, ben: Phone) -> None:
    exercise = translated(app, "gm-appreciations", "ar")
    reads(ada, "ar")
    session = await couple(ada, ben, exercise.slug)
    rows = {
        "/exercises": ("title", "summary"),
        f"/exercises/{exercise.slug}": ("title", "stop", "source.evidence", "solo.note"),
        f"/exercises/{exercise.slug}/sheet": ("title", *(f"steps.{step.id}.ask" for step in exercise.steps)),
        "/today": ("title",),
        "/together": ("title",),
        f"{session}/departure": ("title", "stop"),
        f"{session}/steps/{exercise.steps[0].id}": (f"steps.{exercise.steps[0].id}.ask", "stop"),
    }
    for path, places in rows.items():
        shown = await page(ada, path)
        for place in places:
            assert f"ar {place}" in shown, (path, place)
            assert exercise.title not in shown, path
    assert exercise.title in await page(ben, "/together"), "Ben's own page stays in his"


async def test_an_exercise_without_a_translation_says_so_in_the_library(app: Litestar, ada: Phone) -> None:
    translated(app, "sf-scale", "es")
    title = (await ada.view("/exercises/sf-scale"))["exercise"]["title"]
    for tag, marked in (("ar", True), ("es", False), ("en", False)):
        reads(ada, tag)
        rows = {row["slug"]: row["words_in"] for row in (await ada.view("/exercises"))["rows"]}
        assert (rows["sf-scale"] == "en") is marked
        shown = await page(ada, "/exercises")
        assert (f'<b lang="en" dir="ltr">{title}</b>' in shown) is marked
    reads(ada, "ar")
    assert made_up("In English", "ar") in await page(ada, "/exercises")
    says = "This exercise is in English. It is not translated yet."
    assert made_up(says, "ar") in await page(ada, "/exercises/sf-scale")


async def test_what_can_be_read_comes_first_in_the_library(app: Litestar, ada: Phone) -> None:
    last = (await ada.view("/exercises"))["rows"][-1]["slug"]
    translated(app, last, "ar")
    reads(ada, "ar")
    assert (await ada.view("/exercises"))["rows"][0]["slug"] == last


async def test_a_translation_that_nobody_reviewed_says_so(app: Litestar, ada: Phone) -> None:
    translated(app, "sf-scale", "ar", "es", reviewed=("es",))
    says = "This translation was not yet reviewed by a native clinician."
    for tag, warned in (("ar", True), ("es", False), ("en", False)):
        reads(ada, tag)
        told = says if tag == "en" else made_up(says, tag)
        assert (told in await page(ada, "/exercises/sf-scale")) is warned


@pytest.mark.parametrize("path", ["/exercises/{slug}", "/exercises/{slug}/sheet"])
async def test_every_english_word_on_an_arabic_page_is_marked_as_english(
    app: Litestar, ada: Phone, path: str
) -> None:
    reads(ada, "ar")
    for exercise in app.state.house.shelf.exercises:
        shown = await page(ada, path.format(slug=exercise.slug))
        assert unmarked(shown, texts(exercise).values()) == []


def unmarked(shown: str, words: Iterable[str]) -> list[str]:
    """The texts that stand in a page outside of an element which says that they are English."""
    body = shown.partition("<main")[2].partition("</main>")[0]
    bare = re.sub(r'<(\w+)([^>]*) lang="en" dir="ltr"[^>]*>.*?</\1>', " ", body, flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>", " ", bare)
    return [text for text in words if len(text.split()) > 3 and text in bare]


def test_an_unmarked_word_would_be_noticed() -> None:
    words = ["Three things I saw today"]
    assert unmarked("<main><p>Three things I saw today</p></main>", words)
    assert not unmarked('<main><p class="x" lang="en" dir="ltr">Three things I saw today</p></main>', words)


async def test_steps_of_every_kind_mark_their_english_words(app: Litestar, ada: Phone) -> None:
    reads(ada, "ar")
    for exercise in app.state.house.shelf.exercises:
        if exercise.audience != "solo":
            continue
        session = await begin(ada, exercise.slug)
        for _ in exercise.steps:
            assert unmarked(await page(ada, session), texts(exercise).values()) == []
            await answer(ada, session, "x")
            await answer(ada, session, "x")
        assert unmarked(await page(ada, session), texts(exercise).values()) == []


async def test_the_language_of_one_shows_nowhere_to_the_other(
    app: Litestar, ada: Phone, ben: Phone, cleo: Phone
) -> None:
    slug = shelved(app, "e", PICKS, write("w", "together"))
    translated(app, slug, "ar")
    seen = []
    for other, tag in ((ben, "ar"), (cleo, "en")):
        other.name = "Ben"
        reads(other, tag)
        session = await couple(ada, other, slug)
        await page(other, session)
        await other.post(f"{session}/steps/room/completion", pick="hall")
        await other.put(f"{session}/steps/w/draft", {"text": "draft"})
        await ada.post(f"{session}/steps/room/completion", pick="hall", met="yes")
        views = [await page(ada, f"{session}/steps/room"), await page(ada, f"{session}/departure")]
        seen.append(neutral("".join(views), session))
        assert ("ar steps.room.ask" in await page(other, f"{session}/steps/room")) is (tag == "ar")
    assert seen[0] == seen[1]


def neutral(shown: str, session: str) -> str:
    """A page without what differs in any two sessions."""
    shown = shown.replace(session, "")
    return re.sub(r'value="[0-9a-z]{26}"|seen=\d+|data-seal="[^"]*"', "", shown)
