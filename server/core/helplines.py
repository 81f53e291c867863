"""Numbers to call for help, country by country, and when they were checked too long ago to be shown."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

MOST_DAYS = 200
"""Days after which a line is no longer shown until somebody has looked again."""

About = Literal["feelings", "home"]
"""What a line is for: feelings that are too much, and thoughts of suicide; or violence at home."""


class Line(Struct, frozen=True, kw_only=True):
    """One service: how to reach it, and what is known of it."""

    id: str
    name: str
    about: tuple[About, ...]
    call: tuple[str, ...] = ()
    """Numbers as people write them; the page takes the spaces out to dial."""
    text: str = ""
    word: str = ""
    """What to text, where the service asks for a word."""
    address: str = ""
    """The organisation's own site, or "" where we know of none for certain."""
    hours: str
    """24/7, or from and to as 15:30-00:30, or "unknown"."""
    languages: tuple[str, ...]
    """Codes as en, fr; empty where they are not known."""
    cost: Literal["free", "paid", "unknown"]
    verified_on: str = ""
    """The day on which somebody read this on the organisation's own site; "" for never."""
    seen_on: str = ""
    """The day on which it was seen elsewhere. That alone shows no number to anybody."""


class Country(Struct, frozen=True, kw_only=True):
    """One country by its code as in addresses (de), its emergency numbers and its lines."""

    id: str
    emergency: tuple[str, ...]
    """Empty where none was checked."""
    lines: tuple[Line, ...] = ()


class Helplines(Struct, frozen=True, kw_only=True):
    """All that Help has to offer."""

    countries: tuple[Country, ...] = ()


def fresh(line: Line, today: date) -> bool:
    """Whether a line was checked, and lately enough to be shown; a day that is yet to come says nothing."""
    if not line.verified_on:
        return False
    return 0 <= (today - date.fromisoformat(line.verified_on)).days <= MOST_DAYS
