"""Two on one phone, without scripts: each exercise that can be passed on, from both seats."""

from __future__ import annotations

import re
from typing import Any

import pytest

from server.library.shelf import Shelf
from server.settings import files
from tests.cast import Phone, hand
from tests.conftest import Clock

NAMES = {"1": "Ada", "2": "Ben"}
PASSABLE = (
    *("at-good-news", "cf-pause-deal", "co-floor", "gm-appreciations"),
    *("im-dialogue", "mbi-listen", "na-witness"),
)


async def begins(ada: Phone, slug: str, **names: str) -> str:
    """Ada begins on her phone, and both have said what they are called."""
    answer = await ada.post("/sessions", {"exercise": slug, "with": "here"})
    assert answer.status_code == 303, answer.text[:300]
    home: str = answer.headers["location"]
    said = {"first": "Ada", "second": "Ben", "fits": "none"} | names
    assert (await ada.post(f"{home}/gate", said)).status_code == 303
    return home


async def takes(ada: Phone, home: str) -> dict[str, Any]:
    """The page as it stands; if the phone is to be handed over, whoever it is for takes it."""
    view = await ada.view(home)
    if "step" not in view and "opened" not in view and "passage" not in view:
        answer = await ada.post(f"{home}/hand-over", seat=str(view["seat"]))
        assert answer.status_code == 303, answer.text[:300]
        view = await ada.view(home)
    return view


async def moves(ada: Phone, home: str, words: str = "", **fields: Any) -> dict[str, Any]:
    """Whoever has the phone does what their page asks for; gives the page that it was."""
    view = await takes(ada, home)
    if "step" not in view:
        return view
    seat = str(view["seat"])
    text = words or f"{NAMES[seat]}'s words"
    base, step = f"{home}/steps/{view['step']['id']}", view["step"]
    turn, paper = view["turn"], view["paper"]
    path, sent = f"{base}/completion", {**hand(step, text), **fields}
    if view["stage"] == "shown":
        sent = {"move": "read-on"}
    elif turn and turn["phase"] == "judge":
        path, sent = f"{base}/verdict", {"verdict": "heard"}
    elif turn and turn["phase"] in ("heard", "later"):
        path, sent = f"{base}/turn", {"move": "go-on"}
    elif turn:
        path = f"{base}/turn"
        sent = {"said": "yes"} if turn["mode"] == "aloud" else {"text": text}
    elif paper and paper["version"]:
        path, sent = f"{base}/signature", {"version": str(paper["version"]), "sign": "yes"}
    answer = await ada.post(path, sent, seat=seat)
    assert answer.status_code == 303, (path, sent, answer.text[:400])
    return view


async def finishes(ada: Phone, home: str) -> list[dict[str, Any]]:
    """To the end; gives every page on the way."""
    seen = []
    for _ in range(120):
        seen.append(await moves(ada, home))
        if "step" not in seen[-1]:
            return seen
    raise AssertionError(f"not finished: {seen[-1]['step']['id']}")


@pytest.mark.parametrize("slug", PASSABLE)
async def test_both_come_to_the_end_of_it_on_one_phone(ada: Phone, slug: str) -> None:
    home = await begins(ada, slug)
    pages = await finishes(ada, home)
    assert "opened" in pages[-1] and not pages[-1]["own"]
    print([(p["seat"], p["step"]["id"], p["stage"]) for p in pages[:-1]])
