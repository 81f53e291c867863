"""Somebody gives the code just when it is given more time: it works once, and never again."""

from __future__ import annotations

from litestar import Litestar

from server.store.db import Ask
from tests.cast import Phone, begin, invite
from tests.conftest import Clock
from tests.races.evening import both, meeting, shelved, unsound, write


async def left(app: Litestar, session: str) -> list[tuple[str, int]]:
    """How the invitations of a session stand, and how long each code was to last, in minutes."""
    [rows] = await app.state.house.desk.db.read(
        Ask(
            "select state, (code_until - link_until) / 60000 + 1440 from invitations where space = :space",
            {"space": session.rsplit("/", 1)[1]},
        )
    )
    return [(row[0], row[1]) for row in rows]


async def test_more_time_against_a_knock(
    app: Litestar, clock: Clock, ada: Phone, ben: Phone, cleo: Phone
) -> None:
    slug, met, outcomes = shelved(app, "door", write("t", "together")), meeting(app), set()
    for _ in range(40):
        session = await begin(ada, slug, partner=True)
        code = (await invite(ada, session))["code"]
        clock.forward(minutes=9)
        met.arranged()
        told = await both(
            ada.post(f"{session}/invitation/extension"), ben.post("/joins", code=code, name="Ben")
        )
        assert told == [303, 303]
        ((state, minutes),) = await left(app, session)
        assert state == "used"
        outcomes.add(minutes)
        assert (await cleo.post("/joins", code=code, name="Cleo")).status_code == 404
        assert [line["name"] for line in (await ada.view(session))["knocks"]] == ["Ben"]
    assert outcomes == {10, 20}, "each of the two was first sometimes"
    assert met.clashes
    assert await unsound(app) == []


async def test_more_time_against_more_time(app: Litestar, clock: Clock, ada: Phone) -> None:
    slug, met = shelved(app, "door", write("t", "together")), meeting(app)
    for _ in range(15):
        session = await begin(ada, slug, partner=True)
        await invite(ada, session)
        clock.forward(minutes=9)
        met.arranged()
        told = await both(*(ada.post(f"{session}/invitation/extension") for _ in range(2)))
        assert told == [303, 303]
        assert await left(app, session) == [("open", 20)]
    assert met.clashes


async def test_more_time_against_a_new_code(app: Litestar, clock: Clock, ada: Phone, ben: Phone) -> None:
    slug, met = shelved(app, "door", write("t", "together")), meeting(app)
    for _ in range(15):
        session = await begin(ada, slug, partner=True)
        old = (await invite(ada, session))["code"]
        clock.forward(minutes=9)
        met.arranged()
        told = await both(
            ada.post(f"{session}/invitation/extension"), ada.post(f"{session}/invitation", name="Ada")
        )
        assert told == [303, 303]
        assert sorted(state for state, _ in await left(app, session)) == ["closed", "open"]
        new = (await ada.view(f"{session}/invitation"))["code"]
        assert new != old
        assert (await ben.post("/joins", code=old, name="Ben")).status_code == 404
        assert (await ben.post("/joins", code=new, name="Ben")).status_code == 303
    assert met.clashes
    assert await unsound(app) == []
