"""Every exercise is finished once by JSON: alone, and from both seats."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.core.exercise import Audience
from server.library import load
from tests.cast import Phone, begin, couple, finish

pytestmark = pytest.mark.usefixtures("assigned")

EXERCISES, _ = load.read(Path("exercises"))


@pytest.mark.parametrize("slug", [each.slug for each in EXERCISES])
async def test_ada_finishes_it_alone(ada: Phone, slug: str) -> None:
    session = await begin(ada, slug)
    await finish((ada,), session)
    assert "opened" in await ada.view(session)


@pytest.mark.parametrize("slug", [each.slug for each in EXERCISES if each.audience is Audience.PAIR])
async def test_ada_and_ben_finish_it_together(ada: Phone, ben: Phone, slug: str) -> None:
    session = await couple(ada, ben, slug)
    await finish((ada, ben), session)
    assert "Ada's words" in (await ben.get(session)).text
