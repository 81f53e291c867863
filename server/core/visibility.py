"""The only place where privacy is decided: what one viewer may have of one answer."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from server.core.opening import both_here, other, rule
from server.core.state import Place, Session
from server.core.steps.base import Answer, Reveal
from server.core.steps.match import MatchAnswer


class Sight(StrEnum):
    """HIDDEN: not even that it exists. SEALED: that it exists. OPEN: its words."""

    HIDDEN = "hidden"
    SEALED = "sealed"
    OPEN = "open"


class Viewer(Struct, frozen=True):
    """Who looks: the person, and the seat they sit on now."""

    person: str
    seat: int


def sight(viewer: Viewer, place: Place, author: str, session: Session) -> Sight:
    """What `viewer` may have of the answer at `place` that `author` (a person) gave.

    One's own words are one's own whatever happens. A seat alone gives nothing: whoever was let into a seat
    after a lost phone gets what was shared or opened, and not what an earlier person left sealed there.
    On one phone both seats are the same person's, so there the seat says whose words they are.
    """
    step_id, seat, _ = place
    if viewer.person == author and (viewer.seat == seat or not session.state.here):
        return Sight.OPEN
    step = session.exercise.step(step_id)
    sitting = session.state.sittings.get(viewer.seat)
    if step is None or sitting is None or sitting.person != viewer.person:
        return Sight.HIDDEN
    match rule(session.exercise, step):
        case Reveal.PRIVATE:
            return Sight.HIDDEN
        case Reveal.TURNS | Reveal.JOINT:
            return Sight.OPEN if session.state.met or viewer.seat == seat else Sight.SEALED
        case _:
            return _of_answer(viewer, place, author, session)


def _of_answer(viewer: Viewer, place: Place, author: str, session: Session) -> Sight:
    """What is there counts for the person who wrote it, not for others who had the same seat.

    On one phone the page of whoever has yet to answer holds nothing of the other's answer, though it opened:
    two phones lie apart, and this one goes straight from hand to hand.
    """
    step_id, seat, _ = place
    course = session.state.course(step_id)
    mark = course.marks.get(seat)
    if mark is None or mark.passed or mark.author != author:
        return Sight.HIDDEN
    if seat in course.opened:
        waits = session.state.here and both_here(session.state) and viewer.seat not in course.marks
        return Sight.SEALED if waits else Sight.OPEN
    # Once either goes on alone both write for themselves, and what is new is not the other's to notice.
    return Sight.SEALED if both_here(session.state) else Sight.HIDDEN


def narrowed(
    viewer: Viewer, answers: Mapping[Place, Answer], authors: Mapping[Place, str]
) -> dict[Place, Answer]:
    """What the viewer gets of answers that are open to them, which are all of these.

    Of a match that somebody else gave it is what both said yes to. So "ask me first" and "not now" leave with
    nobody but their author, look the same from across, and cannot be read off a longer or shorter answer.
    """
    return {
        place: answer
        if authors[place] == viewer.person or not isinstance(answer, MatchAnswer)
        else _of_both(answer, answers.get((place[0], other(place[1]), place[2])))
        for place, answer in answers.items()
    }


def _of_both(theirs: MatchAnswer, across: Answer | None) -> MatchAnswer:
    if not isinstance(across, MatchAnswer):
        return MatchAnswer(given={})
    both = [id for id, given in theirs.given.items() if given == across.given.get(id) == "yes"]
    return MatchAnswer(given=dict.fromkeys(both, "yes"))
