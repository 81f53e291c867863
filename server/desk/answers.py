"""Where answers lie: their ids, and the statements that bring the rows from one session to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from server.core.opening import in_journal, rule
from server.core.state import Place, Session
from server.core.steps.base import Reveal
from server.desk.asker import Asker
from server.desk.base import sealed_row
from server.store import records
from server.store.db import Statement
from server.vault.keys import Key, Label

if TYPE_CHECKING:
    from server.desk.sessions import Held


def answer_id(key: Key, session: str, place: Place) -> str:
    """The record id of an answer: opaque without the key, and the same each time."""
    step, seat, number = place
    return key.tag(Label.ID, "answer", session, step, str(seat), str(number))


def places(session: Session, wanted: set[str] | None) -> Iterator[Place]:
    """Every place of the wanted steps (None: all) at which an answer may lie."""
    for step in session.exercise.steps:
        if wanted is not None and step.id not in wanted:
            continue
        course = session.state.course(step.id)
        if course.floor is not None:
            for number, entry in enumerate(course.floor.entries):
                if entry.written:
                    yield (step.id, entry.seat, number)
        elif course.agreement is not None:
            for seat in (1, 2):
                yield (step.id, seat, course.agreement.version)
        else:
            for seat in session.state.sittings:
                yield (step.id, seat, 0)


def homes(held: Held, place: Place) -> Iterator[tuple[str, Key]]:
    """The spaces, with their keys, in which an answer may lie: the asker's journal holds only their own."""
    step = held.session.exercise.step(place[0])
    held_by = rule(held.session.exercise, step) if step is not None else Reveal.PRIVATE
    own = place[1] == held.seat and held_by not in (Reveal.TURNS, Reveal.JOINT)
    if not own or held_by is not Reveal.PRIVATE:
        yield held.session.id, held.key
    if own and held.kept:
        yield held.journal.space, held.journal_key


def moved(asker: Asker, held: Held, after: Session) -> tuple[list[Statement], bool]:
    """Statements for own answers that are new, changed, gone or belong elsewhere; does the journal change?"""
    unit: list[Statement] = []
    touches = False
    before = held.session.answers
    for place in {**before, **after.answers}:
        if not _own(asker, held, place, after):
            continue
        statements, journal = _moved_one(asker, held, after, place)
        unit += statements
        touches = touches or journal
    return unit, touches


def _own(asker: Asker, held: Held, place: Place, after: Session) -> bool:
    """Only one's own words move in one's own request."""
    row = held.found.get(place)
    if row is not None and place in held.session.answers:
        return row.author == asker.person or held.session.answers[place] is not after.answers.get(place)
    return place in after.answers


def _moved_one(asker: Asker, held: Held, after: Session, place: Place) -> tuple[list[Statement], bool]:
    row = held.found.get(place)
    answer = after.answers.get(place)
    if answer is None:
        return ([records.drop(row.space, row.id)], row.space == asker.journal) if row else ([], False)
    step = after.exercise.step(place[0])
    home = step is not None and in_journal(after, step, place[1])
    space, key = (asker.journal, held.journal_key) if home else (after.id, held.key)
    stays = row is not None and row.space == space
    if stays and held.session.answers.get(place) == answer:
        return [], False
    unit: list[Statement] = []
    if row is not None:
        keeps = stays and not answer.erases
        unit.append(
            records.retire(row.space, row.id, row.revision) if keeps else records.drop(row.space, row.id)
        )
    revision = 1 if row is None else row.revision + 1
    id = answer_id(key, after.id, place)
    new = sealed_row(key, space, id, revision, "answer", asker.person, answer)
    unit.append(records.add(new, subject=after.id if home else ""))
    return unit, home or (row is not None and row.space == asker.journal)
