"""Views of packs: one pack before it begins, where one is in it, and lines about packs elsewhere."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from server.core import pack as packs
from server.core.exercise import Exercise
from server.core.following import Stand
from server.core.opening import rule
from server.core.pack import Entry, Pack
from server.core.steps.base import Reveal
from server.core.wording import words_in
from server.render.view import View

_SEEN = (Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN, Reveal.TURNS, Reveal.JOINT)


class PackRow(Struct, frozen=True, kw_only=True):
    """A line about a pack in the library."""

    slug: str
    title: str
    summary: str
    audience: str
    count: int
    weeks: int
    words_in: str
    """The language it is in, where that is not the reader's."""


def pack_row(pack: Pack, language: str) -> PackRow:
    """A line about a pack that is in the reader's language already, if it can be."""
    return PackRow(
        slug=pack.slug,
        title=pack.title,
        summary=pack.summary,
        audience=pack.audience,
        count=len(pack.entries),
        weeks=pack.weeks,
        words_in=packs.words_in(pack, language),
    )


class EntryLine(Struct, frozen=True, kw_only=True):
    """One exercise of a pack: what it is, when it fits, and what a partner will see of it."""

    slug: str
    title: str
    summary: str
    minutes: int
    audience: str
    after: int
    words_in: str
    rules: list[str]
    """The rules by which a partner reads something; empty where nobody else does."""


def entry_line(entry: Entry, exercise: Exercise, language: str) -> EntryLine:
    """One exercise of a pack."""
    rules = {rule(exercise, step) for step in exercise.steps if step.telling}
    return EntryLine(
        slug=exercise.slug,
        title=exercise.title,
        summary=exercise.summary,
        minutes=exercise.minutes,
        audience=exercise.audience,
        after=entry.after,
        words_in=words_in(exercise, language),
        rules=[str(each.value) for each in _SEEN if each in rules],
    )


class PackView(View, kw_only=True):
    """One pack, the same for everybody, so that a browser may keep it for when there is no network."""

    template: ClassVar[str] = "packs/show.html"
    slug: str
    title: str
    summary: str
    for_whom: str
    not_for: str
    audience: str
    weeks: int
    lines: list[EntryLine]
    deed: str
    words_in: str
    unread: bool
    """A translation that no native clinician has read yet."""


class PlaceLine(Struct, frozen=True, kw_only=True):
    """One exercise of a pack that somebody follows, as it stands for them."""

    slug: str
    title: str
    minutes: int
    words_in: str
    place: str
    session: str
    day: str
    """The day it was done, or from which it fits; "" where that is any day."""


def place_line(stand: Stand, exercise: Exercise, language: str, day: str) -> PlaceLine:
    """One exercise as it stands."""
    return PlaceLine(
        slug=exercise.slug,
        title=exercise.title,
        minutes=exercise.minutes,
        words_in=words_in(exercise, language),
        place=stand.place,
        session=stand.session,
        day=day,
    )


class FollowingView(View, kw_only=True):
    """Where somebody is in a pack; nobody else can see it."""

    template: ClassVar[str] = "packs/following.html"
    tab: ClassVar[str] = "today"
    slug: str
    title: str
    not_for: str
    words_in: str
    lines: list[PlaceLine]
    next: PlaceLine | None
    """What one is in the middle of, or what comes next; None once there is nothing more."""
    resting: bool
    changed: bool
    """The pack has another version than the one that they last looked at and did something in."""
    deed: str


class PackNext(Struct, frozen=True, kw_only=True):
    """What comes next in a pack, for Today."""

    pack: str
    name: str
    name_in: str
    """The language of that name, where it is not the reader's."""
    slug: str
    title: str
    words_in: str
    minutes: int
    day: str
    """From which day it fits; "" where that is any day."""


class PackLine(Struct, frozen=True, kw_only=True):
    """A pack that somebody follows, for their journal."""

    slug: str
    title: str
    words_in: str
    done: int
    of: int
    resting: bool
