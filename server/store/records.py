"""Rows of sealed records and drafts."""

from __future__ import annotations

from msgspec import Struct

from server.store.db import Ask, Statement


class Row(Struct, frozen=True):
    """A sealed record: only `blob` holds words, and only the vault reads it."""

    space: str
    id: str
    revision: int
    kind: str
    author: str
    schema: int
    blob: bytes


class Draft(Struct, frozen=True):
    """What somebody is still writing, sealed under their journal's key."""

    id: str
    blob: bytes


_ROW = "select r.space, r.id, r.revision, r.kind, r.author, r.schema, r.blob from records r"

_OF_SESSION = (  # constants joined: nothing of a request is in them
    _ROW + " where r.space = :space and r.about = '' and r.current = 1 and r.id <> 'exercise'"
    " and exists (select 1 from seats m where m.space = :space and m.person = :person)"
    " union all " + _ROW + " where r.space = :journal and r.about = :space and r.current = 1"
)
_LATEST = (
    _ROW + " join (select m.space as space from seats m join spaces s on s.id = m.space"
    " where m.person = :person and s.kind = 'session' order by m.touched desc, s.id limit :most) latest"
    " on latest.space = r.space where r.id = :id and r.current = 1"
)


def of_session(space: str, person: str, journal: str) -> Ask:
    """Current `Row`s of a session in which the person sits, and of what their journal keeps about it.

    Leaves the session's copy of its exercise out: it is large, and nearly always known already.
    """
    return Ask(_OF_SESSION, {"space": space, "person": person, "journal": journal})


def latest(person: str, id: str, most: int) -> Ask:
    """Current `Row`s with this id (head, exercise) of a person's latest sessions."""
    return Ask(_LATEST, {"person": person, "id": id, "most": most})


def one(space: str, id: str) -> Ask:
    """The current `Row` with this id."""
    return Ask(f"{_ROW} where r.space = :space and r.id = :id and r.current = 1", {"space": space, "id": id})


def add(row: Row, subject: str = "") -> Statement:
    """A new record, or a new revision of one."""
    return Statement(
        "insert into records (space, id, revision, kind, author, schema, current, about, blob)"
        " values (:space, :id, :revision, :kind, :author, :schema, 1, :about, :blob)",
        {
            "space": row.space,
            "id": row.id,
            "revision": row.revision,
            "kind": row.kind,
            "author": row.author,
            "schema": row.schema,
            "about": subject,
            "blob": row.blob,
        },
        1,
    )


def replace(row: Row) -> Statement:
    """Write a record anew in place, under the revision it has: it says what holds now, and has no history."""
    return Statement(
        "update records set author = :author, schema = :schema, blob = :blob"
        " where space = :space and id = :id and revision = :revision",
        {
            "space": row.space,
            "id": row.id,
            "revision": row.revision,
            "author": row.author,
            "schema": row.schema,
            "blob": row.blob,
        },
        1,
    )


def retire(space: str, id: str, revision: int) -> Statement:
    """A newer revision takes the place of this one, which stays."""
    return Statement(
        "update records set current = 0"
        " where space = :space and id = :id and revision = :revision and current = 1",
        {"space": space, "id": id, "revision": revision},
        1,
    )


def drop(space: str, id: str) -> Statement:
    """Remove a record with all its revisions: its author took it elsewhere, or deleted it."""
    return Statement(
        "delete from records where space = :space and id = :id", {"space": space, "id": id}, None
    )


def drop_retired(space: str, person: str) -> Statement:
    """Remove what somebody wrote here and then changed: those versions were seen by nobody else."""
    return Statement(
        "delete from records where space = :space and author = :person and current = 0",
        {"space": space, "person": person},
        None,
    )


def drafts_about(person: str, subject: str) -> Ask:
    """Rows of `Draft` of one person for one session."""
    return Ask(
        "select id, blob from drafts where person = :person and about = :subject",
        {"person": person, "subject": subject},
    )


def put_draft(person: str, id: str, subject: str, blob: bytes) -> Statement:
    """Keep what is being written; the last one wins."""
    return Statement(
        "insert into drafts (person, id, about, blob) values (:person, :id, :about, :blob)"
        " on conflict (person, id) do update set blob = excluded.blob",
        {"person": person, "id": id, "about": subject, "blob": blob},
        1,
    )


def drop_draft(person: str, id: str) -> Statement:
    """The draft became an answer, or was emptied."""
    return Statement(
        "delete from drafts where person = :person and id = :id", {"person": person, "id": id}, None
    )


def drop_drafts(person: str, subject: str) -> Statement:
    """All drafts of a person for one session."""
    return Statement(
        "delete from drafts where person = :person and about = :subject",
        {"person": person, "subject": subject},
        None,
    )
