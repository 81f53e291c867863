"""How often somebody may try: buckets by person, session or address, in memory, and not many of them."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from types import TracebackType
from typing import Self

from msgspec import Struct

MOST = 8192
"""Buckets of one kind. Whoever was not seen for the longest time goes; a full bucket is worth nothing."""
MINUTE = 60_000


class Rate(Struct, frozen=True):
    """So many at once, then one more each time so many milliseconds have passed."""

    most: int
    each: int


RATES: Mapping[str, Rate] = {
    "codes of a person": Rate(10, MINUTE),
    "codes of an address": Rate(300, 2_000),
    "words of a person": Rate(10, MINUTE),
    "words of an address": Rate(60, 10_000),
    "invitations of a session": Rate(10, MINUTE),
    "invitations of a person": Rate(120, 30_000),
    "newcomers of an address": Rate(120, 30_000),
}
"""Codes and words: wrong ones. An address may be a whole house, so it gets far more than a person does.

A code has 40 random bits, so even 300 wrong ones at once are no danger; a home that shares an address is.
"""


class TooSoon(Exception):
    """Not now. Says nothing of what was tried; `seconds` from now there is room for one more."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class Turn:
    """One try that is under way. It holds its place while it lasts, and gives it back unless it counts."""

    def __init__(self, give_back: Callable[[], None] = lambda: None) -> None:
        self._give_back = give_back
        self._kept = False

    def counts(self) -> None:
        """A wrong code, or something that was made: the place is used up."""
        self._kept = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._kept:
            self._give_back()


class Throttle:
    """All buckets of this process. `clock`: milliseconds; it may be set back without locking anybody out."""

    def __init__(self, clock: Callable[[], int], rates: Mapping[str, Rate] = RATES, most: int = MOST) -> None:
        self._clock = clock
        self._rates = rates
        self._most = most
        # When each bucket will be full again. A full one need not be kept.
        self._until: dict[str, OrderedDict[str, int]] = {name: OrderedDict() for name in rates}

    def __len__(self) -> int:
        return sum(map(len, self._until.values()))

    def turn(self, kind: str, key: str) -> Turn:
        """A place for one try; raises `TooSoon` where there is none."""
        rate, buckets, now = self._rates[kind], self._until[kind], self._clock()
        whole = rate.most * rate.each
        until = min(max(buckets.get(key, 0), now), now + whole)
        if until + rate.each > now + whole:
            buckets[key] = until  # less than before if the clock was set back
            buckets.move_to_end(key)
            raise TooSoon(max(1, math.ceil((until + rate.each - now - whole) / 1000)))
        buckets[key] = until + rate.each
        buckets.move_to_end(key)
        if len(buckets) > self._most:
            buckets.popitem(last=False)
        return Turn(lambda: self._give_back(kind, key))

    def _give_back(self, kind: str, key: str) -> None:
        buckets, each = self._until[kind], self._rates[kind].each
        if key in buckets:
            buckets[key] -= each
            if buckets[key] <= self._clock():
                del buckets[key]


def place_of(peer: str) -> str:
    """An address as a bucket knows it: a home's whole IPv6 network is one; what is no address is one too."""
    try:
        found: IPv4Address | IPv6Address = ip_address(peer.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 72 << 72))
    return str(found)
