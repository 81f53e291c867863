"""Walks through whole exercises: the hands work unseen, and a page is opened wherever it looks new."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from msgspec import Struct

from tests import cast
from tests.browser.hands import Hand

ROUNDS = 120


class Stand(Struct, frozen=True):
    """Where somebody stands in an exercise, as far as it shows."""

    exercise: str
    name: str
    step: str
    kind: str
    looks: tuple[Any, ...]

    @staticmethod
    def of(exercise: str, name: str, view: Mapping[str, Any]) -> Stand:
        """From a session's view."""
        if "passage" in view:
            return Stand(exercise, name, "gate", "gate", (view["passage"],))
        if "step" not in view:
            return Stand(exercise, name, "end", "end", ())
        turn, paper, step = view["turn"], view["paper"], view["step"]
        looks: tuple[Any, ...] = (view["stage"], view["rule"], bool(view["partner"]))
        if turn:
            looks += (turn["phase"], turn["mine"], turn["mode"], len(turn["talk"] or ()))
        if paper:
            looks += (paper["version"], paper["mine"], paper["theirs"])
        return Stand(exercise, name, step["id"], step["kind"], looks)

    @property
    def sort(self) -> tuple[Any, ...]:
        """All with the same look alike but for their words."""
        return (self.kind, *self.looks[:5])

    @property
    def asks(self) -> bool:
        """There is a question with words of its own."""
        return self.looks[:1] == ("ask",)


class Aside:
    """A thread with a loop of its own: the browser's loop has this one."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()

    def does(self, work: Any) -> Any:
        """Wait for it and hand on what came of it."""
        return self._thread.submit(self._runner.run, work).result()

    def ends(self) -> None:
        """Let the thread go."""
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()


@contextmanager
def aside() -> Iterator[Aside]:
    """For as long as a walk takes."""
    made = Aside()
    try:
        yield made
    finally:
        made.ends()


async def _begins(exercise: str, first: cast.Phone, *others: cast.Phone) -> str:
    return await cast.couple(first, others[0], exercise) if others else await cast.begin(first, exercise)


def walk(exercise: str, *hands: Hand) -> Iterator[tuple[Hand, Stand, str]]:
    """Every stand of everybody from the first step to the end, each once: who, where, the path."""
    with ExitStack() as kept:
        work = kept.enter_context(aside())
        phones = [cast.Phone.at(hands[0].origin, hand.name) for hand in hands]
        session = work.does(_begins(exercise, *phones))
        for phone, hand in zip(phones, hands, strict=True):
            kept.callback(work.does, phone.close())
            for name, value in phone.client.cookies.items():
                hand.context.add_cookies([{"name": name, "value": value, "url": hand.origin}])
        stood: set[Stand] = set()
        for _ in range(ROUNDS):
            stands = []
            for phone, hand in zip(phones, hands, strict=True):
                stand = Stand.of(exercise, hand.name, work.does(phone.view(session)))
                stands.append(stand)
                if stand not in stood:
                    stood.add(stand)
                    yield hand, stand, session
                work.does(cast.answer(phone, session, f"What {phone.name} said: the tea on the stairs"))
            if all(stand.step == "end" for stand in stands):
                return
        raise AssertionError(f"{exercise} did not come to its end: {stands}")
