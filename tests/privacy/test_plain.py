"""Every column that is not sealed stands in docs/plain.md with its reason, and every other one is sealed."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from litestar import Litestar

from server.settings import Settings
from tests.cast import Phone, begin, couple, invite
from tests.privacy.burglar import Copy

PAGE = Path("docs/plain.md").read_text()
SEALED = frozenset(
    {
        *("unlocks.wrap", "grants.blob", "parcels.blob", "records.blob", "drafts.blob"),
        *("invitations.link_wrap", "knocks.parcel", "knocks.own"),
    }
)


def told(page: str) -> dict[str, str]:
    """Every column that a page lists, as `table.column`, with its reason."""
    found = {}
    for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        table = part.split(maxsplit=1)[0]
        for column, reason in re.findall(r"^\| `(\w+)` \| (.*?) \|$", part, flags=re.MULTILINE):
            found[f"{table}.{column}"] = reason
    return found


def columns(file: Path) -> set[str]:
    """Every column of the schema."""
    with closing(sqlite3.connect(file)) as db:
        tables = [row[0] for row in db.execute("select name from sqlite_schema where type = 'table'")]
        return {f"{table}.{row[1]}" for table in tables for row in db.execute(f"pragma table_info({table})")}


def test_the_page_lists_every_plain_column_and_no_other(app: Litestar, settings: Settings) -> None:
    assert set(told(PAGE)) == columns(settings.database_file) - SEALED


def test_each_has_a_reason_of_its_own() -> None:
    assert all(len(reason) > 8 for reason in told(PAGE).values())


def test_the_page_names_the_sealed_columns() -> None:
    named = re.search(r"Sealed columns.*?\. They are", PAGE, flags=re.DOTALL)
    assert named
    assert set(re.findall(r"`([\w.]+)`", named[0])) == SEALED


def test_a_column_that_is_not_on_the_page_would_be_missed() -> None:
    page = PAGE.replace("| `journal` |", "| ``journal |")
    assert set(told(PAGE)) - set(told(page)) == {"persons.journal"}


async def test_what_counts_as_sealed_is_sealed(
    app: Litestar, settings: Settings, ada: Phone, ben: Phone
) -> None:
    session = await couple(ada, ben, "gm-know-my-world")  # a knock, grants, unlocks, records
    await ada.put(f"{session}/steps/cards/draft", {"mine-x": "words"})
    await ada.post(f"{session}/invitation", name="Ada")  # a link
    other = await begin(ada, "gm-appreciations", partner=True)
    way = await invite(ada, other)
    place = (await ben.post("/joins", code=way["code"], name="Ben")).headers["location"]
    await ada.post(f"{other}/admission", knock=place.rsplit("/", 1)[1], admit="yes")  # a parcel for Ben
    stolen = Copy(settings.database_file)
    seen = set()
    for place in SEALED:
        table, column = place.split(".")
        for row in stolen.tables[table]:
            if row[column] is not None:
                seen.add(place)
                assert row[column][:1] == b"\x01"
                assert len(row[column]) > 256
                assert len(set(row[column])) > 100, "as good as random"
    assert seen == SEALED
