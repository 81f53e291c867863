"""Someone with a copy of the database and some keys, who tries everything on everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct

from server.desk.sessions import parcel_about
from server.vault import grants, links, unlocks
from server.vault.keys import Key
from server.vault.parcels import invitation_keys, unpack, unpack_key
from server.vault.pepper import Pepper
from server.vault.seal import About, Unreadable, unseal, unseal_key


class Plain(Struct, frozen=True):
    """Something that opened: from which table, whose, and its bytes."""

    table: str
    author: str
    text: bytes


class Copy:
    """A stolen copy: every row, by table, as name to value."""

    def __init__(self, file: Path) -> None:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            names = [row[0] for row in db.execute("select name from sqlite_schema where type = 'table'")]
            self.tables: Mapping[str, list[dict[str, Any]]] = {
                name: [dict(row) for row in db.execute(f"select * from {name}")] for name in names
            }

    def rows(self, table: str, **where: str) -> Iterator[dict[str, Any]]:
        """The rows of a table that have these values."""
        return (row for row in self.tables[table] if all(row[name] == is_ for name, is_ in where.items()))

    # What somebody with unlocks opens, the way the server would

    def root(self, person: str, pepper: Pepper, secret: bytes, words: tuple[str, ...] = ()) -> Key:
        """A person's root key by their device; by their words it is the same."""
        (device,) = self.rows("unlocks", person=person, kind="device")
        root = unlocks.unwrap_device(device["wrap"], secret, pepper, device["id"], person)
        for kept in self.rows("unlocks", person=person, kind="words") if words else ():
            assert unlocks.unwrap_words(kept["wrap"], words, kept["id"], person) == root
        return root

    def spaces(self, person: str, root: Key) -> dict[str, Key]:
        """Every space a person holds a key of, as a grant or still as a parcel."""
        found = {
            row["space"]: grants.open_grant(root, row["blob"], row["space"], person)
            for row in self.rows("grants", person=person)
        }
        for row in self.rows("parcels", person=person):
            found[row["space"]] = unpack_key(root, row["blob"], parcel_about(row["space"], person))
        return found

    def opened(self, person: str, pepper: Pepper, secret: bytes, words: tuple[str, ...]) -> list[Plain]:
        """All that the keys of one person open, records of every revision, drafts and knocks alike."""
        root = self.root(person, pepper, secret, words)
        keys = self.spaces(person, root)
        private = [
            invitation_keys(keys[row["space"]], row["id"])[0]
            for row in self.tables["invitations"]
            if row["space"] in keys
        ]
        return list(self.tried([root, *keys.values(), *private]))

    # What somebody with any keys at all opens, wherever they may fit

    def tried(self, keys: Iterable[Key]) -> Iterator[Plain]:
        """Every key on every blob, as every thing that the blob could be."""
        for key in keys:
            for table, row, about, blob in self._blobs():
                for attempt in (unseal, unpack):
                    try:
                        yield Plain(table, str(row.get("author") or row["person"]), attempt(key, blob, about))
                    except Unreadable:
                        continue

    def _blobs(self) -> Iterator[tuple[str, dict[str, Any], About, bytes]]:
        for row in self.tables["records"]:
            about = About(row["kind"], row["space"], row["id"], row["revision"], row["author"], row["schema"])
            yield "records", row, about, row["blob"]
        journals = {row["id"]: row["journal"] for row in self.tables["persons"]}
        for row in self.tables["drafts"]:
            about = About("draft", journals[row["person"]], row["id"], 0, row["person"], 1)
            yield "drafts", row, about, row["blob"]
        for row in self.tables["knocks"]:
            for kind, blob in (("knock", row["parcel"]), ("own-knock", row["own"])):
                yield "knocks", row, About(kind, "", row["id"], 0, row["person"], 1), blob

    def keys_within(self, keys: Iterable[Key], pepper: Pepper, secrets: Iterable[bytes]) -> list[str]:
        """Which wraps, grants, parcels and links open by these keys, or by these secrets and the pepper."""
        found, secrets = [], list(secrets)
        for row in self.tables["unlocks"]:
            label = {"device": "unlock-device", "words": "unlock-words"}[row["kind"]]
            about = About(label, "", row["id"], 0, row["person"], 1)
            found += [f"unlock {row['kind']}" for key in keys if _opens(key, row["wrap"], about)]
            found += ["unlock by secret" for secret in secrets if _device(row, secret, pepper)]
        for table in ("grants", "parcels"):
            for row in self.tables[table]:
                about = About("grant", row["space"], row["person"], 0, row["person"], 1)
                found += [table for key in keys if _opens(key, row["blob"], about)]
                found += [f"{table} by root" for key in keys if _held(key, row)]
        for row in self.tables["invitations"]:
            wraps = [secret.ljust(16, b"\0")[:16] for secret in secrets] if row["link_wrap"] else []
            found += ["link" for secret in wraps if _link(row, secret, pepper)]
        return found


def _opens(key: Key, blob: bytes, about: About) -> bool:
    return _possible(lambda: unseal_key(key, blob, about))


def _device(row: dict[str, Any], secret: bytes, pepper: Pepper) -> bool:
    return _possible(
        lambda: unlocks.unwrap_device(
            row["wrap"], secret.ljust(32, b"\0")[:32], pepper, row["id"], row["person"]
        )
    )


def _held(key: Key, row: dict[str, Any]) -> bool:
    about = parcel_about(row["space"], row["person"])
    granted = _possible(lambda: grants.open_grant(key, row["blob"], row["space"], row["person"]))
    return granted or _possible(lambda: unpack_key(key, row["blob"], about))


def _link(row: dict[str, Any], secret: bytes, pepper: Pepper) -> bool:
    return _possible(lambda: links.unwrap_link(secret, pepper, row["link_wrap"], row["id"]))


def _possible(attempt: Any) -> bool:
    try:
        attempt()
    except Unreadable:
        return False
    return True


def answers(plains: Iterable[Plain]) -> str:
    """All texts that opened, in one."""
    return "\n".join(plain.text.decode(errors="replace") for plain in plains)
