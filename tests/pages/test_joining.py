"""Coming in by a code: it finds the session, three pictures say who knocks, and a tap gives the key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from litestar import Litestar

from server.store.db import Ask
from tests.cast import Phone, begin, deed, invite, let_in
from tests.conftest import Clock
from tests.races.evening import shelved, words, write


@pytest.fixture
async def session(ada: Phone) -> str:
    """Ada's session, to which nobody has come yet."""
    return await begin(ada, "gm-know-my-world", partner=True)


async def knocks(phone: Phone, code: str, name: str = "") -> str:
    """The address at which somebody waits."""
    answer = await phone.post("/joins", code=code, name=name or phone.name)
    assert answer.status_code == 303, answer.text
    place: str = answer.headers["location"]
    return place


async def admits(phone: Phone, session: str, knock: str, admit: str = "yes") -> int:
    answer = await phone.post(f"{session}/admission", knock=knock.rsplit("/", 1)[1], admit=admit)
    return answer.status_code


async def test_both_phones_show_the_same_three_pictures(ada: Phone, ben: Phone, session: str) -> None:
    place = await knocks(ben, (await invite(ada, session))["code"])
    waiting = await ben.view(place)
    (line,) = (await ada.view(f"{session}/invitation"))["knocks"]
    assert (line["name"], waiting["name"], waiting["state"]) == ("Ben", "Ben", "waiting")
    assert line["pictures"] == waiting["pictures"]
    assert len(waiting["pictures"]) == 3
    again = await knocks(ben, (await invite(ada, session))["code"])
    assert (await ben.view(again))["pictures"] != waiting["pictures"]


async def test_nothing_opens_to_whoever_knocks(ada: Phone, ben: Phone, session: str) -> None:
    await knocks(ben, (await invite(ada, session))["code"])
    assert (await ben.get(session)).status_code == 404
    assert (await ben.get(f"{session}/steps/cards")).status_code == 404
    assert (await ben.get(f"{session}/stream")).status_code == 404


async def test_the_tap_lets_in(ada: Phone, ben: Phone, session: str) -> None:
    place = await knocks(ben, (await invite(ada, session))["code"])
    assert await admits(ada, session, place) == 303
    assert (await ben.get(place)).headers["location"] == session
    assert (await ben.view(session))["partner"]["name"] == "Ada"
    view = await ada.view(session)
    assert (view["partner"]["name"], view["met"], view["waits_for_partner"]) == ("Ben", True, False)
    assert view["knocks"] == []


async def test_the_code_may_be_typed_as_people_do(ada: Phone, ben: Phone, session: str) -> None:
    code = (await invite(ada, session))["code"].replace("-", "").replace(" ", "")
    await knocks(ben, f" {code[:4].lower()}-{code[4:].lower()} ")


async def test_whoever_is_refused_is_told_and_stays_outside(ada: Phone, ben: Phone, session: str) -> None:
    place = await knocks(ben, (await invite(ada, session))["code"])
    assert await admits(ada, session, place, "no") == 303
    assert (await ben.view(place))["state"] == "refused"
    assert await admits(ada, session, place) == 303, "too late"
    assert (await ben.get(session)).status_code == 404
    assert (await ada.view(session))["partner"] is None


async def test_a_knock_is_over_after_ten_minutes(ada: Phone, ben: Phone, session: str, clock: Clock) -> None:
    place = await knocks(ben, (await invite(ada, session))["code"])
    clock.forward(minutes=9)
    assert (await ben.view(place))["state"] == "waiting"
    assert len((await ada.view(session))["knocks"]) == 1
    clock.forward(minutes=2)
    assert (await ben.view(place))["state"] == "over"
    assert (await ada.view(session))["knocks"] == []
    assert await admits(ada, session, place) == 303
    assert (await ben.get(session)).status_code == 404


async def test_a_code_is_over_after_ten_minutes_and_its_link_after_a_day(
    ada: Phone, ben: Phone, session: str, clock: Clock
) -> None:
    way = await invite(ada, session)
    clock.forward(minutes=11)
    assert (await ben.post("/joins", code=way["code"], name="Ben")).status_code == 404
    view = await ada.view(f"{session}/invitation")
    assert (view["code_over"], view["link_over"]) == (True, False)
    clock.forward(hours=24)
    view = await ada.view(f"{session}/invitation")
    assert (view["link"], view["qr"], view["link_over"]) == ("", "", True)
    assert (await ben.post("/joins", link=way["link"], name="Ben")).status_code == 404
    fresh = await invite(ada, session)
    await knocks(ben, fresh["code"])


async def test_a_new_code_ends_the_one_before(ada: Phone, ben: Phone, session: str) -> None:
    old, new = await invite(ada, session), await invite(ada, session)
    assert (await ben.post("/joins", code=old["code"], name="Ben")).status_code == 404
    assert (await ben.post("/joins", link=old["link"], name="Ben")).status_code == 404
    await knocks(ben, new["code"])


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\nb", "a\u202eb", "\0"])
async def test_a_name_must_fit_one_line(ada: Phone, ben: Phone, session: str, name: str) -> None:
    code = (await invite(ada, session))["code"]
    answer = await ben.post("/joins", code=code, name=name)
    assert answer.status_code == 422
    assert [flaw["field"] for flaw in answer.json()["flaws"]] == ["name"]
    assert answer.json()["value"]["code"] == code
    await knocks(ben, code, "Benoît 🌿")


async def test_every_missing_field_is_named(ben: Phone) -> None:
    answer = await ben.post("/joins", code="", name="")
    assert [flaw["field"] for flaw in answer.json()["flaws"]] == ["name", "code"]


async def test_the_same_tap_twice_is_one_knock(app: Litestar, ada: Phone, ben: Phone, session: str) -> None:
    await begin(ben, "sf-scale")
    form = {"code": (await invite(ada, session))["code"], "name": "Ben", "deed": deed()}
    first, again = await ben.post("/joins", form), await ben.post("/joins", form)
    assert first.headers["location"] == again.headers["location"]
    other = await ben.post("/joins", {**form, "name": "Benjamin"})
    assert other.status_code == 409
    [[(number,)]] = await app.state.house.desk.db.read(Ask("select count(*) from knocks"))
    assert number == 1


async def test_ones_own_code_on_ones_own_phone_is_told_and_not_burnt(
    ada: Phone, ben: Phone, session: str
) -> None:
    way = await invite(ada, session)
    for field in ("code", "link"):
        answer = await ada.post("/joins", {field: way[field], "name": "Ada"})
        assert answer.status_code == 409
        assert (answer.json()["own"], bool(answer.json()["notice"])) == (session.rsplit("/", 1)[1], True)
    await knocks(ben, way["code"])


async def test_only_the_first_person_has_the_door(ada: Phone, ben: Phone, cleo: Phone, session: str) -> None:
    await let_in(ada, ben, session)
    place = await knocks(cleo, (await invite(ada, session))["code"])
    assert (await ben.get(f"{session}/invitation")).headers["location"] == session
    assert (await ben.post(f"{session}/invitation", name="Ben")).headers["location"] == session
    assert (await ben.view(session))["knocks"] == []
    assert await admits(ben, session, place) == 303
    assert (await cleo.get(session)).status_code == 404
    assert await admits(cleo, session, place) == 404


async def test_a_knock_is_nobody_elses(ada: Phone, ben: Phone, cleo: Phone, session: str) -> None:
    place = await knocks(ben, (await invite(ada, session))["code"])
    await begin(cleo, "sf-scale")
    assert (await cleo.get(place)).status_code == 404
    assert (await cleo.get(f"{place}/stream")).status_code == 404
    assert (await ben.get(place)).status_code == 200


async def test_a_partner_who_lost_the_phone_is_let_back_in_to_all_but_their_private_words(
    app: Litestar, ada: Phone, ben: Phone, phone: Callable[[str], Phone]
) -> None:
    steps = (
        write("shared", "shared"),
        write("private"),
        write("sealed", "together"),
        write("open", "together"),
    )
    session = await begin(ada, shelved(app, "e", *steps), partner=True)
    await let_in(ada, ben, session)
    for step in ("shared", "private", "sealed"):
        assert (await ben.post(f"{session}/steps/{step}/completion", text=f"ben's {step}")).status_code == 303
        if step == "shared":
            await ben.post(f"{session}/steps/{step}/completion", move="read-on")

    new = phone("Ben again")
    place = await knocks(new, (await invite(ada, session))["code"])
    (line,) = (await ada.view(session))["knocks"]
    assert line["again"]
    assert await admits(ada, session, place) == 303

    assert (await new.view(session))["partner"]["name"] == "Ada"
    kept = (await new.get(f"{session}/steps/shared")).json()
    assert "ben's shared" in str(kept)
    for step in ("private", "sealed"):
        assert f"ben's {step}" not in (await new.get(f"{session}/steps/{step}")).text
    assert (await ben.get(session)).status_code == 404, "the lost phone opens it no longer"
    await ada.post(f"{session}/steps/shared/completion", text="ada's")
    await ada.post(f"{session}/steps/shared/completion", move="read-on")
    await ada.post(f"{session}/steps/private/completion", text="ada's own")
    await ada.post(f"{session}/steps/sealed/completion", text="ada's sealed")
    assert await words(ada, session, "sealed") == ("ada's sealed", "ben's sealed")
    assert await words(new, session, "sealed") == ("ben's sealed", "ada's sealed")
    assert "ben's private" not in (await new.get(f"{session}/steps/private")).text
    assert (await new.post(f"{session}/steps/sealed/completion", move="read-on")).status_code == 303
    await new.post(f"{session}/steps/open/completion", text="written anew")
    await ada.post(f"{session}/steps/sealed/completion", move="read-on")
    await ada.post(f"{session}/steps/open/completion", text="ada's")
    assert await words(ada, session, "open") == ("ada's", "written anew")
