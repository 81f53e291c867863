"""What happens on an evening, the same in both worlds: whose step is next, where Ben looks, when."""

from __future__ import annotations

from random import Random

from msgspec import Struct

from server.core.exercise import Exercise
from server.core.opening import rule
from server.core.steps.base import Reveal
from tests.privacy.wire import FRAGMENT, JSON, PAGE

FORMS = (JSON, PAGE, FRAGMENT)
BETWEEN = (Reveal.TURNS, Reveal.JOINT)
GATES = (*BETWEEN, Reveal.TOGETHER, Reveal.CHOSEN)
HOUR = 60

Look = tuple[str, str]
"""An address (with {session}, {knock} and step ids in it), and as what it is asked for."""


class Event(Struct, frozen=True):
    """One thing that both may know of, and where Ben looks after it: one list after each hidden slot too."""

    what: str
    """ada, ben, both (a step); join, solo, stop, back, time, withdraw, leave."""
    step: int = -1
    number: int = 0
    """Minutes of `time`, moves of `both`, the way of `leave`."""
    looks: tuple[tuple[Look, ...], ...] = ()


class Script(Struct, frozen=True):
    """An evening. `held`: hidden acts come at the same moments in both worlds, only their words differ."""

    seed: str
    exercise: Exercise
    held: bool
    by_link: bool
    events: tuple[Event, ...]


WAYS = ("keep", "erase", "alone")


def script(seed: str, exercise: Exercise, *, thorough: bool = False) -> Script:
    """The evening of this seed. `thorough`: Ben looks at everything, in every form, every time."""
    return _Writing(seed, exercise, thorough).script()


def telling(exercise: Exercise) -> tuple[str, ...]:
    """The addresses that say something of the session."""
    steps = tuple(f"{{session}}/steps/{step.id}" for step in exercise.steps)
    return ("/today", "/together", "{session}", "{session}/departure", *steps)


def everywhere(exercise: Exercise) -> tuple[str, ...]:
    """Every address that Ben could think of."""
    more = ("/journal", "/you", "/join", "/exercises", "{knock}", "{session}/invitation")
    return (*telling(exercise), *more, "{session}/steps/nowhere")


class _Writing:
    def __init__(self, seed: str, exercise: Exercise, thorough: bool) -> None:
        self._rng = Random(seed)
        self._seed = seed
        self._exercise = exercise
        self._thorough = thorough
        self._rules = [rule(exercise, step) for step in exercise.steps]
        self._held = self._rng.random() < 0.35
        self._events: list[Event] = []

    def script(self) -> Script:
        rng, there = self._rng, len(self._rules)
        ada, ben, joins = 0, 0, rng.choice([0, 0, 1, 2])
        joined = False
        for _ in range(rng.randint(2, there + 3)):
            if not joined and (ada >= joins or self._blocked(ada, 0)):
                self._add("join")
                joined = True
            now = self._next(ada, ben, joined)
            if now is None:
                break
            self._add(now, min(ada, ben) if now == "both" else (ada if now == "ada" else ben))
            ada, ben = ada + (now != "ben"), ben + (now != "ada")
            self._between(ada - 1, joined=joined)
        if not joined:
            self._add("join")
        if rng.random() < 0.3:
            self._add("leave", number=rng.randrange(3))
        return Script(
            self._seed, self._exercise, self._held, rng.random() < 0.3, (*self._events, self._last())
        )

    def _next(self, ada: int, ben: int, joined: bool) -> str | None:
        able = []
        if ada < len(self._rules) and not self._blocked(ada, ben if joined else 0):
            able += ["ada", "ada"]
        if joined and ben < len(self._rules) and not self._blocked(ben, ada):
            able.append("ben")
        if ada == ben and joined and ada < len(self._rules) and self._rules[ada] in BETWEEN:
            able.append("both")
        return self._rng.choice(able) if able else None

    def _blocked(self, place: int, other: int) -> bool:
        """At steps between two both must be; past one that opens together nobody goes alone."""
        between = place < len(self._rules) and self._rules[place] in BETWEEN
        return between or any(
            rule in GATES and other <= number for number, rule in enumerate(self._rules[:place])
        )

    def _between(self, step: int, *, joined: bool) -> None:
        rng = self._rng
        rests = [24 * 15] if joined else []
        if rng.random() < 0.25:
            self._add("time", number=rng.choice([1, 1, 13, 13, 80, *rests]) * HOUR)
        if rng.random() < 0.12:
            self._add("solo")
        if rng.random() < 0.06:
            self._add("stop", number=rng.choice([0, 30]))
            self._add("back")
        if rng.random() < 0.08 and step >= 0:
            self._add("withdraw", step)
            self._add("ada", step)

    def _add(self, what: str, step: int = -1, number: int = 0) -> None:
        number = self._rng.randint(1, 5) if what == "both" else number
        looks = tuple(self._looks(most) for most in self._rng.choice([(1,), (1, 2), (1, 2)]))
        self._events.append(Event(what, step, number, looks))

    def _looks(self, most: int) -> tuple[Look, ...]:
        if self._thorough:
            return tuple((path, form) for path in everywhere(self._exercise) for form in FORMS)
        paths = self._rng.sample(telling(self._exercise), most)
        return tuple((path, self._rng.choice(FORMS)) for path in paths)

    def _last(self) -> Event:
        """Before it ends Ben looks around once more."""
        paths = self._rng.sample(everywhere(self._exercise), 5)
        return Event("time", looks=((), tuple((path, self._rng.choice(FORMS)) for path in paths)))
