"""The first worked case of every exercise, played on the real pages by forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from server.library import cases, load
from server.library.cases import Case, Steps
from server.library.guarded import table
from tests.cast import Phone
from tests.conftest import Clock
from tests.pages.playing import Player

pytestmark = pytest.mark.usefixtures("assigned")
FOLDER = Path("exercises")
FILES = load.shelve(FOLDER).files


def first(file: str) -> Case:
    """The case with which an exercise's file of cases begins."""
    path = FOLDER / file.replace(".toml", ".cases.toml")
    return cases.decoded(table(path, file)[0]).cases[0]


@pytest.mark.parametrize("file", FILES)
async def test_it_comes_out_as_foretold(ada: Phone, ben: Phone, clock: Clock, file: str) -> None:
    case = first(file)
    player = await Player.sits_down(FILES[file], case, (ada, ben), clock)
    for deed in case.deeds:
        await player.does(deed)
        await player.looks(deed)


async def test_what_comes_out_otherwise_is_noticed(ada: Phone, ben: Phone, clock: Clock) -> None:
    file = next(file for file in FILES if "in-touch-map" in file)
    case = first(file)
    player = await Player.sits_down(FILES[file], case, (ada, ben), clock)
    for deed in case.deeds[:3]:
        await player.does(deed)
    last = case.deeds[2]
    await player.looks(last)
    for wrong in (
        replace(last, sees=cases.Texts(ben={"map": "sealed"})),
        replace(last, misses=cases.Several(ben={"map": ["Holding hands"]})),
        replace(last, reads=cases.Texts(ben={"map": "A hand on the arm in passing"})),
        replace(last, at=Steps(ada="list")),
    ):
        with pytest.raises(AssertionError):
            await player.looks(wrong)
