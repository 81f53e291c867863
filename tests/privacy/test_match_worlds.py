"""Of what Ada does not welcome she says "ask me first" or "not now": all that reaches Ben is the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.core.exercise import Audience
from server.core.steps.base import Option, Reveal
from server.core.steps.match import MatchStep
from server.library.shelf import Shelf
from server.pages import invitations
from tests.core.cast import exercise, step, write
from tests.privacy.evening import BEGAN, Evening, Transcript
from tests.privacy.hiding import Standing
from tests.privacy.script import Script
from tests.privacy.test_two_worlds import difference
from tests.privacy.wire import JSON, PAGE, Ear, in_memory

OPTIONS = (
    Option(id="hand", label="Holding hands"),
    Option(id="hug", label="A quiet hug"),
    Option(id="kiss", label="A small kiss"),
)
MAP = MatchStep(id="map", title="Touch", ask="Which would you welcome?", options=OPTIONS)
PLAN = exercise(
    MAP,
    replace(step("read", "list"), recalls=("map",)),
    replace(write("ours", Reveal.SHARED), recalls=("map",)),
    gate=Audience.PAIR,
)
EVERYWHERE = ("", "/steps/map", "/steps/list", "/steps/ours", "/departure", "/gate")
Said = Sequence[str]


class Matched(Evening):
    """One world: what Ada says of each option; Ben looks everywhere after everything."""

    def __init__(self, app: Litestar, clock: Standing, hers: Said, his: Said) -> None:
        super().__init__(app, clock, Script("match", PLAN, held=True, by_link=False, events=()), "")
        self._hers, self._his = hers, his

    async def live(self) -> Transcript:
        self.clock.now = BEGAN
        found = await self.ada.post("/sessions", {"exercise": PLAN.slug, "with": "partner"})
        self.session = found.location.removesuffix("/invitation")
        await self._join()
        for who, id, fields in (
            (self.ada, "map", _fields(self._hers)),
            (self.ben, "map", _fields(self._his)),
            (self.ada, "map", {"move": "read-on"}),
            (self.ben, "map", {"move": "read-on"}),
            (self.ben, "list", {}),
            (self.ada, "list", {}),
            (self.ada, "ours", {"text": "thank you"}),
            (self.ben, "ours", {"text": "thank you too"}),
            (self.ben, "ours", {"move": "read-on"}),
        ):
            self.clock.now += 60_000
            done = await who.post(f"{self.session}/steps/{id}/completion", fields)
            assert done.status == 303, (id, fields, done)
            if who is self.ben:
                self._note(f"ben {id}", done)
            await self._everywhere(f"{who.name} {id}")
        await self.ada.post(f"{self.session}/departure", {"way": "erase"})
        await self._everywhere("she left")
        assert isinstance(self.ear, Ear)
        await self.ear.close()
        return self.transcript

    async def _everywhere(self, label: str) -> None:
        paths = (*(f"{{session}}{path}" for path in EVERYWHERE), "/today", "/together")
        await self._look(tuple((path, form) for path in paths for form in (JSON, PAGE)), label)


def _fields(said: Said) -> dict[str, str]:
    return {f"answer-{option.id}": each for option, each in zip(OPTIONS, said, strict=True)}


@pytest.fixture
def clock() -> Standing:
    return Standing()


@pytest.fixture
async def quick(app: Litestar, monkeypatch: pytest.MonkeyPatch) -> Litestar:
    monkeypatch.setattr(invitations, "_qr", lambda link: "")
    await in_memory(app, shelf=Shelf((PLAN,)))
    return app


async def evening(app: Litestar, clock: Standing, hers: str, his: str) -> Transcript:
    return await Matched(app, clock, hers.split(), his.split()).live()


@pytest.mark.parametrize(
    ("hers", "other", "his"),
    [
        ("yes ask ask", "yes not not", "yes yes ask"),
        ("ask not ask", "not ask not", "yes yes yes"),
        ("yes yes not", "yes ask not", "yes not not"),
    ],
    ids=["one thing in common", "nothing in common", "a yes that he does not share"],
)
async def test_ben_cannot_tell_what_she_does_not_welcome(
    quick: Litestar, clock: Standing, hers: str, other: str, his: str
) -> None:
    one, two = [await evening(quick, clock, said, his) for said in (hers, other)]
    assert not difference(one, two)


async def test_ben_can_tell_what_both_said_yes_to(quick: Litestar, clock: Standing) -> None:
    one, two = [await evening(quick, clock, said, "yes yes not") for said in ("yes ask not", "yes yes not")]
    assert "A quiet hug" in difference(one, two)


async def test_the_list_of_both_stands_on_each_page_where_it_belongs(
    quick: Litestar, clock: Standing
) -> None:
    told = {
        label: seen.body.decode() for label, seen in await evening(quick, clock, "yes ask not", "yes yes ask")
    }
    for label in (
        "Ada ours {session}/steps/map",
        "Ben map {session}/steps/list",
        "Ada ours {session}/steps/ours",
    ):
        main = told[f"{label} page"].partition("<main")[2]
        assert "You both said yes to" in main, label
        assert "Holding hands" in main, label
        assert not {"A quiet hug", "A small kiss", "Ask me first", "Not now"} & set(_lines(main)), label


async def test_nothing_in_common_is_said_in_one_calm_sentence(quick: Litestar, clock: Standing) -> None:
    told = await evening(quick, clock, "ask not yes", "yes yes not")
    pages = [seen.body.decode() for label, seen in told if "Ada ours" in label and label.endswith("page")]
    said = [page for page in pages if "There is nothing that you both said yes to today" in page]
    assert len(said) == 1
    assert "Ask me first" not in said[0]


def _lines(page: str) -> list[str]:
    return [line.strip() for line in page.replace("<", "\n<").replace(">", ">\n").splitlines()]
