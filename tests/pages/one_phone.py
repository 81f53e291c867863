"""Ada and Ben on one phone: what a hand does there, from both seats."""

from __future__ import annotations

from typing import Any

from tests.cast import Phone, hand

NAMES = {"1": "Ada", "2": "Ben"}


async def begins(ada: Phone, slug: str) -> str:
    """Begun on Ada's phone, and the page that comes first is open; gives the path of the session."""
    answer = await ada.post("/sessions", {"exercise": slug, "with": "here"})
    assert answer.status_code == 303, answer.text[:300]
    home: str = answer.headers["location"]
    return home


async def sits_down(ada: Phone, slug: str, **more: str) -> str:
    """Both have said what they are called, and that they want to begin."""
    home = await begins(ada, slug)
    said = {"first": "Ada", "second": "Ben", "fits": "none"} | more
    answer = await ada.post(f"{home}/gate", said)
    assert answer.status_code == 303, answer.text[:300]
    return home


def handed(view: dict[str, Any]) -> bool:
    """Whether this is the page between two moves."""
    return not {"step", "opened", "passage"} & view.keys()


async def takes(ada: Phone, home: str) -> dict[str, Any]:
    """The page as it stands; if the phone is to be handed over, whoever it is for takes it."""
    view = await ada.view(home)
    if handed(view):
        answer = await ada.post(f"{home}/hand-over", seat=str(view["seat"]))
        assert answer.status_code == 303, answer.text[:300]
        view = await ada.view(home)
    return view


async def moves(ada: Phone, home: str, words: str = "") -> dict[str, Any]:
    """Whoever has the phone does what their page asks for, once; gives the page that it was."""
    view = await takes(ada, home)
    if "step" not in view:
        return view
    path, sent = _next(view, words or f"{view['me']}'s words")
    base = f"{home}/steps/{view['step']['id']}"
    answer = await ada.post(f"{base}/{path}", sent, seat=str(view["seat"]))
    assert answer.status_code == 303, (path, sent, answer.text[:400])
    return view


def _next(view: dict[str, Any], text: str) -> tuple[str, dict[str, Any]]:
    turn, paper = view["turn"], view["paper"]
    if view["stage"] == "shown":
        return "completion", {"move": "read-on"}
    if turn and turn["phase"] == "judge":
        return "verdict", {"verdict": "heard"}
    if turn and turn["phase"] in ("heard", "later"):
        return "turn", {"move": "go-on"}
    if turn:
        return "turn", {"said": "yes"} if turn["mode"] == "aloud" else {"text": text}
    if paper and paper["version"]:
        return "signature", {"version": str(paper["version"]), "sign": "yes"}
    return "completion", hand(view["step"], text)


async def finishes(ada: Phone, home: str) -> list[dict[str, Any]]:
    """To the end; gives every page on the way, the last one too."""
    seen: list[dict[str, Any]] = []
    for _ in range(120):
        seen.append(await moves(ada, home))
        if "step" not in seen[-1]:
            return seen
    raise AssertionError(f"not finished: {seen[-1]['step']['id']}")


async def comes_to(ada: Phone, home: str, step: str, seat: int) -> dict[str, Any]:
    """On until this seat is asked at this step; gives that page."""
    for _ in range(120):
        view = await takes(ada, home)
        if view["step"]["id"] == step and view["seat"] == seat and view["stage"] == "ask":
            return view
        await moves(ada, home)
    raise AssertionError(f"never came to {step}")
