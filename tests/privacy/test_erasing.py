"""What somebody deletes is gone: from the answers, their earlier versions, the drafts and the plans."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from litestar import Litestar

from server.settings import Settings
from server.vault.pepper import read_pepper
from tests.cast import Phone, begin, couple
from tests.privacy.burglar import Copy, answers
from tests.privacy.test_burglary import device
from tests.races.evening import shelved, write


def readable(settings: Settings, ada: Phone) -> str:
    """Everything that Ada's own keys open."""
    stolen = Copy(settings.database_file)
    (person,) = {row["author"] for row in stolen.rows("records", id="exercise") if row["author"]}
    return answers(stolen.opened(person, read_pepper(settings.pepper), device(ada), ()))


async def test_a_deleted_letter_leaves_no_earlier_version(
    app: Litestar, settings: Settings, ada: Phone
) -> None:
    slug = shelved(app, "one-letter", {"id": "letter", "kind": "letter"}, write("more"), audience="solo")
    session = await begin(ada, slug)
    step = f"{session}/steps/letter"
    await ada.post(f"{step}/completion", text="what I never sent", fate="keep")
    await ada.post(f"{step}/completion", text="what I never sent, again", fate="keep")
    assert "what I never sent" in readable(settings, ada)
    assert (await ada.post(f"{step}/completion", text="", fate="delete")).status_code == 303
    assert "what I never sent" not in readable(settings, ada)
    with closing(sqlite3.connect(settings.database_file)) as db:
        assert db.execute("select count(*) from records where kind = 'answer'").fetchone() == (1,)


async def test_whoever_leaves_and_deletes_leaves_no_draft_and_no_plan(
    app: Litestar, settings: Settings, ada: Phone, ben: Phone
) -> None:
    plan = {"id": "plan", "kind": "commit", "when_label": "When", "then_label": "I will"}
    slug = shelved(
        app,
        "leaving",
        plan,
        write("shared", "shared"),
        write("sealed", "together"),
        write("last", "together"),
    )
    session = await couple(ada, ben, slug)
    steps = f"{session}/steps"
    fields = {"cue": "my cue", "act": "my act", "on": "2030-01-02", "met": "yes"}
    await ada.post(f"{steps}/plan/completion", fields)
    await ada.post(f"{steps}/shared/completion", text="my open words", met="yes")
    await ada.post(f"{steps}/shared/completion", move="read-on")
    await ada.post(f"{steps}/sealed/completion", text="my first words")
    await ada.post(f"{steps}/sealed/completion", text="my words for both")
    await reach(ben, steps)
    await ada.post(f"{steps}/sealed/completion", move="read-on")
    await ada.post(f"{steps}/last/completion", text="my sealed words")
    await ada.put(f"{steps}/sealed/draft", {"text": "my draft"})
    before = readable(settings, ada)
    gone = ("my cue", "my act", "my first words", "my sealed words", "my draft")
    assert [words for words in gone if words not in before] == []
    assert (await ada.post(f"{session}/departure", way="erase")).status_code == 303
    after = readable(settings, ada)
    assert "my open words" in after and "my words for both" in after, "what has opened stays with both"
    assert [words for words in gone if words in after] == []
    assert (await ada.view("/today"))["plans"] == []


async def reach(ben: Phone, steps: str) -> None:
    """Ben comes to the step that opens together, and completes it."""
    fields = {"cue": "his cue", "act": "his act", "on": "2030-01-02"}
    await ben.post(f"{steps}/plan/completion", fields)
    await ben.post(f"{steps}/shared/completion", text="his open words")
    await ben.post(f"{steps}/shared/completion", move="read-on")
    assert (await ben.post(f"{steps}/sealed/completion", text="his words for both")).status_code == 303
