"""A stolen copy without unlocks opens nothing; a partner who holds it reads only what a partner may."""

from __future__ import annotations

import secrets as chance
from collections.abc import Iterator

import pytest
from litestar import Litestar

from server.settings import Settings
from server.vault.codes import read_code, read_secret
from server.vault.keys import Key, Label
from server.vault.pepper import Pepper, read_pepper
from tests.cast import Phone, assign_all, begin, let_in
from tests.privacy.burglar import Copy, answers
from tests.privacy.test_dump import recovery
from tests.races.evening import shelved, write

STEPS = (
    write("private"),
    write("shared", "shared"),
    write("kept", "chosen"),
    write("shown", "chosen"),
    {"id": "letter", "kind": "letter", "reveal": "chosen"},
    {"id": "check", "kind": "safety"},
    {"id": "close", "kind": "debrief"},
    {"id": "plan", "kind": "commit", "when_label": "When", "then_label": "I will"},
    write("together", "together"),
)
MET = {"met": "yes"}


class Evening:
    """Ada and Ben, until Ben has everything but the last step."""

    def __init__(self, ada: Phone, ben: Phone, session: str, code: str) -> None:
        self.ada, self.ben, self.session, self.code = ada, ben, session, code
        self.words: tuple[str, ...] = ()

    async def does(self, phone: Phone, step: str, **fields: str) -> None:
        """Complete a step, reading on from what was shown before it."""
        found = await phone.post(f"{self.session}/steps/{step}/completion", {**fields, **MET})
        assert found.status_code == 303, (step, found.text)

    async def reads_on(self, *steps: str) -> None:
        for phone in (self.ada, self.ben):
            for step in steps:
                await self.does(phone, step, move="read-on")


@pytest.fixture
async def evening(app: Litestar, ada: Phone, ben: Phone) -> Evening:
    """What Ada keeps to herself is called hers only, what Ben may have is called open."""
    slug = shelved(app, "burglary", *STEPS)
    session = await begin(ada, slug, partner=True)
    await let_in(ada, ben, session)
    lived = Evening(ada, ben, session, "")
    await lived.does(ada, "private", text="hers only, private")
    await lived.does(ada, "private", text="hers only, private, again")
    await lived.does(ben, "private", text="ben's own private")
    await lived.does(ada, "shared", text="open shared")
    await lived.does(ben, "shared", text="ben's shared")
    await lived.reads_on("shared")
    for phone, show in ((ada, "no"), (ben, "yes")):
        await lived.does(
            phone, "kept", text=f"{'hers only, kept' if phone is ada else 'his kept'}", show=show
        )
    await lived.reads_on("kept")
    await lived.does(ada, "shown", text="open shown", show="yes")
    await lived.does(ben, "shown", text="his shown", show="no")
    await lived.reads_on("shown")
    await lived.does(ada, "letter", text="hers only, letter", fate="keep")
    await lived.does(ben, "letter", text="his letter", fate="keep")
    await lived.reads_on("letter")
    for phone, word in ((ada, "hers only,"), (ben, "his")):
        await lived.does(phone, "check", distress="9", ok="unsure")
        await lived.does(phone, "close", after="3", text=f"{word} debrief", want="repair")
        await lived.does(phone, "plan", cue=f"{word} cue", act=f"{word} act", on="2030-01-02")
    await lived.does(ada, "together", text="open together, not opened yet")
    for step in ("private", "kept", "together"):
        found = await ada.put(f"{session}/steps/{step}/draft", {"text": f"hers only, draft at {step}"})
        assert found.status_code == 204
    await ada.post(f"{session}/invitation", name="Ada")
    lived.code = (await ada.view(f"{session}/invitation"))["code"]
    lived.words = tuple((await recovery(ben)).split())
    await begin(ada, "jo-express")
    return lived


@pytest.fixture
def pepper(settings: Settings, evening: Evening) -> Pepper:
    return read_pepper(settings.pepper)


@pytest.fixture
def stolen(settings: Settings, evening: Evening) -> Copy:
    """A copy of the database as it lies there now, log included."""
    return Copy(settings.database_file)


def device(phone: Phone) -> bytes:
    """The secret in a phone's cookie."""
    secret = read_secret(phone.client.cookies["device"], 32)
    assert secret is not None
    return secret


def persons(stolen: Copy) -> tuple[str, str]:
    """Ada and Ben, by their seats in the session for two."""
    pair = {row["seat"]: row["person"] for row in stolen.tables["seats"] if row["seat"] == 2}
    (space,) = [row["space"] for row in stolen.tables["seats"] if row["seat"] == 2]
    (ada,) = [row["person"] for row in stolen.rows("seats", space=space) if row["seat"] == 1]
    return ada, pair[2]


def derivable(stolen: Copy, pepper: Pepper, code: str) -> Iterator[Key]:
    """Every key one could make without an unlock: of the pepper, the code, and all that is not sealed."""
    plain = [pepper.raw, pepper.raw[::-1], bytes(32), (read_code(code) or "").encode(), code.encode()]
    for rows in stolen.tables.values():
        for row in rows[:40]:
            plain += [value.encode() for value in row.values() if isinstance(value, str) and len(value) > 8]
    for raw in dict.fromkeys(plain):
        yield Key(raw.ljust(32, b"\0")[:32])
        for label in Label:
            yield Key.drawn(label, raw)
            yield Key.drawn(label, raw, pepper.raw)
            yield Key.drawn(label, pepper.raw, raw)


async def test_without_unlocks_nothing_opens(stolen: Copy, pepper: Pepper, evening: Evening) -> None:
    keys = list(derivable(stolen, pepper, evening.code))
    raw = [bytes(key.raw) for key in keys[:200]] + [evening.code.encode(), chance.token_bytes(32)]
    assert len(keys) > 500
    assert stolen.keys_within(keys[:400], pepper, raw) == []
    assert list(stolen.tried(keys[:400])) == []


async def test_the_same_search_opens_what_it_has_the_unlock_of(
    stolen: Copy, pepper: Pepper, evening: Evening
) -> None:
    ada, _ = persons(stolen)
    assert "unlock by secret" in stolen.keys_within([], pepper, [device(evening.ada)])
    root = stolen.root(ada, pepper, device(evening.ada))
    assert "grants by root" in stolen.keys_within([root], pepper, [])
    assert "hers only, private" in answers(stolen.tried(stolen.spaces(ada, root).values()))


async def test_the_wrong_pepper_opens_no_device(stolen: Copy, evening: Evening) -> None:
    other = Pepper(chance.token_bytes(32))
    assert stolen.keys_within([], other, [device(evening.ada)]) == []


async def test_with_all_unlocks_of_ben_nothing_secret_of_ada_opens(
    stolen: Copy, pepper: Pepper, evening: Evening
) -> None:
    ada, ben = persons(stolen)
    his = stolen.opened(ben, pepper, device(evening.ben), evening.words)
    read = answers(his)
    assert "ben's own private" in read and "his debrief" in read, "his own"
    assert "open shared" in read, "what was shared"
    assert "hers only" not in read
    assert not [plain for plain in his if plain.table == "drafts" and plain.author == ada]
    hers = answers(stolen.opened(ada, pepper, device(evening.ada), ()))
    for words in ("private", "private, again", "kept", "letter", "debrief", "cue", "draft at together"):
        assert f"hers only, {words}" in hers, "it is all there, for Ada"


async def test_what_opens_together_a_partner_with_a_copy_could_read_early(
    stolen: Copy, pepper: Pepper, evening: Evening
) -> None:
    """Design, not accident: under the session's key, held back by `sight`. SECURITY.md says it plainly."""
    _, ben = persons(stolen)
    read = answers(stolen.opened(ben, pepper, device(evening.ben), evening.words))
    assert "open together, not opened yet" in read
    assert "open shown" in read
    assert "not opened yet" not in (await evening.ben.get(f"{evening.session}/steps/together")).text


async def test_what_was_shown_and_then_kept_is_gone_from_the_session(
    settings: Settings, pepper: Pepper, evening: Evening
) -> None:
    step = f"{evening.session}/steps/shown/choice"
    assert (await evening.ada.post(step, show="no")).status_code == 303
    stolen = Copy(settings.database_file)
    ada, ben = persons(stolen)
    assert "open shown" not in answers(stolen.opened(ben, pepper, device(evening.ben), evening.words))
    assert "open shown" in answers(stolen.opened(ada, pepper, device(evening.ada), ()))


async def test_a_copy_does_not_say_by_its_size_which_exercise_it_is(
    app: Litestar, settings: Settings, ada: Phone
) -> None:
    assign_all(app)
    for exercise in app.state.house.shelf.exercises:
        await begin(ada, exercise.slug)
        await begin(ada, exercise.slug, partner=True)
    sizes = {len(row["blob"]) for row in Copy(settings.database_file).rows("records", id="exercise")}
    assert len(sizes) == 1


def test_the_pepper_lies_elsewhere(settings: Settings, evening: Evening) -> None:
    raw = settings.pepper.read_bytes()
    assert not any(raw in path.read_bytes() for path in settings.data.iterdir())
