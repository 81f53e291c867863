"""Sessions between rows, keys and core: found through the asker, opened as far as `sight` allows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from server.core.exercise import Exercise
from server.core.one_phone import at_hand
from server.core.progress import told
from server.core.session import begin
from server.core.state import Place, Session, State
from server.core.steps import AnyAnswer
from server.core.steps.base import Step
from server.core.visibility import Viewer, narrowed, sight
from server.desk.answers import answer_id, homes, moved, places
from server.desk.asker import Asker
from server.desk.base import IN_PLACE, Desk, NotFound, day_of, opened, opened_bytes, sealed_bytes, sealed_row
from server.desk.exercises import digest_of, encoded
from server.store import deeds, invitations, records, spaces
from server.store.db import Ask, Statement
from server.store.records import Row
from server.store.spaces import Membership
from server.vault.grants import grant
from server.vault.keys import Key
from server.vault.parcels import unpack_key
from server.vault.seal import About

HEAD, EXERCISE, ANSWER = "head", "exercise", "answer"
_STATE = msgspec.json.Decoder(State)
_ANSWER: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyAnswer)


class Held(Struct, frozen=True, kw_only=True):
    """A session as it was loaded for one asker, with all that saving it again needs."""

    session: Session
    seat: int
    """The asker's; on one phone the seat whose move it is."""
    revision: int
    sequence: int
    journal: Membership
    rows: dict[tuple[str, str], Row]
    """Current records of the session, and the journal's about it, by (space, id); sealed."""
    key: Key
    asker: Asker
    kept: bool
    """Whether the asker's journal holds anything of this session."""
    by_parcel: bool
    drafts: dict[str, bytes]
    knocks: tuple[invitations.Knock, ...]
    done: deeds.Done | None
    """The deed this request brings, if it was done before."""
    found: dict[Place, Row] = {}
    """The row of each answer that was looked for and is there."""

    @property
    def journal_key(self) -> Key:
        """The key of the asker's journal, opened when it is first needed."""
        return self.asker.space_key(self.journal.space, self.journal.grant or b"")


def parcel_about(space: str, person: str) -> About:
    """What a parcel with a space's key is bound to."""
    return About(kind="parcel", space=space, record=person, revision=0, author=person, schema=1)


def asks(
    person: str, journal: str, id: str, at: int, deed: str = "", *, looking: bool = True
) -> tuple[Ask, ...]:
    """All that `load` reads of a session: for `Visit.asker`, so that it comes with the sign-in."""
    return (
        spaces.with_journal(id, person, journal),
        records.of_session(id, person, journal),
        *((deeds.find(person, deed),) if deed else ()),
        *((records.drafts_about(person, id), invitations.knocks_at(id, at)) if looking else ()),
    )


async def load(
    desk: Desk,
    asker: Asker,
    id: str,
    at: int,
    *,
    deed: str = "",
    steps: Iterable[str] | None = None,
    looking: bool = True,
) -> Held:
    """The session `id` as `asker` may hold it; raises `NotFound`. One snapshot, one hop.

    `steps`: whose answers to open (with what they quote and depend on); None opens all that may be opened.
    `looking`: for a page, so with drafts and with whoever knocks; a deed needs neither.
    """
    members, there, *rest = await asker.read(
        desk, *asks(asker.person, asker.journal, id, at, deed, looking=looking)
    )
    done = rest.pop(0) if deed else []
    drafts, knocks = rest or ([], [])
    found = {row[0]: Membership(*row) for row in members}
    member, own = found.get(id), found[asker.journal]
    if member is None or member.kind != "session":
        raise NotFound
    rows = {(row[0], row[1]): Row(*row) for row in there}
    key = _key(asker, member)
    session = await _opened(desk, key, rows, id)
    held = Held(
        session=session,
        seat=at_hand(session, member.seat, at),
        revision=member.revision,
        sequence=member.sequence,
        journal=own,
        rows=rows,
        key=key,
        asker=asker,
        kept=any(row[0] == own.space for row in there),
        by_parcel=member.grant is None,
        drafts={row[0]: row[1] for row in drafts},
        knocks=tuple(invitations.Knock(*row) for row in knocks),
        done=deeds.Done(*done[0]) if done else None,
    )
    return _with_answers(asker, held, steps)


def _key(asker: Asker, member: Membership) -> Key:
    if member.grant is not None:
        return asker.space_key(member.space, member.grant)
    if member.parcel is None:
        raise NotFound
    key = unpack_key(asker.root, member.parcel, parcel_about(member.space, asker.person))
    return asker.ring.hold(key, member.space)


async def _opened(desk: Desk, key: Key, rows: dict[tuple[str, str], Row], id: str) -> Session:
    state = opened(key, rows[id, HEAD], _STATE)
    exercise = desk.copies.find(state.copy)
    if exercise is None:
        ((copy,),) = await desk.db.read(records.one(id, EXERCISE))
        exercise = desk.copies.decoded(opened_bytes(key, Row(*copy)))
    return Session(id=id, exercise=exercise, state=state)


def _with_answers(asker: Asker, held: Held, steps: Iterable[str] | None) -> Held:
    wanted = None if steps is None else _widened(held.session.exercise, steps)
    viewer = Viewer(asker.person, held.seat)
    answers: dict[Place, Any] = {}
    found: dict[Place, Row] = {}
    for place in places(held.session, wanted):
        for space, key in homes(held, place):
            row = held.rows.get((space, answer_id(key, held.session.id, place)))
            if row is None:
                continue
            found[place] = row
            if sight(viewer, place, row.author, held.session) == "open":
                answers[place] = opened(key, row, _ANSWER)
            break
    mine = narrowed(viewer, answers, {place: row.author for place, row in found.items()})
    session = msgspec.structs.replace(held.session, answers=mine)
    return msgspec.structs.replace(held, session=session, found=found)


def _widened(exercise: Exercise, steps: Iterable[str]) -> set[str]:
    """The steps asked for, what they quote, and all that a `when` looks at or decides on."""
    wanted = set(steps)
    for step in exercise.steps:
        if step.id in wanted:
            wanted.update((*step.quotes, *step.recalls))
        if step.when is not None:
            wanted.update((step.id, step.when.step))
    return wanted


async def save(
    desk: Desk,
    asker: Asker,
    held: Held,
    after: Session,
    deed: tuple[str, str],
    at: int,
    *,
    more: Iterable[Statement] = (),
    noted: Iterable[Statement] = (),
) -> dict[int, int]:
    """Write `after` as one unit with its deed (id, digest); gives the new sequence of each seat to tell.

    `more` goes into the same unit; `noted` too, and changes the asker's journal. Raises `Stale` if anything
    changed since it was loaded, `Conflict` if the deed was done meanwhile.
    """
    unit: list[Statement] = [spaces.change(held.session.id, held.revision)]
    moves, in_journal = moved(asker, held, after)
    notes = list(noted)
    if in_journal or notes:
        unit.append(spaces.change(asker.journal, held.journal.revision))
    head = sealed_row(held.key, after.id, HEAD, IN_PLACE, HEAD, asker.person, after.state)
    unit += [records.replace(head), *moves, *notes, *more]
    unit.append(deeds.add(asker.person, deed[0], deed[1], after.id, day_of(at)))
    if held.by_parcel:
        unit.append(
            spaces.add_grant(after.id, asker.person, grant(asker.root, held.key, after.id, asker.person))
        )
        unit.append(spaces.drop_parcel(after.id, asker.person))
    unit.append(spaces.raise_sequences(after.id, told(held.session, after, held.seat), at))
    rows = (await desk.db.write(unit))[-1]
    return {row[0]: row[1] for row in rows}


def create(
    asker: Asker,
    exercise: Exercise,
    id: str,
    at: int,
    deed: tuple[str, str],
    *,
    alone: bool,
    here: bool = False,
) -> tuple[Session, list[Statement]]:
    """A new session with the asker on its first seat, and the statements that make it."""
    session = begin(id, exercise, asker.person, alone=alone, here=here, at=at)
    key = asker.ring.hold(Key.fresh(), id)
    plain = encoded(session.exercise)
    state = msgspec.structs.replace(session.state, copy=digest_of(plain))
    head = sealed_row(key, id, HEAD, IN_PLACE, HEAD, asker.person, state)
    copy = sealed_bytes(key, id, EXERCISE, IN_PLACE, EXERCISE, asker.person, plain)
    return session, [
        spaces.add_space(id, "session"),
        spaces.add_seat(id, 1, asker.person, at),
        spaces.add_grant(id, asker.person, grant(asker.root, key, id, asker.person)),
        records.add(head),
        records.add(copy),
        deeds.add(asker.person, deed[0], deed[1], id, day_of(at)),
    ]


def step_of(held: Held, id: str) -> Step:
    """The step of this session with this id; raises `NotFound`."""
    step = held.session.exercise.step(id)
    if step is None:
        raise NotFound
    return step
