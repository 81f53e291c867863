"""People who write hostile strings into every field there is, and the steps that have these fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx

from tests.browser.hostile import Sender
from tests.cast import SAME, deed, place

BIG = 20_000
DRAFT = 52_000
"""Bytes of a draft's text: a body may have 64 KiB."""


def steps(small: int) -> list[dict[str, Any]]:
    """One of every kind that has a text, and `small` of each whose text is short."""
    option, column = {"id": "a", "label": "A"}, {"label": "Cell", "kind": "text"}
    family = {"id": "sad", "label": "Sad", "words": [{"id": "low", "label": "low"}]}
    found: list[dict[str, Any]] = [
        {"kind": "write", "most": BIG},
        {"kind": "letter", "most": BIG},
        {"kind": "list", "each": "One", "most": 20},
        {"kind": "table", "columns": [{"id": f"c{n}", **column} for n in range(3)], "most": 5},
        {"kind": "debrief"},
        {"kind": "guess", "cards": [{"id": f"g{n}", "ask": "A card"} for n in range(8)]},
        {"kind": "agree", "most": BIG, "start": "From now on"},
        {"kind": "turns", "most": BIG, "speak": "Say it.", "mirror": "Say it back.", "modes": ["written"]},
    ]
    for _ in range(small):
        found += [
            {"kind": "choice", "options": [option], "other": True},
            {"kind": "feelings", "families": [family]},
            {"kind": "body"},
            {"kind": "commit", "when_label": "When", "then_label": "Then"},
        ]
    rules = {
        "letter": "private",
        "debrief": "private",
        "guess": "together",
        "agree": "joint",
        "turns": "turns",
    }
    return [
        {"id": f"{step['kind']}{number}", "reveal": rules.get(step["kind"], "shared"), **step}
        for number, step in enumerate(found)
    ]


class Writer:
    """Somebody who sends JSON."""

    def __init__(self, address: str, sender: Sender) -> None:
        self.client = httpx.Client(
            base_url=address,
            headers={**SAME, "accept": "application/json", "x-forwarded-for": place()},
            timeout=60,
        )
        self.sender = sender

    def view(self, path: str) -> dict[str, Any]:
        found = self.client.get(path, follow_redirects=True)
        assert found.status_code == 200, (path, found.status_code)
        view: dict[str, Any] = found.json()
        return view

    def post(self, path: str, **fields: Any) -> httpx.Response:
        return self.client.post(path, json={"deed": deed(), **fields})

    def does(self, path: str, **fields: Any) -> str:
        """A deed that goes through; where it leads."""
        found = self.post(path, **fields)
        assert found.status_code == 303, (path, found.status_code, found.text[-600:])
        return found.headers["location"]

    def drafts(self, base: str, step: dict[str, Any]) -> None:
        """Every text field of a step filled to the brim, as only a draft may be."""
        names = list(texts(step))
        fields = {
            name: [self.sender.some(f"draft of {step['kind']} {name}", DRAFT // len(names))] for name in names
        }
        found = self.client.put(f"{base}/draft", json=fields)
        assert found.status_code == 204, (found.status_code, found.text[:300])

    def answers(self, session: str, view: dict[str, Any]) -> bool:
        """Do what the page asks for; whether there was anything."""
        step = view["step"]
        base, kind = f"{session}/steps/{step['id']}", step["kind"]
        if view["stage"] == "shown":
            self.does(f"{base}/completion", move="read-on", met="yes")
        elif view["stage"] != "ask":
            return False
        elif turn := view["turn"]:
            return self._speaks(base, turn)
        elif view["paper"] and view["paper"]["version"]:
            if view["paper"]["mine"]:
                return False
            self.does(f"{base}/signature", version=str(view["paper"]["version"]), sign="yes")
        else:
            fields: dict[str, Any] = {
                name: self.sender.some(f"{kind} {name}", room) for name, room in texts(step).items()
            }
            if kind == "list":
                fields["item"] = [self.sender.some("list item", 500) for _ in range(20)]
            self.does(f"{base}/completion", **fields, **RESTS.get(kind, {}), met="yes")
        return True

    def _speaks(self, base: str, turn: dict[str, Any]) -> bool:
        if not turn["mine"]:
            return False
        if turn["phase"] == "judge":
            self.does(f"{base}/verdict", verdict="heard")
        elif turn["phase"] in ("heard", "later"):
            self.does(f"{base}/turn", move="go-on")
        else:
            self.does(f"{base}/turn", text=self.sender.some("turns text", BIG))
        return True


RESTS: dict[str, dict[str, Any]] = {
    "letter": {"fate": "keep"},
    "debrief": {"after": "3", "want": "fine"},
    "agree": {"review": "2030-01-02", "base": "0"},
    "commit": {"on": "2030-01-02"},
    "body": {"region": ["chest"]},
}
"""What a step asks for beside its texts. The texts of a choice and of feelings stand for a pick."""


def texts(step: dict[str, Any]) -> dict[str, int]:
    """The text fields of a step as its view has it, and how long each may be."""
    return dict(_texts(step))


def _texts(step: dict[str, Any]) -> Iterator[tuple[str, int]]:
    match step["kind"]:
        case "write" | "letter" | "agree" | "turns":
            yield "text", BIG
        case "debrief":
            yield "text", 2000
        case "list":
            yield "item", 500
        case "choice" | "feelings":
            yield "other", 200
        case "body":
            yield "note", 500
        case "commit":
            yield from (("cue", 500), ("act", 500))
        case "table":
            for column in step["columns"]:
                for row in range(1, 6):
                    yield f"{column['id']}-{row}", 1000
        case "guess":
            for card in step["cards"]:
                yield from ((f"mine-{card['id']}", 500), (f"guess-{card['id']}", 500))
        case kind:
            raise AssertionError(kind)
