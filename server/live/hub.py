"""Who listens where: seats and their open streams, told that something changed, never what."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping

GRACE = 45.0
"""Seconds after the last stream of a seat ended until it counts as away: a locked phone is no absence."""
MOST_STREAMS = 2
"""Open streams of one device; a third is refused."""
MOST_OF_PERSON = 6
"""Open streams of one person, on however many devices."""
MOST = 3000
"""Open streams in all: far below the connections that are served, so that pages and writes have room."""

HELD = 10.0
"""Seconds that a place is held between the yes to a stream and its first breath, which may never come."""

Seat = tuple[str, int]


class TooMany(Exception):
    """This device, this person or the whole process has as many open streams as it may have."""


class Listener:
    """One open stream: what it has to say next, coalesced, so that a slow phone needs no queue."""

    __slots__ = ("_wake", "closed", "held", "person", "presence", "quiet", "seat", "sequence", "signin")

    def __init__(self, seat: Seat, person: str, signin: str, *, quiet: bool = False) -> None:
        self.seat = seat
        self.person = person
        self.signin = signin
        self.quiet = quiet
        """Neither says that it is here nor hears whether the other is."""
        self.sequence = 0
        """The newest number to tell, 0 for none."""
        self.presence = ""
        self.closed = False
        self.held: asyncio.TimerHandle | None = None
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something is there to be told."""
        self._wake.set()

    def close(self) -> None:
        """End the stream at its next breath, which is now."""
        self.closed = True
        self._wake.set()

    async def wait(self, seconds: float) -> bool:
        """Until woken, at most so long; whether it was woken."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True


class Hub:
    """Every open stream of this process. Holds ids and numbers, no keys and no words."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._open = 0
        self._listeners: dict[Seat, set[Listener]] = {}
        self._devices: Counter[str] = Counter()
        self._persons: Counter[str] = Counter()
        self._leaving: dict[Seat, asyncio.TimerHandle] = {}
        self._closed = False

    def __len__(self) -> int:
        return self._open

    def full(self, signin: str = "", person: str = "") -> bool:
        """Whether this device of this person, or with neither anybody, may not open another stream now."""
        if self._closed or self._open >= self._most:
            return True
        return self._devices[signin] >= MOST_STREAMS or self._persons[person] >= MOST_OF_PERSON

    def hold(self, listener: Listener) -> None:
        """Keep a place for a stream that is about to begin; raises `TooMany`. Many may ask at one moment."""
        if self.full(listener.signin, listener.person):
            raise TooMany
        self._count(listener, 1)
        listener.held = asyncio.get_running_loop().call_later(HELD, self._let_go, listener)

    def _let_go(self, listener: Listener) -> None:
        listener.held = None
        self._count(listener, -1)

    def join(self, listener: Listener) -> None:
        """Begin to listen; raises `TooMany`, unless a place is held."""
        if listener.held is None and self.full(listener.signin, listener.person):
            raise TooMany
        if listener.held is None:
            self._count(listener, 1)
        else:
            listener.held.cancel()
            listener.held = None
        was = self.present(listener.seat)
        self._listeners.setdefault(listener.seat, set()).add(listener)
        timer = None if listener.quiet else self._leaving.pop(listener.seat, None)
        if timer is not None:
            timer.cancel()
        if not was and not listener.quiet:
            self._tell_presence(listener.seat, "here")

    def leave(self, listener: Listener) -> None:
        """Listen no longer. Harmless when repeated."""
        there = self._listeners.get(listener.seat)
        if there is None or listener not in there:
            return
        there.discard(listener)
        self._count(listener, -1)
        if not there:
            del self._listeners[listener.seat]
        if not listener.quiet and not self.present(listener.seat) and not self._closed:
            loop = asyncio.get_running_loop()
            self._leaving[listener.seat] = loop.call_later(GRACE, self._gone, listener.seat)

    def present(self, seat: Seat) -> bool:
        """Whether somebody who lets it be seen sits there now, or did a moment ago."""
        return seat in self._leaving or any(not each.quiet for each in self._listeners.get(seat, ()))

    def tell(self, space: str, sequences: Mapping[int, int]) -> None:
        """Wake the seats whose view a commit has changed. Called after the commit, never before."""
        for seat, sequence in sequences.items():
            for listener in self._listeners.get((space, seat), ()):
                listener.sequence = max(listener.sequence, sequence)
                listener.wake()

    def hush(self, seat: Seat) -> None:
        """Whoever sits there has left the other: from now on nothing tells whether they are here."""
        for listener in self._listeners.get(seat, ()):
            listener.quiet = True
        timer = self._leaving.pop(seat, None)
        if timer is not None:
            timer.cancel()

    def close(self, which: Callable[[Listener], bool]) -> None:
        """End the streams of a person, a sign-in or a space at once."""
        for listeners in list(self._listeners.values()):
            for listener in list(listeners):
                if which(listener):
                    listener.close()

    def close_person(self, person: str) -> None:
        """End every stream of a person."""
        self.close(lambda listener: listener.person == person)

    def close_all(self) -> None:
        """End every stream and take no more: the process is about to stop."""
        self._closed = True
        for timer in self._leaving.values():
            timer.cancel()
        self._leaving.clear()
        self.close(lambda _: True)

    def _count(self, listener: Listener, one: int) -> None:
        self._open += one
        for counted, name in ((self._devices, listener.signin), (self._persons, listener.person)):
            counted[name] += one
            if not counted[name]:
                del counted[name]

    def _gone(self, seat: Seat) -> None:
        self._leaving.pop(seat, None)
        self._tell_presence(seat, "away")

    def _tell_presence(self, seat: Seat, word: str) -> None:
        space, number = seat
        for listener in self._listeners.get((space, 3 - number), ()):
            listener.presence = word
            listener.wake()
