"""Who speaks first when two people who have talked before sit down again: the other one."""

from __future__ import annotations

from collections.abc import Iterable

from server.core.state import State


def first_seat(earlier: Iterable[State], host: str, guest: str) -> int:
    """1 where the host speaks first, 2 where the guest does; the host, if the two never talked by turns.

    `earlier`: sessions of whoever asks, in any order, those with other people among them. Only those count in
    which these two came to speak: one that was left before is no turn that somebody had.
    """
    last_at, last = 0, guest
    for state in earlier:
        if {sitting.person for sitting in state.sittings.values()} != {host, guest}:
            continue
        for course in state.courses.values():
            floor = course.floor
            if floor is not None and floor.entries and floor.entries[0].at >= last_at:
                last_at, last = floor.entries[0].at, state.sittings[floor.first].person
    return 1 if last == guest else 2
