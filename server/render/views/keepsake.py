"""What is left of a session: what opened to both, and a seat's own words apart from it."""

from __future__ import annotations

from server.core.opening import other, rule, stays_closed
from server.core.state import Session, Standing
from server.core.steps.base import Answer, Reveal, Step
from server.render.views.between import paper_of, turn_of
from server.render.views.session import FinishedView, Kept
from server.render.views.stepping import Around, common, read_in


def finished_view(session: Session, around: Around) -> FinishedView:
    """The keepsake: what opened to both, and this seat's own words apart from it."""
    session = read_in(session, around)
    kept = [_kept(session, step, around.seat) for step in session.exercise.steps if step.kind != "read"]
    sitting = session.state.sittings[around.seat]
    return FinishedView(
        **common(session, around),
        slug=session.exercise.slug,
        date=around.language.day(session.state.began, around.offset),
        left=sitting.standing is Standing.LEFT,
        opened=[each for each in kept if not each.private and _has_words(each)],
        own=[each for each in kept if each.private and each.mine is not None and not each.mine.empty],
    )


def _kept(session: Session, step: Step, seat: int) -> Kept:
    held = rule(session.exercise, step)
    course = session.state.course(step.id)
    mine: Answer | None = session.answers.get((step.id, seat, 0))
    between = held in (Reveal.TURNS, Reveal.JOINT)
    return Kept(
        step=step,
        private=not between and seat not in course.opened and other(seat) not in course.opened,
        mine=mine,
        theirs=session.answers.get((step.id, other(seat), 0)),
        closed=stays_closed(step, course),
        turn=turn_of(session, step, seat) if held is Reveal.TURNS else None,
        paper=paper_of(session, step, seat) if held is Reveal.JOINT else None,
    )


def _has_words(kept: Kept) -> bool:
    if kept.turn is not None:
        return bool(kept.turn.talk)
    if kept.paper is not None:
        return kept.paper.version > 0
    return kept.mine is not None or kept.theirs is not None
