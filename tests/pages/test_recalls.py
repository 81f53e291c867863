"""What opened to both is shown again where it is needed, and nothing that has not opened."""

from __future__ import annotations

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.core.exercise import Exercise
from server.core.steps.base import Reveal
from server.library.shelf import Shelf
from tests.cast import Phone, answer, couple
from tests.core.cast import exercise, write

HELP = "Is there one you would like to give?"


def asked_again(reveal: Reveal) -> Exercise:
    """Each names a wish; then each is asked with both wishes in sight."""
    return exercise(write("wish", reveal), replace(write("gift"), recalls=("wish",)))


@pytest.fixture
def shelved(app: Litestar, request: pytest.FixtureRequest) -> str:
    house, made = app.state.house, asked_again(request.param)
    app.state.house = replace(house, shelf=Shelf((made,)))
    return made.slug


def recalled(view: dict[str, object]) -> list[tuple[str, str]]:
    quoted = view["quoted"]
    assert isinstance(quoted, list)
    return [(each["by"], line["text"]) for each in quoted for line in each["lines"]]


@pytest.mark.parametrize("shelved", [Reveal.SHARED, Reveal.TOGETHER], indirect=True)
async def test_each_finds_both_wishes_again_own_first(ada: Phone, ben: Phone, shelved: str) -> None:
    session = await couple(ada, ben, shelved)
    await answer(ada, session, "a walk")
    await answer(ben, session, "a song")
    for phone in (ada, ben):
        await phone.post(f"{session}/steps/wish/completion", move="read-on")
    assert recalled(await ada.view(f"{session}/steps/gift")) == [("", "a walk"), ("Ben", "a song")]
    assert recalled(await ben.view(f"{session}/steps/gift")) == [("", "a song"), ("Ada", "a walk")]
    page = await ada.get(f"{session}/steps/gift")
    assert page.text.index("a walk") < page.text.index("a song")


@pytest.mark.parametrize("shelved", [Reveal.CHOSEN], indirect=True)
async def test_what_was_kept_is_not_recalled_to_the_other(ada: Phone, ben: Phone, shelved: str) -> None:
    session = await couple(ada, ben, shelved)
    for phone, words, show in ((ada, "a walk", "no"), (ben, "a song", "yes")):
        await phone.post(f"{session}/steps/wish/completion", text=words, show=show)
    for phone in (ada, ben):
        await phone.post(f"{session}/steps/wish/completion", move="read-on")
    assert recalled(await ada.view(f"{session}/steps/gift")) == [("", "a walk")]
    assert recalled(await ben.view(f"{session}/steps/gift")) == [("", "a song")]
