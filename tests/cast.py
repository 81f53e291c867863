"""The cast of every journey: Ada and Ben on two phones, and what their hands do on any page."""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from litestar import Litestar
from msgspec.structs import replace

from server.core.exercise import Access
from server.library import load
from server.library.shelf import Shelf

Fields = Mapping[str, Any]
SAME = {"sec-fetch-site": "same-origin"}
_numbers = itertools.count(1)
_homes = itertools.count(1)
_RUN = secrets.token_hex(6)


def deed() -> str:
    """A deed's name that nobody used before."""
    return f"deed{_RUN}{next(_numbers):010d}"


def place() -> str:
    """The address of a home that no other phone here is at."""
    number = next(_homes)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


class Phone:
    """One browser with its cookies, speaking JSON unless asked for pages."""

    def __init__(self, client: httpx.AsyncClient, name: str) -> None:
        self.client = client
        self.name = name

    @classmethod
    def of(cls, app: Litestar, name: str) -> Phone:
        """A phone that reaches the app without a socket."""
        reached: Any = app  # the two libraries write the same interface in different types
        transport = httpx.ASGITransport(app=reached, raise_app_exceptions=False, client=(place(), 1))
        return cls(
            httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", headers=SAME), name
        )

    @classmethod
    def at(cls, address: str, name: str) -> Phone:
        """A phone that reaches a listening server; as by a proxy, where one is believed on this machine."""
        home = {**SAME, "x-forwarded-for": place()}
        return cls(httpx.AsyncClient(base_url=address, headers=home, timeout=20), name)

    async def get(self, path: str, *, page: bool = False) -> httpx.Response:
        """GET, as JSON or as a page."""
        return await self.client.get(path, headers={"accept": "text/html" if page else "application/json"})

    async def view(self, path: str) -> dict[str, Any]:
        """The view at a path, redirects followed."""
        for _ in range(5):
            found = await self.get(path)
            if found.status_code != 303:
                break
            path = found.headers["location"]
        assert found.status_code == 200, (path, found.status_code, found.text[:300])
        view: dict[str, Any] = found.json()
        return view

    async def post(
        self, path: str, fields: Fields | None = None, *, page: bool = False, **more: Any
    ) -> httpx.Response:
        """POST a form with a deed of its own, unless `deed` is given."""
        form = {"deed": deed(), **(fields or {}), **more}
        accept = {"accept": "text/html" if page else "application/json"}
        return await self.client.post(path, data=form, headers=accept)

    async def put(self, path: str, fields: Fields) -> httpx.Response:
        """PUT a form, as drafts are."""
        return await self.client.put(path, data=dict(fields))

    async def close(self) -> None:
        """Hang up."""
        await self.client.aclose()


def assign_all(app: Litestar) -> None:
    """What only a therapist assigns can be begun from here on, as by whom it was assigned to."""
    exercises = (replace(each, access=Access.OPEN) for each in load.read(Path("exercises"))[0])
    app.state.house = replace(app.state.house, shelf=Shelf(tuple(exercises)))


async def begin(phone: Phone, exercise: str, partner: bool = False) -> str:
    """Begin an exercise; gives the path of the session."""
    answer = await phone.post("/sessions", {"exercise": exercise, "with": "partner" if partner else "me"})
    assert answer.status_code == 303, answer.text[:300]
    found = re.match(r"/sessions/[0-9a-z]+", answer.headers["location"])
    assert found is not None
    return found[0]


async def invite(phone: Phone, session: str) -> dict[str, Any]:
    """Make a code and a link; gives the invitation's view."""
    answer = await phone.post(f"{session}/invitation", name=phone.name)
    assert answer.status_code == 303, answer.text[:300]
    return await phone.view(f"{session}/invitation")


async def let_in(first: Phone, second: Phone, session: str) -> None:
    """The second phone gives the code, the first taps Let in."""
    way = await invite(first, session)
    answer = await second.post("/joins", code=way["code"], name=second.name)
    assert answer.status_code == 303, answer.text[:300]
    knock = answer.headers["location"].rsplit("/", 1)[1]
    answer = await first.post(f"{session}/admission", knock=knock, admit="yes")
    assert answer.status_code == 303, answer.text[:300]
    await through_the_gate(session, first, second)


async def through_the_gate(session: str, *phones: Phone) -> None:
    """Nothing speaks against joint work today: each taps so, if asked at all."""
    for phone in phones:
        view = await phone.view(session)
        if view.get("passage") == "ask":
            met = {"met": "yes"} if phone is phones[0] else {}
            await _done(phone, f"{session}/gate", {"fits": "none", **met})


async def couple(first: Phone, second: Phone, exercise: str) -> str:
    """Both in one session of this exercise; gives its path."""
    session = await begin(first, exercise, partner=True)
    await let_in(first, second, session)
    return session


def hand(step: Mapping[str, Any], words: str) -> dict[str, Any]:
    """What a hand fills into a step of any kind; `words` stands in every text."""
    match step["kind"]:
        case "read":
            return {}
        case "write" | "letter":
            return {"text": words, **({"fate": "keep"} if step["kind"] == "letter" else {})}
        case "list":
            return {"item": [f"{words} {place}" for place in range(max(1, step["least"]))]}
        case "scale":
            return {"value": str(step["least"])}
        case "choice":
            options = [option["id"] for option in step["options"]]
            return {"pick": options[: max(1, step.get("least") or 1)] if step["many"] else options[0]}
        case "feelings":
            return {"pick": [step["families"][0]["words"][0]["id"]], "other": ""}
        case "rank":
            return {f"place-{place + 1}": step["options"][place]["id"] for place in range(step["top"])}
        case "match":
            return {f"answer-{option['id']}": "yes" for option in step["options"]}
        case "body":
            return {"region": ["chest"], "note": words}
        case "table":
            texts = {column["id"]: "3" if column["kind"] == "scale" else words for column in step["columns"]}
            return {
                f"{id}-{row + 1}": text for id, text in texts.items() for row in range(max(1, step["least"]))
            }
        case "timer":
            return {"ended": "done"}
        case "guess":
            return {
                f"{part}-{card['id']}": f"{words} {part}"
                for card in step["cards"]
                for part in ("mine", "guess")
            }
        case "commit":
            return {"cue": words, "act": words, "on": "2030-01-02"}
        case "safety":
            return {"distress": "2", "ok": "yes"}
        case "debrief":
            return {"after": "3", "text": words, "want": "fine"}
        case "agree":
            return {"text": words, "review": "2030-01-02", "base": "0"}
        case "turns":
            return {"text": words}
    raise AssertionError(step["kind"])


async def answer(phone: Phone, session: str, words: str, show: str = "yes") -> dict[str, Any]:
    """Do whatever this phone's current page asks for, once; gives the page it was on."""
    view = await phone.view(session)
    if view.get("passage") == "ask":
        await _done(phone, f"{session}/gate", {"fits": "none", "met": "yes"})
    if "passage" in view:
        return view | {"step": {"id": "gate"}}
    if "step" not in view:
        return view
    step, base = view["step"], f"{session}/steps/{view['step']['id']}"
    met = {"met": "yes"} if view["partner"] else {}
    if view["stage"] == "shown":
        await _done(phone, f"{base}/completion", {"move": "read-on", **met})
    elif view["stage"] == "ask" and view["turn"]:
        await _turn(phone, base, view, words)
    elif view["stage"] == "ask" and view["paper"]:
        await _paper(phone, base, view, words)
    elif view["stage"] == "ask":
        await _done(phone, f"{base}/completion", {**hand(step, words), "show": show, **met})
    return view


async def _turn(phone: Phone, base: str, view: Mapping[str, Any], words: str) -> None:
    turn = view["turn"]
    if not turn["mine"]:
        return
    if turn["phase"] == "judge":
        await _done(phone, f"{base}/verdict", {"verdict": "heard"})
    elif turn["phase"] in ("heard", "later"):
        await _done(phone, f"{base}/turn", {"move": "go-on"})
    else:
        await _done(phone, f"{base}/turn", {"said": "yes"} if turn["mode"] == "aloud" else {"text": words})


async def _paper(phone: Phone, base: str, view: Mapping[str, Any], words: str) -> None:
    paper = view["paper"]
    if paper["version"] == 0:
        await _done(phone, f"{base}/completion", hand(view["step"], words))
    elif not paper["mine"]:
        await _done(phone, f"{base}/signature", {"version": str(paper["version"]), "sign": "yes"})


async def _done(phone: Phone, path: str, fields: Fields) -> None:
    found = await phone.post(path, fields)
    assert found.status_code == 303, (path, fields, found.status_code, found.text[:400])


async def finish(phones: tuple[Phone, ...], session: str, rounds: int = 200) -> None:
    """Go through an exercise from first to last step on every phone, each in turn."""
    for _ in range(rounds):
        views = [await answer(phone, session, f"{phone.name}'s words") for phone in phones]
        if all("step" not in view for view in views):
            return
    raise AssertionError(f"not finished: {[view.get('step', {}).get('id') for view in views]}")
