"""Days of Ada and Ben at the gate: the same in every world but for what Ada taps and what she reads alone."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import msgspec
import pytest
from litestar import Litestar

from server.core.state import DAY, MINUTE
from server.desk import checks
from tests.privacy.evening import Transcript
from tests.privacy.hiding import Standing
from tests.privacy.script import FORMS
from tests.privacy.wire import Ear, Seen, Wire

BEGAN = 1_900_000_000_000
_ID = re.compile(rb"(?<![0-9a-z])[0-9a-hjkmnp-tv-z]{26}(?:[0-9a-hjkmnp-tv-z]{26})?(?![0-9a-z])")
_COOKIE = re.compile(r"^(signin|device)=[^;]+")
_LOOKS = ("{session}", "{session}/gate", "/today", "/together", "{session}/departure", "/exercises", "/more")
SLUGS = ("gm-appreciations", "gm-know-my-world", "co-floor", "at-needs")


class Drawing:
    """The days that are drawn: by the schedule, and so the same in every world."""

    def __init__(self, seed: str) -> None:
        self._rng = Random(seed)

    def randbelow(self, below: int) -> int:
        return self._rng.randrange(below)


class Days:
    """One world of a schedule. `reasons`: what Ada taps if something fits. `transcript`: what reaches Ben."""

    def __init__(self, app: Litestar, clock: Standing, seed: str, reasons: tuple[str, ...]) -> None:
        self.clock, self.reasons = clock, reasons
        self.both = Random(seed)
        self.hidden = Random(f"{seed} {reasons}")
        self.seed = seed
        self.ada, self.ben = Wire(app, "Ada"), Wire(app, "Ben")
        self.transcript: Transcript = []
        self.closed = 0
        self._masks: dict[bytes, bytes] = {}
        self._session = ""

    async def live(self, patch: pytest.MonkeyPatch) -> Transcript:
        """Two to four attempts over days, the first one held."""
        patch.setattr(checks, "secrets", Drawing(self.seed))
        self.clock.now = BEGAN
        for attempt in range(self.both.randint(2, 4)):
            await self._attempt(attempt)
            self.clock.now += self.both.choice([MINUTE, 60 * MINUTE, DAY, 3 * DAY, 5 * DAY, 10 * DAY])
        return self.transcript

    async def _attempt(self, attempt: int) -> None:
        ear = await self._meet()
        holds = attempt == 0 or self.both.random() < 0.3
        acts = ["ada", "ben"] if self.both.random() < 0.5 else ["ben", "ada"]
        if self.both.random() < 0.2:
            acts.remove("ben")
        for act in acts:
            await self._look(f"{attempt} before {act}", ear)
            if act == "ada":
                await self._ada(holds)
            else:
                self._note(f"{attempt} ben", await self.ben.post(f"{self._session}/gate", {"fits": "none"}))
            self.clock.now += MINUTE * self.both.randint(1, 8)
            await self._alone()
        for wait in (0, 12):
            self.clock.now += MINUTE * wait
            await self._look(f"{attempt} after {wait}", ear)
        self.closed += b"closed" in (await self.ben.get(f"{self._session}/gate")).body
        await ear.close()

    async def _meet(self) -> Ear:
        first, second = (self.ada, self.ben) if self.both.random() < 0.6 else (self.ben, self.ada)
        slug = self.both.choice(SLUGS)
        found = await first.post("/sessions", {"exercise": slug, "with": "partner"})
        self._session = found.location.removesuffix("/invitation")
        await first.post(f"{self._session}/invitation", {"name": first.name})
        way = msgspec.json.decode((await first.get(f"{self._session}/invitation")).body)
        knock = (await second.post("/joins", {"code": way["code"], "name": second.name})).location
        fields = {"knock": knock.rpartition("/")[2], "admit": "yes"}
        assert (await first.post(f"{self._session}/admission", fields)).status == 303
        return Ear(self.ben, f"{self._session}/stream?seen=0")

    async def _ada(self, holds: bool) -> None:
        """She taps; sometimes twice, or first something that does not go."""
        tapped: dict[str, Any] = {"fits": list(self.reasons) if holds else "none", "met": "yes"}
        if self.hidden.random() < 0.3:
            await self.ada.post(f"{self._session}/gate", {})
        for _ in range(self.both.randint(1, 2)):
            assert (await self.ada.post(f"{self._session}/gate", tapped)).status == 303

    async def _alone(self) -> None:
        """What she reads on her own, and nobody may notice."""
        for _ in range(self.hidden.randint(0, 3)):
            path = self.hidden.choice(["/today", "/more", "/help", self._session])
            await self.ada.get(path, self.hidden.choice(FORMS))
            if path == "/more" and self.hidden.random() < 0.5:
                await self.ada.post("/more", {"seen": "yes"})

    async def _look(self, label: str, ear: Ear) -> None:
        self._note(f"{label} stream", Seen(200, (), await ear.heard()))
        for path in _LOOKS:
            asked_as = self.both.choice(FORMS)
            self._note(f"{label} {path}", await self.ben.get(path.format(session=self._session), asked_as))

    def _note(self, label: str, seen: Seen) -> None:
        headers = tuple((name, self._plain(value)) for name, value in seen.headers)
        self.transcript.append((label, Seen(seen.status, headers, self._masked(seen.body))))

    def _plain(self, value: str) -> str:
        return _COOKIE.sub(r"\1=*", self._masked(value.encode()).decode())

    def _masked(self, body: bytes) -> bytes:
        return _ID.sub(lambda found: self._masks.setdefault(found[0], b"<%022d>" % len(self._masks)), body)
