"""We just argued: the lengths of a break, the break itself, and what is offered after it."""

from __future__ import annotations

from typing import ClassVar

from server.render.view import View


class ArguedView(View, kw_only=True):
    """One tap more, and the break begins. It knows of no person and keeps nothing."""

    template: ClassVar[str] = "argued/show.html"


class BreakView(View, kw_only=True):
    """A break that goes on. What comes after it is no field here, so nothing on its page can lead there."""

    template: ClassVar[str] = "argued/break.html"
    here: str
    """Its own address, to look again."""
    until: str
    """The time on the reader's own clock; "" where their phone did not say its zone."""
    world: str
    """The same by world time, for a phone that did not say."""
    day: str
    """"today", "tomorrow" or "later", on the reader's calendar."""
    left: int
    """Full minutes that are left, and 1 at least."""
    seconds: int
    """Seconds to count down; 0 for a break too long to watch."""


class BreakOverView(View, kw_only=True):
    """After the break: more time, another day, or the talk."""

    template: ClassVar[str] = "argued/over.html"
    zone: str
    talk: str
    """The slug of the exercise; "" where this server has none."""
    title: str
    summary: str
    words_in: str
