"""A copy of everything that the server keeps, or says to its operator, shows no one's words."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import os
import shutil
import sqlite3
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from server.core.exercise import Access, Audience, Exercise
from server.core.opening import rule
from server.library import load
from tests.cast import Phone, answer, begin, couple, hand
from tests.privacy.needles import CORE, canary, forms, hits
from tests.serving import Running, serving

EXERCISES, _ = load.read(Path("exercises"))
_numbers = itertools.count(1)


def telling() -> list[Exercise]:
    """The fewest exercises, nearly, that use every kind and every reveal rule."""
    begun = [each for each in EXERCISES if each.access is Access.OPEN]
    uses = {each.slug: _uses(each) for each in begun}
    wanted, chosen = set().union(*uses.values()), []
    every = {kind for each in EXERCISES for kind, _ in _uses(each)}
    assert len(every) == 18
    assert every - {kind for kind, _ in wanted} == {"match"}  # which is only assigned, and takes no words
    assert len({held for _, held in wanted}) == 6
    kinds = {use[0] for use in wanted} | {use[1] for use in wanted}
    while kinds:
        best = max(begun, key=lambda each: len(kinds & {part for use in uses[each.slug] for part in use}))
        kinds -= {part for use in uses[best.slug] for part in use}
        chosen.append(best)
    return chosen


def _uses(exercise: Exercise) -> set[tuple[str, str]]:
    return {(step.kind, f"rule {rule(exercise, step)}") for step in exercise.steps}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the server, like any process here, makes its temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the server keeps what it keeps."""
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


async def lived(phones: tuple[Phone, ...], session: str) -> None:
    """From first to last step: each first drafts, then does what the page asks for; every text a canary."""
    for _ in range(60):
        views = [await _step(phone, session) for phone in phones]
        if all("step" not in view for view in views):
            return
    raise AssertionError("not finished")


async def _step(phone: Phone, session: str) -> dict[str, Any]:
    view = await phone.view(session)
    if "step" in view and view["stage"] == "ask":
        step = view["step"]
        base = f"{session}/steps/{step['id']}"
        draft = await phone.put(f"{base}/draft", {**hand(step, canary(next(_numbers))), "more": CORE})
        assert draft.status_code == 204
        if step["kind"] in ("choice", "feelings"):
            fields = {**hand(step, ""), "other": canary(next(_numbers)), "show": "yes", "met": "yes"}
            if (await phone.post(f"{base}/completion", fields)).status_code == 303:
                return view
    return await answer(phone, session, canary(next(_numbers)), show="no" if phone.name[0] == "A" else "yes")


async def nonsense(phone: Phone, session: str) -> None:
    """What makes servers talk: paths, headers and bodies that are wrong, all with words in them."""
    words = f"{CORE} nonsense"
    send = phone.client.request
    for path in (f"/{CORE}", f"/sessions/{CORE}", f"/join?code={CORE}", f"{session}/steps/{CORE}"):
        await send("GET", path, headers={"referer": f"http://localhost/{CORE.encode().hex()}"})
    for body in (
        b'{"text": "%s"' % CORE.encode(),
        b"[" * 60_000,
        CORE.encode() * 4000,
        b'{"text": "\\ud800"}',
    ):
        await send("POST", "/sessions", content=body, headers={"content-type": "application/json"})
    await phone.post("/joins", code=words, name=words)
    await phone.post("/joins", link=f"http://localhost/join#{words}", name="Ada")
    await phone.post("/sign-ins", words=f"{CORE} " * 12, replace="yes")
    await phone.post("/you/look", theme=words, language=words)
    await phone.post("/sessions", exercise=words)
    address = phone.client.base_url
    reader, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(f"{CORE} / {CORE}\r\n{CORE}\r\n\r\n".encode())
    await reader.read()
    writer.close()


async def recovery(phone: Phone) -> str:
    """Twelve words, shown and confirmed."""
    shown = (await phone.post("/you/unlocks/words")).json()
    asked = (await phone.post("/you/unlocks/confirmation", sealed=shown["sealed"])).json()
    typed = {f"word-{place}": shown["words"][place - 1] for place in asked["ask"]}
    kept = await phone.post("/you/unlocks/confirmation", {"sealed": shown["sealed"], **typed})
    assert kept.status_code == 303
    return " ".join(shown["words"])


async def scenario(origin: str) -> dict[str, str]:
    """Two lives with every kind and rule; gives what else must not be found, by its name."""
    ada, ben = Phone.at(origin, f"Ada {CORE}"), Phone.at(origin, f"Ben {CORE}")
    secrets: dict[str, str] = {}
    for exercise in telling():
        phones = (ada,) if exercise.audience is Audience.SOLO else (ada, ben)
        if len(phones) == 2:
            session = await couple(ada, ben, exercise.slug)
        else:
            session = await begin(ada, exercise.slug)
        await lived(phones, session)
        assert CORE in str(await ada.view(session)), "Ada can read what was written"
    session = await begin(ada, "co-floor", partner=True)
    await ada.post(f"{session}/invitation", name=ada.name)
    way = await ada.view(f"{session}/invitation")
    secrets |= {"the link's secret": way["link"].partition("#")[2]}
    secrets |= {"recovery words": await recovery(ada)}
    await nonsense(ada, session)
    for phone in (ada, ben):
        secrets |= {
            f"{name} of {phone.name[:3]}": phone.client.cookies[name] for name in ("signin", "device")
        }
        await phone.close()
    return secrets


def everything(home: Path, temporary: Path, running: Running) -> Iterator[tuple[str, bytes]]:
    """Each file of the server that there is, and each that it still holds open though it has no name."""
    for folder in (home / "data", temporary):
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()
    held = Path(f"/proc/{running.process.pid}/fd")
    for link in held.iterdir() if held.exists() else ():
        with suppress(FileNotFoundError):  # it was closed since the folder was listed
            name = os.readlink(link)
            if name.startswith("/") and link.is_file() and not name.startswith(str(home / "pepper")):
                yield f"open: {name}", link.read_bytes()


async def test_no_file_and_no_log_holds_anyones_words(home: Path, temporary: Path) -> None:
    with serving(home) as running:
        texts = {"a canary": CORE, **await scenario(running.origin)}
        files = list(everything(home, temporary, running))
        assert {"duologue.db", "duologue.db-wal", "duologue.db-shm"} <= {name for name, _ in files}
        assert next(_numbers) > 100, "little was written"
        running.stop()
        assert running.process.stdout
        said = running.process.stdout.read()
    files += [*everything(home, temporary, running), ("what the server said", said.encode())]
    found = [f"{name}: {hit}" for name, content in files for hit in hits(content, texts)]
    assert not found
    assert not told_by_plain_columns(home / "data" / "duologue.db")
    assert finds_what_is_planted(home / "data" / "duologue.db")


def told_by_plain_columns(file: Path) -> list[str]:
    """Names of exercises and steps, or any words of theirs, in columns that are not sealed."""
    names = {each.slug for each in EXERCISES} | {each.title for each in EXERCISES}
    names |= {text for each in EXERCISES for step in each.steps for text in (step.id, step.title, step.ask)}
    found = []
    with closing(sqlite3.connect(file)) as db:
        ours = "select name from sqlite_schema where type = 'table' and name <> 'schema_version'"
        for (table,) in db.execute(ours).fetchall():
            rows = db.execute(f"select * from {table}")
            # A kind is a word of ours, and may be the id of some step as well.
            told = [place for place, column in enumerate(rows.description) if column[0] != "kind"]
            values = [row[place] for row in rows for place in told]
            found += [f"{table}: {value}" for value in values if isinstance(value, str) and value in names]
    return found


def finds_what_is_planted(file: Path) -> bool:
    """The same search finds one canary in a copy of the database, in whatever form it was put there."""
    planted = 0
    for number, form in enumerate([*forms(CORE).values(), *packed().values()]):
        copy = file.with_name(f"copy-{number}.db")
        shutil.copy(file, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as db:
            last = "(select max(rowid) from records)"
            db.execute(f"update records set blob = :blob where rowid = {last}", {"blob": b"xx" + form})
            assert db.total_changes == 1
        planted += bool(hits(copy.read_bytes(), {"a canary": CORE}))
        copy.unlink()
    return planted == len(forms(CORE)) + len(packed())


def packed() -> Mapping[str, bytes]:
    """A page with a canary, as things are packed."""
    page = f"<p>{canary(1)} and more words around it</p>".encode()
    return {"gzip": gzip.compress(page), "zlib": zlib.compress(page), "base64": b64encode(b"x" + page)}


def test_a_title_in_a_plain_column_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "any.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("create table records (about text)")
        db.execute("insert into records values ('co-floor'), ('floor'), ('sunshine')")
    assert len(told_by_plain_columns(file)) == 2
