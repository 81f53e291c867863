"""Recovery words: shown once, kept once three were typed, and the way back from any other browser."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from litestar import Litestar

from server.app import create_app
from server.settings import Settings
from server.vault.pepper import open_pepper
from tests.cast import Phone, begin, couple, deed, invite
from tests.conftest import Clock


async def shown(phone: Phone) -> Any:
    """The page with twelve new words."""
    answer = await phone.post("/you/unlocks/words")
    assert answer.status_code == 200
    return answer.json()


async def typed(phone: Phone, page: Any, **wrong: str) -> Any:
    """Type the three words that are asked for."""
    asked = await phone.post("/you/unlocks/confirmation", sealed=page["sealed"])
    places = asked.json()["ask"]
    assert len(places) == 3
    words = {f"word-{place}": page["words"][place - 1] for place in places}
    return await phone.post("/you/unlocks/confirmation", {"sealed": page["sealed"], **words, **wrong})


async def kept(phone: Phone) -> str:
    """Twelve words that count, as they would be typed."""
    page = await shown(phone)
    assert (await typed(phone, page)).status_code == 303
    return " ".join(page["words"])


async def comes_back(phone: Phone, words: str) -> int:
    return (await phone.post("/sign-ins", words=words)).status_code


async def test_twelve_words_are_shown_once(ada: Phone) -> None:
    await begin(ada, "sf-scale")
    page = await shown(ada)
    assert len(set(page["words"])) > 8
    assert len(page["words"]) == 12
    assert (await shown(ada))["words"] != page["words"]
    for path in ("/you", "/you/unlocks", "/today"):
        text = (await ada.get(path)).text
        assert sum(word in text for word in page["words"]) < 6, "some may be there by chance, as names"
    asked = (await ada.post("/you/unlocks/confirmation", sealed=page["sealed"])).json()
    assert (asked["words"], len(asked["ask"])) == ([], 3)


async def test_they_count_only_once_three_were_typed(ada: Phone, phone: Callable[[str], Phone]) -> None:
    await begin(ada, "sf-scale")
    page = await shown(ada)
    elsewhere = phone("elsewhere")
    assert await comes_back(elsewhere, " ".join(page["words"])) == 422
    assert (await ada.view("/you/unlocks"))["has_words"] is False
    assert (await typed(ada, page)).status_code == 303
    assert (await ada.view("/you/unlocks"))["has_words"] is True
    assert await comes_back(elsewhere, " ".join(page["words"])) == 303


async def test_a_word_that_was_not_shown_is_named(ada: Phone) -> None:
    await begin(ada, "sf-scale")
    page = await shown(ada)
    asked = (await ada.post("/you/unlocks/confirmation", sealed=page["sealed"])).json()["ask"]
    fields = {f"word-{place}": page["words"][place - 1] for place in asked} | {
        f"word-{asked[1]}": "zebra-like"
    }
    wrong = await ada.post("/you/unlocks/confirmation", {"sealed": page["sealed"], **fields})
    assert wrong.status_code == 422
    assert [flaw["field"] for flaw in wrong.json()["flaws"]] == [f"word-{asked[1]}"]
    assert wrong.json()["ask"] == asked
    assert (await ada.view("/you/unlocks"))["has_words"] is False


async def test_another_browser_finds_the_same_sessions_and_own_words(
    ada: Phone, ben: Phone, phone: Callable[[str], Phone]
) -> None:
    alone = await begin(ada, "sf-scale")
    step = (await ada.view(alone))["step"]["id"]
    await ada.put(f"{alone}/steps/{step}/draft", {"value": "7"})
    together = await couple(ada, ben, "gm-appreciations")
    await ada.post(f"{together}/steps/three/completion", item="how you laughed")
    words = await kept(ada)

    elsewhere = phone("elsewhere")
    assert (await elsewhere.get("/today")).status_code == 401
    shouted = words.upper().replace(" ", "  \n")
    assert await comes_back(elsewhere, shouted) == 303
    assert elsewhere.client.cookies["device"] != ada.client.cookies["device"]
    for path in ("/today", "/together", "/journal"):
        assert _same(await elsewhere.view(path)) == _same(await ada.view(path))
    assert (await elsewhere.view(alone))["value"]["value"] == "7"
    assert "how you laughed" in (await elsewhere.get(f"{together}/steps/three")).text
    own = await elsewhere.post(f"{together}/steps/three/completion", item="too late")
    assert own.status_code == 409
    lines = (await ada.view("/you/unlocks"))["lines"]
    assert sorted(line["kind"] for line in lines) == ["device", "device", "words"], (
        "the other browser is shown"
    )
    assert [line["here"] for line in lines if line["kind"] == "device"].count(True) == 1


def _same(view: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in view.items() if name != "deed"}


@pytest.mark.parametrize(
    "words",
    ["", "abandon " * 12, "abandon ability able", "not words of any list at all " * 2, "x" * 5000, "\0"],
)
async def test_wrong_words_open_nothing(ada: Phone, phone: Callable[[str], Phone], words: str) -> None:
    await begin(ada, "sf-scale")
    right = await kept(ada)
    elsewhere = phone("elsewhere")
    wrong = await elsewhere.post("/sign-ins", words=words)
    assert wrong.status_code == 422
    assert [flaw["field"] for flaw in wrong.json()["flaws"]] == ["words"]
    assert not elsewhere.client.cookies
    assert await comes_back(elsewhere, right) == 303


async def test_their_order_counts(ada: Phone, phone: Callable[[str], Phone]) -> None:
    await begin(ada, "sf-scale")
    words = (await kept(ada)).split()
    assert await comes_back(phone("elsewhere"), " ".join(reversed(words))) == 422


async def test_new_words_replace_the_old_ones_for_good(ada: Phone, phone: Callable[[str], Phone]) -> None:
    await begin(ada, "sf-scale")
    first = await shown(ada)
    asked = (await ada.post("/you/unlocks/confirmation", sealed=first["sealed"])).json()["ask"]
    form = {f"word-{place}": first["words"][place - 1] for place in asked} | {"sealed": first["sealed"]}
    old_page = {**form, "deed": deed()}
    assert (await ada.post("/you/unlocks/confirmation", old_page)).status_code == 303
    assert await comes_back(phone("elsewhere"), " ".join(first["words"])) == 303
    second = await kept(ada)
    assert await comes_back(phone("elsewhere"), " ".join(first["words"])) == 422
    again = await ada.post("/you/unlocks/confirmation", old_page)
    assert again.status_code == 303, "a page sent again is harmless, and brings nothing back"
    assert await comes_back(phone("elsewhere"), " ".join(first["words"])) == 422
    assert await comes_back(phone("elsewhere"), second) == 303


async def test_a_page_of_words_is_nobody_elses_and_cannot_be_made_up(ada: Phone, ben: Phone) -> None:
    for phone in (ada, ben):
        await begin(phone, "sf-scale")
    page = await shown(ada)
    for sealed in (page["sealed"], page["sealed"][:-8] + "AAAAAAA=", "", "ü", "AAAA"):
        answer = await ben.post("/you/unlocks/confirmation", sealed=sealed, **{"word-1": page["words"][0]})
        assert answer.headers["location"] == "/you/unlocks"
    assert (await ben.view("/you/unlocks"))["has_words"] is False


async def test_whoever_is_signed_in_must_say_that_they_mean_to_change(ada: Phone, ben: Phone) -> None:
    for phone in (ada, ben):
        await begin(phone, "sf-scale")
    words, before = await kept(ada), ben.client.cookies["device"]
    assert (await ben.view("/sign-in"))["replaces"] is True
    unsaid = await ben.post("/sign-ins", words=words)
    assert (unsaid.status_code, unsaid.json()["value"]["words"]) == (422, words)
    assert ben.client.cookies["device"] == before
    assert (await ben.post("/sign-ins", words=words, replace="yes")).status_code == 303
    assert (await ben.view("/you/unlocks"))["has_words"] is True


async def test_ones_own_code_on_ones_own_second_browser_is_told_and_not_burnt(
    ada: Phone, ben: Phone, phone: Callable[[str], Phone]
) -> None:
    session = await begin(ada, "gm-appreciations", partner=True)
    words, way = await kept(ada), await invite(ada, session)
    elsewhere = phone("elsewhere")
    await comes_back(elsewhere, words)
    told = await elsewhere.post("/joins", code=way["code"], name="Ada")
    assert (told.status_code, told.json()["own"]) == (409, session.rsplit("/", 1)[1])
    assert (await ben.post("/joins", code=way["code"], name="Ben")).status_code == 303


async def test_signing_out_without_a_second_way_offers_the_words_first(
    ada: Phone, phone: Callable[[str], Phone]
) -> None:
    session = await begin(ada, "sf-scale")
    assert (await ada.post("/sign-out")).headers["location"] == "/you/unlocks"
    assert (await ada.get(session)).status_code == 303
    words = await kept(ada)
    assert (await ada.post("/sign-out")).headers["location"] == "/"
    assert (await ada.get(session)).status_code == 401
    assert await comes_back(ada, words) == 303
    assert (await ada.get(session)).status_code == 303


async def test_quick_exit_ends_the_sign_in_and_not_the_way_back(ada: Phone) -> None:
    session = await begin(ada, "sf-scale")
    words = await kept(ada)
    left = await ada.client.post("/exit")
    assert (left.status_code, left.headers["location"]) == (303, "/cover")
    assert "date" in (await ada.get(session)).json(), "the cover"
    assert await comes_back(ada, words) == 303
    assert (await ada.get(session)).status_code == 303


async def test_with_the_pepper_lost_the_words_still_open(
    settings: Settings, clock: Clock, app: Litestar, ada: Phone
) -> None:
    """The device secret needs the pepper; the words do not, so that a lost file loses nobody's words."""
    session = await begin(ada, "sf-scale")
    words = await kept(ada)
    await app.state.house.desk.db.close()
    other = Settings(data=settings.data, pepper=settings.pepper.with_name("another"))
    open_pepper(other.pepper, may_create=True)
    again = create_app(other, clock)
    async with again.lifespan():
        phone = Phone.of(again, "Ada")
        phone.client.cookies.update(ada.client.cookies)
        assert (await phone.get(session)).status_code == 401
        assert await comes_back(phone, words) == 303
        assert (await phone.get(session)).status_code == 303
        await phone.close()


async def test_the_page_shows_them_and_is_kept_nowhere(ada: Phone) -> None:
    await begin(ada, "sf-scale")
    page = await ada.post("/you/unlocks/words", page=True)
    assert page.headers["cache-control"] == "no-store"
    sealed = html.unescape(re.findall(r'name="sealed" value="([^"]+)"', page.text)[0])
    words = re.findall(r"<li[^>]*>\s*(?:<[^>]+>\s*)*([a-z]{3,8})\b", page.text)
    assert len(words) == 12
    assert (await typed(ada, {"sealed": sealed, "words": words})).status_code == 303
