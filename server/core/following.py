"""Following a pack: what a journal keeps of it, what changes it, and how far one's own sessions have come.

Nobody is behind, and nothing is lost by a pause: what was done stays done, whatever the days in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from server.core.pack import Entry, Pack
from server.core.state import DAY, MINUTE


class Way(StrEnum):
    """What somebody does with a pack."""

    FOLLOW = "follow"
    REST = "rest"
    GO_ON = "go-on"
    ANEW = "anew"
    SET_ASIDE = "set-aside"
    LEAVE = "leave"


class Following(Struct, frozen=True, kw_only=True):
    """One pack that somebody follows."""

    pack: str
    version: int
    began: int
    """Milliseconds: sessions begun before this do not count."""
    resting: bool = False
    aside: tuple[str, ...] = ()
    """Exercises that they set aside."""


class Run(Struct, frozen=True, kw_only=True):
    """One of somebody's own sessions, as far as a pack asks for it."""

    session: str
    exercise: str
    began: int
    touched: int
    done: bool


class Place(StrEnum):
    """Where somebody stands with one entry of a pack."""

    DONE = "done"
    ASIDE = "aside"
    BEGUN = "begun"
    NEXT = "next"
    LATER = "later"


class Stand(Struct, frozen=True, kw_only=True):
    """One entry as it stands: `session` for what was begun or done, `at` for when it fits or was done."""

    exercise: str
    place: Place
    session: str = ""
    at: int = 0
    """Milliseconds: of what is next, when it fits by the rhythm; of what is done, when it was."""


def change(
    all_: Sequence[Following], pack: Pack, way: Way, at: int, exercise: str = ""
) -> tuple[Following, ...]:
    """Everything that somebody follows after this; what makes no sense here changes nothing."""
    mine = find(all_, pack.slug)
    others = tuple(each for each in all_ if each.pack != pack.slug)
    fresh = Following(pack=pack.slug, version=pack.version, began=at)
    if mine is None:
        return (*others, fresh) if way is Way.FOLLOW else others
    match way:
        case Way.ANEW:
            return (*others, fresh)
        case Way.LEAVE:
            return others
        case Way.REST | Way.GO_ON:
            return _put(all_, replace(mine, resting=way is Way.REST, version=pack.version))
        case Way.SET_ASIDE if exercise in pack.slugs and exercise not in mine.aside:
            return _put(all_, replace(mine, aside=(*mine.aside, exercise), version=pack.version))
    return tuple(all_)


def find(all_: Iterable[Following], pack: str) -> Following | None:
    """Whether, and how, somebody follows this pack."""
    return next((each for each in all_ if each.pack == pack), None)


def _put(all_: Iterable[Following], new: Following) -> tuple[Following, ...]:
    return tuple(new if each.pack == new.pack else each for each in all_)


def stands(pack: Pack, mine: Following, runs: Iterable[Run]) -> tuple[Stand, ...]:
    """Every entry in order: what one's own sessions have made of it, and which one comes next."""
    own = [run for run in runs if run.began >= mine.began]
    found: list[Stand] = []
    next_ = True
    for entry in pack.entries:
        stand = _stand(entry.exercise, own, mine)
        if stand is None:
            place = Place.NEXT if next_ else Place.LATER
            stand = Stand(
                exercise=entry.exercise, place=place, at=_fits_at(entry, found, mine) if next_ else 0
            )
        next_ = next_ and stand.place in (Place.DONE, Place.ASIDE)
        found.append(stand)
    return tuple(found)


def _fits_at(entry: Entry, before: Iterable[Stand], mine: Following) -> int:
    """When it fits: so many days after the last one that was done; at once where none was."""
    done = [stand.at for stand in before if stand.place is Place.DONE]
    return max(done) + entry.after * DAY if done else mine.began


def _stand(exercise: str, own: Sequence[Run], mine: Following) -> Stand | None:
    """What was done, else begun, else set aside; the first time counts."""
    these = sorted((run for run in own if run.exercise == exercise), key=lambda run: run.touched)
    for run in sorted(these, key=lambda run: not run.done):
        place = Place.DONE if run.done else Place.BEGUN
        return Stand(exercise=exercise, place=place, session=run.session, at=run.touched if run.done else 0)
    return Stand(exercise=exercise, place=Place.ASIDE) if exercise in mine.aside else None


def coming(found: Iterable[Stand]) -> Stand | None:
    """What one is in the middle of, or what comes next; None once all of it is done or set aside."""
    return next((each for each in found if each.place in (Place.BEGUN, Place.NEXT)), None)


def fits(stand: Stand, at: int, offset: int) -> bool:
    """Whether its day has come, by the reader's own calendar (`offset`: minutes ahead of UTC)."""
    return (stand.at + offset * MINUTE) // DAY <= (at + offset * MINUTE) // DAY
