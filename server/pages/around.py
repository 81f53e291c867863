"""What stands around a session's view: the reader, the clock, who is there, who knocks."""

from __future__ import annotations

from server.core.gate import Passage, passage
from server.core.one_phone import hands_over
from server.core.opening import other, rule
from server.core.state import Session
from server.core.steps.base import Reveal, Step
from server.desk import drafts, ids
from server.desk.asker import Asker
from server.desk.ids import Unreadable
from server.desk.invitations import drawn, heard
from server.desk.sessions import Held
from server.pages.visit import Visit
from server.render import values
from server.render.forms import typed
from server.render.views.session import KnockLine, StepView
from server.render.views.stepping import Around, step_view


def around_of(here: Visit, held: Held, notice: str = "") -> Around:
    """Everything a view of this session needs beside the session."""
    quiet = held.session.state.here or here.request.cookies.get("quiet", "") == "yes"
    present = here.house.hub.present((held.session.id, other(held.seat)))
    return Around(
        seat=held.seat,
        sequence=held.sequence,
        at=here.at,
        language=here.language,
        exercise=here.spoken(held.session.exercise),
        deed=ids.new_id(),
        presence="" if quiet else ("here" if present else "away"),
        knocks=_knocks(held),
        notice=notice,
        offset=here.offset,
    )


def first_of_all(session: Session, seat: int, at: int) -> str:
    """Where this seat has to go before any step, or "": the gate; on one phone, handing it over."""
    home = f"/sessions/{session.id}"
    if passage(session, seat, at) is not Passage.OPEN:
        return f"{home}/gate"
    return f"{home}/hand-over" if hands_over(session, at) else ""


def look(here: Visit, asker: Asker, held: Held, step: Step, notice: str = "") -> StepView:
    """One step as it stands, its fields filled with the draft, else with what was answered before.

    The moves of a talk are no answer to be written over, so they fill nothing.
    """
    between = rule(held.session.exercise, step) in (Reveal.TURNS, Reveal.JOINT)
    mine = None if between else held.session.answers.get((step.id, held.seat, 0))
    draft = drafts.read(asker, held, step.id)
    value = typed(draft) if draft else (values.of(mine) if mine is not None else {})
    return step_view(held.session, step, around_of(here, held, notice), value=value)


def _knocks(held: Held) -> list[KnockLine]:
    """Only the first person opens the door."""
    if held.seat != 1:
        return []
    lines = []
    for knock in held.knocks:
        try:
            slip = heard(held, knock)
        except Unreadable:
            continue
        again = 2 in held.session.state.sittings
        lines.append(KnockLine(id=knock.id, name=slip.name, pictures=drawn(knock, slip), again=again))
    return lines
