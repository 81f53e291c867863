"""A break after an argument: it lies nowhere but in its own address, under this server's mark."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from msgspec import Struct

from server.core.state import BREAK_AT_LEAST, DAY, MINUTE
from server.desk.base import Desk
from server.vault.breaks import break_holds, break_mark

PLACE = "/argued/break"
KEPT = 3 * DAY
"""How long after its end an address still leads to the talk: an old one is no break for a new argument."""
_MINUTE = re.compile(r"[0-9]{1,9}", re.ASCII)
_ZONE = re.compile(r"-?[0-9]{1,3}", re.ASCII)
_WIDEST = 14 * 60


class Break(Struct, frozen=True, kw_only=True):
    """From one minute to another, counted from the epoch; `zone` as the phone gave it."""

    began: int
    until: int
    zone: str
    """Minutes of the phone's clock ahead of UTC; "" where it did not say."""

    @property
    def end(self) -> int:
        """The first moment after it, in milliseconds."""
        return self.until * MINUTE


def zone_of(text: str) -> str:
    """A zone that there can be, else ""."""
    return str(int(text)) if _ZONE.fullmatch(text) and abs(int(text)) <= _WIDEST else ""


def begin(at: int, length: int, zone: str) -> Break:
    """A break of so many milliseconds from now, to the next full minute; never shorter than the least."""
    end = at + max(length, BREAK_AT_LEAST)
    return Break(began=at // MINUTE, until=-(-end // MINUTE), zone=zone_of(zone))


def address(desk: Desk, taken: Break) -> str:
    """Where this break is: the address is all that is kept of it."""
    mark = break_mark(taken.began, taken.until, taken.zone, desk.pepper)
    fields = {"began": taken.began, "until": taken.until, "zone": taken.zone, "mark": mark}
    return f"{PLACE}?{urlencode(fields)}"


def find(desk: Desk, began: str, until: str, zone: str, mark: str, at: int) -> Break | None:
    """The break of an address, or None: it was changed, comes from elsewhere, or is long over."""
    if not (_MINUTE.fullmatch(began) and _MINUTE.fullmatch(until)) or zone != zone_of(zone):
        return None
    found = Break(began=int(began), until=int(until), zone=zone)
    if not break_holds(mark, found.began, found.until, found.zone, desk.pepper):
        return None
    whole = (found.until - found.began) * MINUTE >= BREAK_AT_LEAST
    return found if whole and at < found.end + KEPT else None
