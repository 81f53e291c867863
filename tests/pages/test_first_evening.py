"""The first thing two people do: offered first, few screens, and no longer than it says."""

from __future__ import annotations

import html

from litestar import Litestar

from server.pages.start import FIRST_TOGETHER
from tests.cast import Phone, begin, couple
from tests.pages.browser import Browser, Page
from tests.pages.hands import invited, joins, next_thing

MOST_MINUTES = 6
MOST_SCREENS = 10
"""Of one person, from the scan to the end: a good half minute for each."""


async def suggested(phone: Phone) -> tuple[str, list[str]]:
    """What is offered as the first thing, and what else."""
    view = await phone.view("/together")
    first = view["first"]["slug"] if view["first"] else ""
    return first, [row["slug"] for row in view["suggestions"]]


async def test_it_is_offered_first_until_somebody_came(ada: Phone, ben: Phone) -> None:
    await begin(ada, "sf-scale")
    first, others = await suggested(ada)
    assert first == FIRST_TOGETHER
    assert FIRST_TOGETHER not in others
    page = html.unescape((await ada.get("/together", page=True)).text)
    assert page.index(f"/exercises/{FIRST_TOGETHER}") < min(page.index(slug) for slug in others)
    await begin(ada, "gm-know-my-world", partner=True)
    assert (await suggested(ada))[0] == FIRST_TOGETHER, "she invited somebody; nobody came yet"
    await couple(ada, ben, "gm-know-my-world")
    for phone in (ada, ben):
        assert (await suggested(phone))[0] == ""


async def test_it_is_not_offered_beside_itself(cleo: Phone) -> None:
    await begin(cleo, "sf-scale")
    assert (await suggested(cleo))[0] == FIRST_TOGETHER
    await begin(cleo, FIRST_TOGETHER, partner=True)
    first, others = await suggested(cleo)
    assert first == "" and others


class Counting:
    """One person from the scan on: every screen that looks different from the one before."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.screens = 0
        self._face: object = None

    def sees(self, page: Page) -> None:
        """A page that went on by itself, or came after a tap. Waiting for the other is one screen."""
        face = (page.path, " ".join(page.words.split()))
        self.screens += face != self._face
        self._face = face

    async def goes_on(self, session: str) -> bool:
        """Look, do what is asked if anything is; whether this is the end."""
        page = await self.browser.open(session)
        self.sees(page)
        found = next_thing(page)
        if found is not None:
            self.sees(await self.browser.press(*found, found[0].filled(f"{self.browser.name}'s words")))
        return self.browser.page.path == session


async def test_from_the_scan_to_the_end_it_is_six_minutes_and_few_screens(
    app: Litestar, ada_reads: Browser, ben_reads: Browser
) -> None:
    exercise = app.state.house.shelf.get(FIRST_TOGETHER)
    assert sum(step.minutes for step in exercise.steps) == exercise.minutes <= MOST_MINUTES
    session, _, link = await invited(ada_reads, FIRST_TOGETHER)
    ada, ben = Counting(ada_reads), Counting(ben_reads)
    ben.sees(await ben_reads.open("/join", site="none"))
    ben.sees(await joins(ben_reads, link=link))
    for _ in range(30):
        if all([await each.goes_on(session) for each in (ada, ben)]):
            break
    for each in (ada, ben):
        assert each.browser.page.path == session
        assert "You came to the end." in each.browser.page.words
        assert 4 <= each.screens <= MOST_SCREENS, (each.browser.name, each.screens)
    assert "Ada's words" in ben_reads.page.words and "Ben's words" in ada_reads.page.words
    assert MOST_SCREENS * 36 <= MOST_MINUTES * 60
