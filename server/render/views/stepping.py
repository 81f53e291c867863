"""Builds a step's view from the core for one viewer; what `sight` kept closed is not in the session here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from server.core.exercise import Exercise
from server.core.opening import other, rests_for, rule, stays_closed
from server.core.progress import Stage, current, floor, stage
from server.core.state import BREAK_AT_LEAST, PAUSE_ASKS_AFTER, Session, Standing, Stop
from server.core.steps.base import Reveal, Step
from server.core.steps.match import MatchAnswer
from server.core.talking import actor
from server.core.wording import words_in
from server.render.locale import Language
from server.render.problems import Said, Told, said
from server.render.views.between import paper_of, turn_of
from server.render.views.session import (
    KnockLine,
    PartnerLine,
    Quote,
    StepView,
    StopLine,
)

PICKED = ("scale", "choice", "rank", "feelings")
"""The kinds whose answers are words of the exercise."""


class Around(Struct, kw_only=True):
    """What a view needs beside the session: who reads, when, in which language, and what else stands open."""

    seat: int
    sequence: int
    at: int
    language: Language
    exercise: Exercise
    """The session's exercise in the reader's language."""
    deed: str
    presence: str = ""
    knocks: list[KnockLine] = []
    notice: str = ""
    offset: int = 0
    """Minutes of the reader's clock ahead of UTC."""


def read_in(session: Session, around: Around) -> Session:
    """The session with its exercise in the reader's language; everything else goes by ids."""
    return msgspec.structs.replace(session, exercise=around.exercise)


def common(session: Session, around: Around, step: Step | None = None) -> dict[str, Any]:
    """The fields of every view of a session."""
    state = session.state
    return {
        "session": session.id,
        "title": around.exercise.title,
        "words_in": words_in(session.exercise, around.language.tag),
        "pair": session.exercise.audience == "pair",
        "here": state.here,
        "seat": around.seat,
        "deed": around.deed,
        "sequence": around.sequence,
        "me": state.sittings[around.seat].name,
        "partner": _partner(session, around, step),
        "waits_for_partner": not state.alone and len(state.sittings) == 1,
        "met": state.met or around.seat != 1,
        "knocks": around.knocks,
        "stop": _stop(session, around),
        "stop_advice": around.exercise.stop,
        "notice": around.notice,
    }


def _partner(session: Session, around: Around, step: Step | None) -> PartnerLine | None:
    sitting = session.state.sittings.get(other(around.seat))
    if sitting is None:
        return None
    here = sitting.standing is Standing.HERE
    done: bool | None = None
    if (
        step is not None
        and here
        and rule(session.exercise, step) not in (Reveal.PRIVATE, Reveal.TURNS, Reveal.JOINT)
    ):
        done = other(around.seat) in session.state.course(step.id).marks
    presence = around.presence if here else ""
    if presence == "here" and session.state.pause is not None:
        presence = "break"
    return PartnerLine(name=sitting.name, here=here, done=done, presence=presence)


def _stop(session: Session, around: Around) -> StopLine | None:
    state = session.state
    standing = state.sittings[around.seat].standing
    if state.alone or standing is not Standing.HERE:
        return None
    mine = around.seat in state.ready
    if state.pause is not None:
        pause = state.pause
        early = pause.kind is Stop.BREAK and around.at < pause.since + BREAK_AT_LEAST
        asks = around.at >= pause.since + PAUSE_ASKS_AFTER
        until = around.language.clock(pause.until, around.offset)
        return StopLine(kind=pause.kind, until=until, early=early, asks=asks, ready=mine)
    if rests_for(state, around.seat, around.at):
        return StopLine(kind="rest", until="", early=False, asks=True, ready=mine)
    return None


def step_view(
    session: Session,
    step: Step,
    around: Around,
    *,
    value: dict[str, Any],
    flaws: list[Told] | None = None,
    typed: bool = False,
) -> StepView:
    """One step for one seat. `value`: what was typed or answered before, under the names of the fields."""
    session, seat, at = read_in(session, around), around.seat, around.at
    step = session.exercise.step(step.id) or step
    course = session.state.course(step.id)
    held = rule(session.exercise, step)
    now = stage(session, seat, step, at)
    steps = session.exercise.steps
    place = steps.index(step)
    mine = session.answers.get((step.id, seat, 0))
    day = datetime.fromtimestamp(at / 1000, UTC)
    days = getattr(step, "review_days", None) or getattr(step, "days", None) or 0
    mark = course.marks.get(seat)
    frame = common(session, around, step)
    turn = turn_of(session, step, seat) if held is Reveal.TURNS else None
    asks = now is Stage.ASK or (typed and now is not Stage.PAST)
    takes = asks and frame["stop"] is None and (turn is None or turn.takes_words)
    return StepView(
        **frame,
        step=step,
        stage=Stage.ASK if asks else now,
        rule=held,
        number=place + 1,
        of=len(steps),
        minutes=sum(each.minutes for each in steps[place:]),
        back=next((each.id for each in reversed(steps[:place]) if _was_asked(session, each, seat)), ""),
        next=_next(session, step, around),
        value=value,
        flaws=flaws or [],
        quoted=_quoted(session, step, around),
        show="" if mark is None or mark.show is None else ("yes" if mark.show else "no"),
        changeable=mark is not None and not mark.passed and seat not in course.opened,
        mine=mine if mark is not None else None,
        theirs=session.answers.get((step.id, other(seat), 0)),
        fresh=now is Stage.SHOWN,
        closed=stays_closed(step, course),
        alone=not session.state.alone and held is not Reveal.PRIVATE and _on_my_own(session, seat),
        turn=turn,
        paper=paper_of(session, step, seat) if held is Reveal.JOINT else None,
        today=day.date().isoformat(),
        suggested=(day + timedelta(days=days)).date().isoformat() if days else "",
        say=_say(session, step, around),
        unsent=_texts(step, value) if typed and not takes else [],
    )


def _texts(step: Step, value: dict[str, Any]) -> list[str]:
    """The words among what was typed."""
    found = [value.get(field.name, "") for field in step.fields() if field.holds == "text"]
    texts = [text for each in found for text in (each if isinstance(each, list) else [each])]
    return [text for text in texts if text.strip()]


def _on_my_own(session: Session, seat: int) -> bool:
    if session.state.sittings[seat].standing is not Standing.HERE:
        return True
    partner = session.state.sittings.get(other(seat))
    return partner is not None and partner.standing is not Standing.HERE


def _next(session: Session, step: Step, around: Around) -> str:
    """The address one step on, "" where this step still is the current one."""
    now = current(session, around.seat, around.at)
    steps = session.exercise.steps
    place = steps.index(step)
    if now is not None and steps.index(now) <= place:
        return ""
    onward = (each.id for each in steps[place + 1 :] if each == now or _was_asked(session, each, around.seat))
    return next(onward, "end")


def _was_asked(session: Session, step: Step, seat: int) -> bool:
    """Whether this seat saw the step at all; one that `when` passed by is no way back."""
    return step.when is None or (step.id, seat, 0) in session.answers


def _quoted(session: Session, step: Step, around: Around) -> list[Quote]:
    """What is shown again above the field: one's own words, and what opened of both."""
    found = [_quote(session, id, around.seat, around) for id in step.quotes]
    for id in step.recalls:
        if _matched(session, id, around.seat):
            found.append(_quote(session, id, other(around.seat), around, common=True))
        else:
            found += [_quote(session, id, seat, around) for seat in (around.seat, other(around.seat))]
    return [quote for quote in found if quote is not None]


def _matched(session: Session, id: str, seat: int) -> bool:
    """Whether a match has opened here: then there is one list of both, and nobody's own."""
    return isinstance(session.answers.get((id, other(seat), 0)), MatchAnswer)


def _quote(session: Session, id: str, seat: int, around: Around, *, common: bool = False) -> Quote | None:
    """One earlier answer, if there is something to read; under the name of whose it is, unless of both."""
    step, answer = session.exercise.step(id), session.answers.get((id, seat, 0))
    if step is None or answer is None or answer.empty:
        return None
    lines = said(answer.lines(step), around.language)
    if common:
        title = around.language.gettext("You both said yes to")
        return Quote(title, [Said("", line.text) for line in lines], picked=True)
    by = "" if seat == around.seat else session.state.sittings[seat].name
    return Quote(step.title, lines, picked=step.kind in PICKED, by=by)


def _say(session: Session, step: Step, around: Around) -> str:
    """One polite sentence about what the partner did last, for the live region."""
    _ = around.language.gettext
    partner = session.state.sittings.get(other(around.seat))
    if around.knocks:
        return _("%(name)s would like to come in.", name=around.knocks[0].name)
    if partner is None or session.state.here:
        return ""
    if session.state.pause is not None:
        return _("You two are taking a break.")
    course = session.state.course(step.id)
    if rule(session.exercise, step) is Reveal.TURNS:
        mine = actor(floor(session, step)) == around.seat
        return _("It is your turn.") if mine else _("%(name)s has a turn now.", name=partner.name)
    if len(course.opened) == 2:
        return _("You have both finished this step.")
    if rule(session.exercise, step) is not Reveal.PRIVATE and other(around.seat) in course.marks:
        return _("%(name)s has finished this step.", name=partner.name)
    return _("%(name)s is with you in this exercise.", name=partner.name)
