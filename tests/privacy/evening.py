"""One world: an evening is lived by its script, with hidden words and acts that only this world has."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import msgspec
from litestar import Litestar

from server.core.state import MINUTE
from server.core.steps.base import Reveal
from tests.privacy.hiding import Hiding, Standing
from tests.privacy.plans import Form, form
from tests.privacy.script import WAYS, Event, Look, Script
from tests.privacy.wire import Ear, Seen, Wire

Transcript = list[tuple[str, Seen]]
BEGAN = 1_900_000_000_000
_ID = re.compile(rb"(?<![0-9a-z])[0-9a-hjkmnp-tv-z]{26}(?:[0-9a-hjkmnp-tv-z]{26})?(?![0-9a-z])")
_COOKIE = re.compile(r"^(signin|device)=[^;]+")


class Evening(Hiding):
    """Ada and Ben in one session; `transcript` is all that reaches Ben."""

    def __init__(
        self, app: Litestar, clock: Standing, script: Script, world: str, *, opens: bool = False
    ) -> None:
        super().__init__(app, clock, script, world, opens=opens)
        self.at = {"Ada": "", "Ben": ""}
        self.ear: Ear | None = None
        self.transcript: Transcript = []
        self._masks: dict[bytes, bytes] = {}

    async def live(self) -> Transcript:
        """From beginning to end."""
        self.clock.now = BEGAN
        found = await self.ada.post("/sessions", {"exercise": self.script.exercise.slug, "with": "partner"})
        self.session = found.location.removesuffix("/invitation")
        self.at = {"Ada": self.session, "Ben": self.session}
        for number, event in enumerate(self.script.events):
            await self._happen(event)
            for round, looks in enumerate(event.looks):
                self.clock.now += MINUTE
                for _ in range(self.moments.randint(0, 2) if round else 0):
                    self.clock.now += 1000
                    await self.hide()
                self.clock.now += MINUTE - self.clock.now % MINUTE
                await self._look(looks, f"{number} {event.what} {event.step} look {round}")
        if self.ear is not None:
            await self.ear.close()
        return self.transcript

    # What both may know of

    async def _happen(self, event: Event) -> None:
        match event.what:
            case "ada" | "ben":
                await self.settle(event)
                who = self.ada if event.what == "ada" else self.ben
                view = await self._reach(who, event.step)
                if view is not None and not view["turn"] and not view["paper"]:
                    await self._complete(who, event.step, None)
            case "both":
                for move in range(event.number):
                    await self._between(event.step, (self.ada, self.ben)[move % 2])
                    await self._between(event.step, (self.ben, self.ada)[move % 2])
            case "join":
                await self.settle(event)
                await self._join()
            case "time":
                self.clock.now += event.number * MINUTE
            case "solo":
                await self._ben("solo", self.ben.post("/sessions", {"exercise": "sf-scale", "with": "me"}))
            case "stop":
                kind = "break" if event.number else "moment"
                fields = {"kind": kind, "minutes": str(event.number)}
                await self.ada.post(f"{self.session}/pause", fields)
            case "back":
                self.clock.now += 30 * MINUTE
                await self.ada.post(f"{self.session}/readiness", {})
                await self._ben("back", self.ben.post(f"{self.session}/readiness", {}))
            case "withdraw":
                await self._withdraw(event.step)
            case "leave":
                await self.ada.post(f"{self.session}/departure", {"way": WAYS[event.number]})

    async def _join(self) -> None:
        answer = await self.ada.post(f"{self.session}/invitation", {"name": "Ada"})
        assert answer.status == 303, answer
        way = msgspec.json.decode((await self.ada.get(f"{self.session}/invitation")).body)
        if self.script.by_link:
            found = await self.ben.post("/joins", {"link": way["link"], "name": "Ben"})
        else:
            found = await self.ben.post("/joins", {"code": way["code"], "name": "Ben"})
            self.knock = found.location
            fields = {"knock": self.knock.rpartition("/")[2], "admit": "yes"}
            assert (await self.ada.post(f"{self.session}/admission", fields)).status == 303
        assert found.status == 303, found
        self._note("join", found)
        self.joined = True
        fields = {"fits": "none"}
        assert (await self.ada.post(f"{self.session}/gate", fields)).status == 303
        self._note("gate", await self.ben.post(f"{self.session}/gate", fields))
        self.ear = Ear(self.ben, f"{self.session}/stream?seen=0")

    async def _withdraw(self, step: int) -> None:
        """Visible to Ben: Ada is not done any more. Only where he cannot have opened it."""
        if step in self.done["Ada"] and step not in self.done["Ben"]:
            found = await self.ada.post(f"{self.session}/steps/{self.steps[step].id}/withdrawal", {})
            if found.status == 303:
                self.done["Ada"].discard(step)
                self.known.pop(step, None)
                self.dirty.discard(step)

    async def _reach(self, who: Wire, step: int) -> dict[str, Any] | None:
        """Go on to a step that can be answered, by what only its doer notices; None where there is none."""
        for _ in range(9):
            view = await self._current(who)
            now = self._place(view)
            if now < 0 or now > step or view["stage"] == "wait":
                return None
            move = {"shown": "read-on", "reread": "keep"}.get(view["stage"])
            if not move and now == step:
                return view
            if not move and self.rules[now] is not Reveal.PRIVATE:
                return None
            if (await self._complete(who, now, move)).status != 303:
                return None
        return None

    async def _complete(self, who: Wire, step: int, move: str | None) -> Seen:
        fields: Form = {"move": [move]} if move else self.fields(who, step)
        # To meet whoever came by the link is for both to see, so it comes with a step that both worlds have.
        met = {"met": ["yes"]} if self.joined and self.steps[step].when is None else {}
        path = f"{self.session}/steps/{self.steps[step].id}/completion"
        found = await who.post(path, {**fields, **met})
        if who is self.ben:
            self._note(f"ben {step}", found)
        if found.status == 303:
            self.at[who.name] = found.location
            if not move:
                self.done[who.name].add(step)
            if who is self.ada and move != "read-on":
                self.known.setdefault(step, self.clock.now)
        return found

    async def _between(self, step: int, who: Wire) -> None:
        view = await self._reach(who, step)
        if view is None:
            return
        base = f"{self.session}/steps/{self.steps[step].id}"
        rng = Random(f"{self.script.seed} {step} {len(self.transcript)}")
        if view["turn"] and view["turn"]["mine"]:
            end, fields = _turn(view["turn"], form(self.steps[step], rng), rng)
        elif view["paper"]:
            end, fields = _paper(view["paper"], form(self.steps[step], rng))
        else:
            return
        found = await who.post(f"{base}/{end}", {**fields, "met": ["yes"]})
        if who is self.ben:
            self._note(f"ben between {step}", found)

    async def _current(self, who: Wire) -> dict[str, Any]:
        """The page somebody is on, as data."""
        for _ in range(4):
            found = await who.get(self.at[who.name])
            if found.status != 303:
                break
            self.at[who.name] = found.location
        view: dict[str, Any] = msgspec.json.decode(found.body)
        return view

    def _place(self, view: dict[str, Any]) -> int:
        ids = [step.id for step in self.steps]
        return ids.index(view["step"]["id"]) if "step" in view else -1

    # What reaches Ben

    async def _ben(self, label: str, asked: Any) -> None:
        if self.joined:
            self._note(label, await asked)
        else:
            asked.close()

    async def _look(self, looks: tuple[Look, ...], label: str) -> None:
        if not self.joined or self.ear is None:
            return
        self._note(f"{label} stream", Seen(200, (), await self.ear.heard()))
        for path, asked_as in looks:
            where = path.replace("{session}", self.session).replace("{knock}", self.knock)
            self._note(f"{label} {path} {asked_as}", await self.ben.get(where, asked_as))

    def _note(self, label: str, seen: Seen) -> None:
        headers = tuple((name, self._plain(name, value)) for name, value in seen.headers)
        self.transcript.append((label, Seen(seen.status, headers, self._masked(seen.body))))

    def _plain(self, name: str, value: str) -> str:
        """A header without what is random in it."""
        match name:
            case "location":
                return self._masked(value.encode()).decode()
            case "set-cookie":
                return _COOKIE.sub(r"\1=*", value)
        return value

    def _masked(self, body: bytes) -> bytes:
        """Ids by the order in which Ben met them: the same id, the same mask."""
        return _ID.sub(lambda found: self._masks.setdefault(found[0], b"<%022d>" % len(self._masks)), body)


def _turn(turn: dict[str, Any], words: Form, rng: Random) -> tuple[str, Form]:
    match turn["phase"]:
        case "judge":
            return "verdict", {"verdict": [rng.choice(["heard", "heard", "partly"])]}
        case "heard" | "later":
            return "turn", {"move": ["go-on"]}
    return "turn", {"said": ["yes"]} if turn["mode"] == "aloud" else words


def _paper(paper: dict[str, Any], words: Form) -> tuple[str, Form]:
    if paper["version"] == 0:
        return "completion", {**words, "base": ["0"]}
    return "signature", {"version": [str(paper["version"])], "sign": ["no" if paper["mine"] else "yes"]}
