"""Hands for worked cases: every deed by a form, and what was foretold looked for on the pages."""

from __future__ import annotations

from html import unescape
from typing import Any

from msgspec import Struct

from server.core.exercise import Audience, Exercise
from server.core.steps.base import Step
from server.library.cases import Case, CaseDeed, form_of
from server.library.hand import plain
from server.library.play import fields
from tests.cast import Phone, begin, couple
from tests.conftest import Clock

NAMES = ("ada", "ben")
MOVES = {
    "read-on": ("completion", {"move": "read-on"}),
    "keep": ("completion", {"move": "keep"}),
    "put-away": ("withdrawal", {}),
    "show": ("choice", {"show": "yes"}),
    "hide": ("choice", {"show": "no"}),
    "pass": ("turn", {"move": "pass"}),
    "go-on": ("turn", {"move": "go-on"}),
    "aloud": ("turn", {"mode": "aloud"}),
    "written": ("turn", {"mode": "written"}),
    "heard": ("verdict", {"verdict": "heard"}),
    "partly": ("verdict", {"verdict": "partly"}),
    "again": ("verdict", {"verdict": "again"}),
    "unsign": ("signature", {"sign": "no"}),
    "leave-open": ("signature", {"sign": "leave-open"}),
}
AROUND = {
    "moment": ("pause", {"kind": "moment"}),
    "break": ("pause", {"kind": "break", "minutes": "30"}),
    "ready": ("readiness", {}),
    "alone": ("departure", {"way": "alone"}),
    "leave": ("departure", {"way": "keep"}),
    "erase": ("departure", {"way": "erase"}),
}


class Player(Struct):
    """One case on real phones."""

    exercise: Exercise
    phones: dict[str, Phone]
    clock: Clock
    session: str

    @classmethod
    async def sits_down(
        cls, exercise: Exercise, case: Case, phones: tuple[Phone, Phone], clock: Clock
    ) -> Player:
        """The session begins, for one or for two, after the check before joint work."""
        form = form_of(exercise, case)
        if form.audience is Audience.PAIR:
            session = await couple(*phones, exercise.slug)
            return cls(form, dict(zip(NAMES, phones, strict=True)), clock, session)
        return cls(form, {"ada": phones[0]}, clock, await begin(phones[0], exercise.slug))

    def step(self, id: str) -> Step:
        found = self.exercise.step(id)
        assert found is not None, id
        return found

    async def does(self, deed: CaseDeed) -> None:
        """One deed; a refused one has another answer than a way on."""
        if deed.wait:
            self.clock.forward(hours=deed.wait)
        elif deed.walk:
            await self._walks(deed)
        else:
            path, form = await self._form(deed)
            found = await self.phones[deed.who].post(f"{self.session}{path}", form)
            assert (found.status_code == 303) == (not deed.refused), (deed, found.text[:400])

    async def _walks(self, deed: CaseDeed) -> None:
        names = NAMES if deed.who == "both" else (deed.who,)
        for _ in range(200):
            stands = {name: await self.view(name) for name in names}
            going = [name for name in names if at(stands[name]) != deed.walk]
            if not going:
                return
            moves = [(name, move) for name in going if (move := self._next(stands[name]))]
            assert moves, (deed, [at(view) for view in stands.values()])
            name, (path, form) = moves[0]
            found = await self.phones[name].post(f"{self.session}{path}", form)
            assert found.status_code == 303, (path, form, found.text[:400])
        raise AssertionError(deed)

    def _next(self, view: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        base, stage = f"/steps/{view['step']['id']}", view["stage"]
        turn, paper = view["turn"], view["paper"]
        if stage in ("shown", "reread"):
            return f"{base}/completion", {"move": "read-on" if stage == "shown" else "keep"}
        if stage != "ask" or (turn and not turn["mine"]) or (paper and paper["mine"]):
            return None
        form = dict(plain(self.step(view["step"]["id"])))
        if turn and turn["phase"] == "judge":
            return f"{base}/verdict", {"verdict": "heard"}
        if turn and turn["phase"] in ("heard", "later"):
            return f"{base}/turn", {"move": "go-on"}
        if turn:
            return f"{base}/turn", {"said": "yes"} if turn["mode"] == "aloud" else form
        if paper and paper["version"]:
            return f"{base}/signature", {"sign": "yes", "version": paper["version"]}
        return f"{base}/completion", {**form, **({"base": "0"} if paper else {"show": "yes"})}

    async def _form(self, deed: CaseDeed) -> tuple[str, dict[str, Any]]:
        if deed.move in AROUND:
            end, form = AROUND[deed.move]
            return f"/{end}", form
        base = f"/steps/{deed.step}"
        if deed.move in MOVES:
            end, form = MOVES[deed.move]
            return f"{base}/{end}", form
        if self.step(deed.step).kind == "turns":
            return f"{base}/turn", dict(fields(deed))
        paper = (await self.at_step(deed.who, deed.step) or {}).get("paper")
        if deed.move == "sign":
            return f"{base}/signature", {"sign": "yes", "version": (paper or {})["version"]}
        return f"{base}/completion", {**fields(deed), **({"base": paper["version"]} if paper else {})}

    async def view(self, name: str) -> dict[str, Any]:
        """Where this phone goes on."""
        return await self.phones[name].view(self.session)

    async def at_step(self, name: str, id: str) -> dict[str, Any] | None:
        """A step as this phone may look at it; None where it has not come so far."""
        found = await self.phones[name].get(f"{self.session}/steps/{id}")
        return found.json() if found.status_code == 200 else None

    async def looks(self, deed: CaseDeed) -> None:
        """All that was foretold, from every phone."""
        for name in self.phones:
            view = await self.view(name)
            if wanted := getattr(deed.at, name):
                assert at(view) == wanted, (deed, name)
            if wanted := getattr(deed.stage, name):
                assert view["stage"] == wanted, (deed, name)
            if wanted := getattr(deed.again, name):
                quoted = [line["text"] for quote in view["quoted"] for line in quote["lines"]]
                assert any(wanted in text for text in quoted), (deed, name, quoted)
            for id, value in getattr(deed.sees, name).items():
                assert await self._sees(name, id) in (value, "unreached"), (deed, name, id)
            for id, text in getattr(deed.reads, name).items():
                await self._reads(name, id, text)
            for id, texts in getattr(deed.misses, name).items():
                await self._misses(name, id, texts)
        if deed.signed is not None or deed.floor:
            await self._between(deed)

    async def _sees(self, name: str, id: str) -> str:
        view = await self.at_step(name, id)
        if view is None:
            return "unreached"
        if view["turn"]:
            return (
                "open"
                if any(not move["mine"] and move["text"] for move in view["turn"]["talk"])
                else "hidden"
            )
        if view["paper"]:
            return "open" if view["paper"]["version"] else "hidden"
        if view["theirs"] is not None:
            return "open"
        if view["closed"]:
            return "closed"
        return "sealed" if view["partner"]["done"] else "hidden"

    async def _reads(self, name: str, id: str, text: str) -> None:
        """The words are there for this phone; on the page once it has done its own part."""
        view = await self.at_step(name, id)
        if view is None:
            return  # it is open, and this phone has not come to that page yet
        labelled = view["step"]["kind"] in ("choice", "match")
        assert labelled or text in str((view["theirs"], view["turn"], view["paper"])), (name, id, text)
        if view["stage"] != "ask" or view["turn"] or view["paper"]:
            assert text in await self._page(name, id), (name, id, text)

    async def _page(self, name: str, id: str) -> str:
        """What stands on the page of a step for this phone, as it is read."""
        found = await self.phones[name].get(f"{self.session}/steps/{id}", page=True)
        return unescape(found.text).replace("&#x2f;", "/")

    async def _misses(self, name: str, id: str, texts: list[str]) -> None:
        """What did not open stands nowhere on the page, beyond what the exercise itself asks."""
        view = await self.at_step(name, id) or {}
        for text in texts:
            assert text not in str(view.get("theirs")), (name, id, text)
            if view.get("stage") != "ask":
                own = (await self._page(name, id)).partition("<main")[2]
                mine = str(view.get("mine"))
                assert text not in own or text in mine or text in view["step"]["ask"], (name, id, text)

    async def _between(self, deed: CaseDeed) -> None:
        for name in self.phones:
            view = await self.at_step(name, deed.step)
            assert view is not None or name != deed.who, (deed, name)
            if view is None:
                continue
            if deed.signed is not None:
                paper, other = view["paper"], NAMES[1 - NAMES.index(name)]
                signed = {who for who, yes in ((name, paper["mine"]), (other, paper["theirs"])) if yes}
                assert signed == set(deed.signed), (deed, name)
            if deed.floor and deed.floor != "done" and view["stage"] == "ask":
                who, phase = deed.floor.split()
                assert (view["turn"]["phase"], view["turn"]["mine"]) == (phase, who == name), (deed, name)


def at(view: dict[str, Any]) -> str:
    """The step of a view, or the end."""
    return str(view["step"]["id"]) if "step" in view else "end"
