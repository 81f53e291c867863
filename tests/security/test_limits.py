"""Who is told to wait, and who is not: two at home share an address and nothing else."""

from __future__ import annotations

import html
from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from tests.cast import Phone, begin, deed, invite
from tests.conftest import Clock
from tests.security.test_codes import count, told

WRONG = "0000AAAA"
WORDS = "abandon " * 11 + "about"


class Home:
    """Phones at one address."""

    def __init__(self, app: Litestar, address: str) -> None:
        self._app, self._address = app, address
        self.made: list[Phone] = []

    def phone(self, name: str) -> Phone:
        phone = Phone.of(self._app, name)
        reached: object = self._app
        transport = httpx.ASGITransport(app=reached, client=(self._address, 1))  # type: ignore[arg-type]
        phone.client._transport = transport
        self.made.append(phone)
        return phone


@pytest.fixture
def home(app: Litestar) -> Callable[[str], Home]:
    return lambda address: Home(app, address)


async def wrong(phone: Phone, times: int) -> list[int]:
    return [(await phone.post("/joins", code=WRONG, name="Theo")).status_code for _ in range(times)]


async def test_too_many_wrong_codes_and_the_answer_says_when(
    clock: Clock, ada: Phone, phone: Callable[[str], Phone]
) -> None:
    theo = phone("Theo")
    await begin(theo, "sf-scale")
    code = (await invite(ada, await begin(ada, "gm-know-my-world", partner=True)))["code"]
    assert await wrong(theo, 12) == [404] * 10 + [429] * 2
    refused = [await theo.post("/joins", code=each, name="Theo") for each in (WRONG, code, WRONG)]
    assert len({told(each, code) for each in refused}) == 1, "which code it was makes no difference"
    answer = refused[0]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    page = await theo.post("/joins", code="k7m2 qxr9", name="Théo", page=True)
    assert (page.status_code, page.headers["retry-after"]) == (429, answer.headers["retry-after"])
    kept = html.unescape(page.text)
    assert 'value="k7m2 qxr9"' in kept
    assert 'value="Théo"' in kept
    assert "Wait for 1 minute, then try again. Nothing is lost." in kept
    assert "<h1" in kept
    clock.forward(minutes=int(answer.headers["retry-after"]) / 60)
    assert (await theo.post("/joins", code=code, name="Theo")).status_code == 303


@pytest.mark.parametrize("by", ["code", "link"])
async def test_the_right_code_works_after_others_gave_too_many_wrong_ones(
    ada: Phone, home: Callable[[str], Home], by: str
) -> None:
    way = await invite(ada, await begin(ada, "gm-know-my-world", partner=True))
    here, elsewhere = home("192.0.2.7"), home("198.51.100.9")
    theo, ben, cleo = here.phone("Theo"), here.phone("Ben"), elsewhere.phone("Cleo")
    await begin(theo, "sf-scale")
    assert set((await wrong(theo, 50))[-5:]) == {429}, "whoever is known uses up their own"
    assert set((await wrong(cleo, 302))[-2:]) == {429}, "whoever is not, that of their address"
    assert (await ben.post("/joins", {by: way[by], "name": "Ben"})).status_code == 303


async def test_whoever_is_known_does_not_wait_for_others_at_home(
    ada: Phone, home: Callable[[str], Home]
) -> None:
    way = await invite(ada, await begin(ada, "gm-know-my-world", partner=True))
    here = home("2001:db8:0:1::1")
    ben, guest = here.phone("Ben"), here.phone("A guest")
    await begin(ben, "sf-scale")
    assert (await wrong(guest, 301))[-1] == 429
    assert (await ben.post("/joins", code=way["code"], name="Ben")).status_code == 303


async def test_good_deeds_of_an_address_are_not_counted(ada: Phone, home: Callable[[str], Home]) -> None:
    here = home("192.0.2.7")
    for _ in range(9):
        guest = here.phone("Ben")
        way = await invite(ada, await begin(ada, "gm-know-my-world", partner=True))
        again = deed()
        answers = [
            await guest.post("/joins", {"code": way["code"], "name": "Ben", "deed": again}) for _ in range(40)
        ]
        assert {answer.status_code for answer in answers} == {303}


async def test_wrong_codes_are_one_answer_up_to_the_last(ada: Phone) -> None:
    answers = {told(await ada.post("/joins", code=WRONG, name="Ada"), WRONG) for _ in range(40)}
    assert sorted(status for status, _, _ in answers) == [404]


@pytest.mark.parametrize("known", [False, True])
async def test_too_many_wrong_recovery_words(ada: Phone, phone: Callable[[str], Phone], known: bool) -> None:
    theo, most = phone("Theo"), 10 if known else 60
    if known:
        await begin(theo, "sf-scale")
    sent = {"words": WORDS, "replace": "yes"}
    answers = [await theo.post("/sign-ins", sent) for _ in range(most + 2)]
    assert [answer.status_code for answer in answers] == [422] * most + [429] * 2
    page = await theo.post("/sign-ins", sent, page=True)
    assert (page.status_code, int(page.headers["retry-after"]) > 0) == (429, True)
    assert WORDS in page.text, "what was typed is still there"
    assert "then try again. Nothing is lost." in page.text


async def test_the_words_work_after_others_gave_wrong_ones(
    ada: Phone, home: Callable[[str], Home], phone: Callable[[str], Phone]
) -> None:
    await begin(ada, "sf-scale")
    shown = (await ada.post("/you/unlocks/words")).json()
    asked = (await ada.post("/you/unlocks/confirmation", sealed=shown["sealed"])).json()
    typed = {f"word-{place}": shown["words"][place - 1] for place in asked["ask"]}
    await ada.post("/you/unlocks/confirmation", {"sealed": shown["sealed"], **typed})
    here = home("192.0.2.7")
    theo, new = here.phone("Theo"), here.phone("Ada")
    await begin(theo, "sf-scale")
    for _ in range(30):
        await theo.post("/sign-ins", words=WORDS, replace="yes")
    found = await new.post("/sign-ins", words=" ".join(shown["words"]))
    assert (found.status_code, found.headers["location"]) == (303, "/today")


async def test_invitations_are_counted_by_session_and_by_person(clock: Clock, ada: Phone) -> None:
    sessions = [await begin(ada, "gm-know-my-world", partner=True) for _ in range(13)]
    made = [(await ada.post(f"{sessions[0]}/invitation", name="Ada")).status_code for _ in range(11)]
    assert made == [303] * 10 + [429]
    page = await ada.post(f"{sessions[0]}/invitation", name="Ada", page=True)
    assert page.status_code == 429
    assert "then try again. Nothing is lost." in page.text
    assert int(page.headers["retry-after"]) > 0
    assert (await ada.view(f"{sessions[0]}/invitation"))["code"], "the last one still stands"
    for session in sessions[1:12]:
        assert (await invite(ada, session))["code"]
        for _ in range(9):
            await ada.post(f"{session}/invitation", name="Ada")
    refused = await ada.post(f"{sessions[12]}/invitation", name="Ada")
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    clock.forward(minutes=1)
    assert (await invite(ada, sessions[12]))["code"]


async def test_newcomers_of_an_address_are_many_and_not_endless(
    app: Litestar, ada: Phone, home: Callable[[str], Home]
) -> None:
    way = await invite(ada, await begin(ada, "gm-know-my-world", partner=True))
    here = home("192.0.2.7")
    known = here.phone("Ben")
    await begin(known, "sf-scale")
    form = {"exercise": "sf-scale", "with": "me"}
    codes = [(await here.phone("Guest").post("/sessions", form)).status_code for _ in range(120)]
    assert codes == [303] * 119 + [429]
    before = await count(app, "persons")
    page = await here.phone("Guest").post("/sessions", form, page=True)
    assert (page.status_code, "set-cookie" in page.headers) == (429, False)
    assert "Too many tries in a short time" in page.text
    refused = await here.phone("Guest").post("/joins", code=way["code"], name="Guest")
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert await count(app, "persons") == before
    await begin(known, "sf-scale")
    assert (
        await home("192.0.2.8").phone("Guest").post("/joins", code=way["code"], name="G")
    ).status_code == 303
