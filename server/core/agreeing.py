"""Deeds of an agree step: one joint document, two signatures on the same version; an edit voids both."""

from __future__ import annotations

from msgspec.structs import replace

from server.core import deeds
from server.core.answering import put_course
from server.core.opening import rule
from server.core.problems import Code, Problem
from server.core.progress import Stage, agreement, reached, stage
from server.core.state import Agreement, Session
from server.core.steps.base import Reveal, Step


def _open_document(session: Session, seat: int, id: str, at: int) -> tuple[Step, Agreement] | Problem:
    step = session.exercise.step(id)
    if step is None or rule(session.exercise, step) is not Reveal.JOINT or step.kind != "agree":
        return Problem(Code.WRONG_KIND, id)
    if not reached(session, seat, step, at):
        return Problem(Code.NOT_REACHED, id)
    paper = agreement(session, step)
    if stage(session, seat, step, at) is not Stage.ASK:
        return Problem(Code.SETTLED if paper.settled else Code.NOT_OPEN, id)
    return step, paper


def draw(session: Session, seat: int, deed: deeds.Draw, at: int) -> Session | Problem:
    """A new version; refused if somebody wrote one since the text was read."""
    found = _open_document(session, seat, deed.step, at)
    if isinstance(found, Problem):
        return found
    step, paper = found
    if deed.answer.kind != step.kind:
        return Problem(Code.WRONG_KIND, step.id)
    if deed.base != paper.version:
        return Problem(Code.OTHER_VERSION, step.id)
    version = paper.version + 1
    drawn = Agreement(version=version, author=session.state.sittings[seat].person)
    session = replace(session, answers=session.answers | {(step.id, seat, version): deed.answer})
    return _keep(session, step, drawn)


def sign(session: Session, seat: int, deed: deeds.Sign, at: int) -> Session | Problem:
    """Sign the version that was read, and no other."""
    found = _open_document(session, seat, deed.step, at)
    if isinstance(found, Problem):
        return found
    step, paper = found
    if paper.version == 0 or deed.version != paper.version:
        return Problem(Code.OTHER_VERSION, step.id)
    if seat in paper.signed:
        return session
    return _keep(session, step, replace(paper, signed=tuple(sorted((*paper.signed, seat)))))


def unsign(session: Session, seat: int, deed: deeds.Unsign, at: int) -> Session | Problem:
    """Take one's own signature back."""
    found = _open_document(session, seat, deed.step, at)
    if isinstance(found, Problem):
        return found
    step, paper = found
    if seat not in paper.signed:
        return Problem(Code.UNSIGNED, step.id)
    signed = tuple(whose for whose in paper.signed if whose != seat)
    return _keep(session, step, replace(paper, signed=signed))


def leave_open(session: Session, seat: int, deed: deeds.LeaveOpen, at: int) -> Session | Problem:
    """End the step unsigned; nobody has to agree, and no name stands beside it."""
    found = _open_document(session, seat, deed.step, at)
    if isinstance(found, Problem):
        return found
    step, paper = found
    return _keep(session, step, replace(paper, left_open=True, signed=()))


def _keep(session: Session, step: Step, paper: Agreement) -> Session:
    return put_course(session, step.id, replace(session.state.course(step.id), agreement=paper))
