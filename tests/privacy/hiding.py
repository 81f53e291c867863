"""What only Ada knows of an evening: the words of one world, and what she does that nobody may notice."""

from __future__ import annotations

from random import Random

from litestar import Litestar

from server.core.opening import rule
from server.core.state import HOUR
from server.core.steps.base import Reveal
from tests.privacy.plans import Form, form
from tests.privacy.script import Event, Script
from tests.privacy.wire import Wire

OPENING = (Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN)


class Standing:
    """A clock that only the script moves."""

    now = 0

    def __call__(self) -> int:
        return self.now


class Hiding:
    """One world's Ada."""

    def __init__(
        self, app: Litestar, clock: Standing, script: Script, world: str, *, opens: bool = False
    ) -> None:
        self.script = script
        self.steps = script.exercise.steps
        self.rules = [rule(script.exercise, step) for step in self.steps]
        self.ada, self.ben = Wire(app, "Ada"), Wire(app, "Ben")
        self.clock = clock
        self.hidden = Random(f"{script.seed} {world}")
        self.moments = Random(f"{script.seed} moments") if script.held else self.hidden
        self.opens = opens
        """The third world: what Ada wrote is of this world even where it opens."""
        self.session = ""
        self.knock = "/join"
        self.joined = False
        self.dirty: set[int] = set()
        self.known: dict[int, int] = {}
        """When Ada gave, or read again, what she did at a step."""
        self.wrote: dict[int, Form] = {}
        self.hid = 0
        """Hidden acts that were taken."""
        self.done: dict[str, set[int]] = {"Ada": set(), "Ben": set()}

    def fields(self, who: Wire, step: int, *, hidden: bool = False) -> Form:
        """What somebody writes: of this world where it stays hidden, of both where it will open."""
        closed = who is self.ada and (hidden or self._stays_hidden(step) or self.opens)
        rng = self.hidden if closed else Random(f"{self.script.seed} {who.name} {step}")
        fields = form(self.steps[step], rng)
        if self.rules[step] is Reveal.CHOSEN:
            free = hidden and not (step in self.done["Ben"] and self.shows("Ben", step))
            show = self.hidden.random() < 0.5 if free else self.shows(who.name, step)
            fields["show"] = ["yes" if show else "no"]
            if "fate" in fields:
                fields["fate"] = ["share" if show else "keep"]
        return fields

    def shows(self, name: str, step: int) -> bool:
        """What somebody chooses in the end, the same in both worlds."""
        return Random(f"{self.script.seed} {name} shows {step}").randrange(5) < 3

    def _stays_hidden(self, step: int) -> bool:
        held = self.rules[step]
        both = self.shows("Ada", step) and self.shows("Ben", step)
        return held is Reveal.PRIVATE or (held is Reveal.CHOSEN and not both)

    def _old(self, step: int) -> bool:
        """So old that to read it again makes a difference: from then on only the moments may be the same."""
        return self.clock.now - self.known.get(step, self.clock.now) > 71 * HOUR

    def _may_hide(self, step: int) -> bool:
        """Whether Ada can change this without anybody's notice, and without its opening."""
        if self.rules[step] is not Reveal.PRIVATE and self._old(step) and not self.script.held:
            return False
        looked_at = any(each.when and each.when.step == self.steps[step].id for each in self.steps)
        match self.rules[step]:
            case Reveal.PRIVATE:
                return True
            case Reveal.SHARED:
                return not self.joined and not looked_at
            case Reveal.TOGETHER:
                return step not in self.done["Ben"]
            case Reveal.CHOSEN:
                return step not in self.done["Ben"] or self._stays_hidden(step)
        return False

    async def hide(self) -> None:
        """Ada drafts, edits, changes her mind, looks around, or sends something that is refused."""
        step = self.moments.randrange(len(self.steps))
        act = self.moments.choice(["draft", "edit", "edit", "edit", "look", "refused"])
        if act == "edit" and self.done["Ada"] and not self.script.held:
            step = self.hidden.choice(sorted(self.done["Ada"]))
        base = f"{self.session}/steps/{self.steps[step].id}"
        match act:
            case "draft":
                found = await self.ada.put(f"{base}/draft", form(self.steps[step], self.hidden))
                self.hid += found.status == 204
            case "edit" if step in self.done["Ada"] and self._may_hide(step):
                fields = self.fields(self.ada, step, hidden=True)
                if self.hidden.random() < 0.3:
                    choice = {name: fields[name] for name in ("show", "fate") if name in fields}
                    fields = self.wrote.get(step, fields) | choice
                found = await self.ada.post(f"{base}/completion", fields)
                if found.status == 303:
                    self.hid += 1
                    self.wrote[step] = fields
                    self.dirty.add(step)
            case "look":
                await self.ada.get(self.hidden.choice([base, self.session, "/today"]))
            case "refused":
                await self.ada.post(f"{base}/verdict", {"verdict": "maybe"})

    async def settle(self, event: Event) -> None:
        """Before something can open, Ada's words become those that both worlds know."""
        join = event.what == "join"
        old = {step for step in self.done["Ada"] if self._old(step) and self.rules[step] in OPENING}
        for step in sorted(self.dirty | old):
            opens = event.what == "ben" and step == event.step
            if not opens and not (join and self.rules[step] is Reveal.SHARED):
                continue
            path = f"{self.session}/steps/{self.steps[step].id}/completion"
            await self.ada.post(path, self.fields(self.ada, step))
            self.dirty.discard(step)
            self.known[step] = self.clock.now
