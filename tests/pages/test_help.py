"""Help: the right numbers of every country, none that was not checked, and the same page for everybody."""

from __future__ import annotations

import gzip
import html
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.core.helplines import Helplines
from server.library.helplines import read
from tests.cast import Phone, begin
from tests.library.test_helplines import SHOWN
from tests.pages.browser import Browser
from tests.pages.fixed import Fixed

LINES, _ = read(Path("exercises"))
MOST_PACKED = 8 * 1024
BROTLI = (
    "process.stdout.write(String(require('zlib').brotliCompressSync(require('fs').readFileSync(0)).length))"
)
NEVER = "18007997233"
"""A line that is in the file and was not checked."""


@pytest.fixture
def clock() -> Fixed:
    """A day on which everything that was ever checked is fresh."""
    return Fixed("2026-11-25T20:00")


def dialled(text: str) -> set[str]:
    """The digits of every link that calls or texts."""
    return set(re.findall(r'href="(?:tel|sms):(\+?\d+)(?:\?body=[A-Z0-9]+)?"', text))


def digits(numbers: set[str]) -> set[str]:
    """Numbers without their spaces and hyphens."""
    return {re.sub("[ -]", "", number) for number in numbers}


def packed(text: bytes) -> int:
    """Bytes on the way, by brotli; by gzip, which takes more, on a machine without Node."""
    node = shutil.which("node")
    if node is None:
        return len(gzip.compress(text, 9))
    found = subprocess.run([node, "-e", BROTLI], input=text, capture_output=True, check=True)
    return int(found.stdout)


async def page(phone: Phone, path: str = "/help") -> str:
    """The page as it is sent."""
    answer = await phone.get(path, page=True)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def verified(lines: Helplines, day: str) -> Helplines:
    """The same lines, as if somebody had looked at all of them on one day."""
    countries = tuple(
        replace(each, lines=tuple(replace(line, verified_on=day) for line in each.lines))
        for each in lines.countries
    )
    return replace(lines, countries=countries)


async def test_every_checked_number_can_be_dialled_and_no_other(app: Litestar, ada: Phone) -> None:
    every = {number for numbers in SHOWN.values() for number in numbers}
    text = await page(ada)
    assert dialled(text) == digits(every)
    assert NEVER not in text and "1-800-799-7233" not in text and "85258" not in text
    assert 'href="https://www.thehotline.org"' in text
    house = app.state.house
    app.state.house = replace(house, helplines=verified(house.helplines, "2026-11-25"))
    assert dialled(await page(ada)) >= {NEVER, "85258"}


@pytest.mark.parametrize("code", list(SHOWN))
async def test_whoever_chooses_a_country_gets_its_numbers_first(ada: Phone, code: str) -> None:
    view = (await ada.get(f"/help?country={code}")).json()
    first = view["countries"][0]
    assert (view["chosen"], first["code"]) == (code, code)
    lines = [*first["feelings"], *first["home"]]
    numbers = [*first["emergency"], *(call for line in lines for call in line["calls"])]
    numbers += [line["text"] for line in lines if line["text"]]
    assert {number["shown"] for number in numbers} == SHOWN[code]
    text = await page(ada, f"/help?country={code}")
    danger = text[text.index("In danger now") : text.index("Somebody to talk to")]
    assert dialled(danger) == digits({each["shown"] for each in first["emergency"]})
    assert "findahelpline.com" in danger
    assert f'id="c-{code}"' not in text and text.count('id="c-') == len(SHOWN) - 1


async def test_two_hundred_days_later_only_emergency_directory_and_addresses_are_left(
    ada: Phone, clock: Fixed
) -> None:
    emergency = digits({number for each in LINES.countries for number in each.emergency})
    clock.set("2027-04-23T23:59")
    assert dialled(await page(ada)) > emergency
    clock.set("2027-04-24T00:00")
    text = await page(ada)
    assert dialled(text) == emergency
    assert "findahelpline.com" in text and "local emergency number" in text
    assert 'href="https://www.telefonseelsorge.de"' in text and "Day and night" not in text
    assert "Checked on" not in text


async def test_before_the_day_of_a_check_it_says_nothing(ada: Phone, clock: Fixed) -> None:
    clock.set("2026-10-04T12:00")
    assert "116123" not in dialled(await page(ada))
    clock.set("2026-10-05T12:00")
    assert "116123" in dialled(await page(ada))


async def test_feelings_and_violence_at_home_stand_in_cards_of_their_own(ada: Phone) -> None:
    view = (await ada.get("/help?country=de")).json()["countries"][0]
    assert [line["name"] for line in view["feelings"]] == ["TelefonSeelsorge"]
    assert len(view["home"]) == 2
    text = await page(ada, "/help?country=de")
    feelings, home = text.index("or you think of suicide"), text.index("Violence at home")
    assert feelings < text.index("TelefonSeelsorge") < home < text.index("hilfetelefon.de")
    assert all(len(each["feelings"]) <= 3 and len(each["home"]) <= 3 for each in (view,))


async def test_a_line_says_its_hours_cost_languages_and_day(ada: Phone) -> None:
    text = await page(ada, "/help?country=pt")
    assert "Every day from 15:30 to 00:30 · Costs what a call costs" in text
    assert "Checked on 5 October 2026." in text
    assert "Day and night · English, French" in await page(ada, "/help?country=ca")
    assert "Hours not known here, see its own page" in await page(ada, "/help?country=kr")


async def test_whoever_cannot_speak_finds_a_number_to_text_or_the_directory(ada: Phone) -> None:
    assert 'href="sms:988"' in await page(ada, "/help?country=us")
    german = await page(ada, "/help?country=de")
    assert german.index("If you cannot speak aloud:") < german.index("Violence at home")


@pytest.mark.parametrize("asked", ["", "xx", "DE", "de ", "%00", "../de", "de&country=fr", "<b>"])
async def test_any_other_country_opens_none(ada: Phone, asked: str) -> None:
    answer = await ada.get(f"/help?country={asked}", page=True)
    assert answer.status_code == 200 or asked.startswith("de&")
    assert "<b>" not in answer.text.replace("<b>findahelpline.com", "")
    assert 'value="de" selected' not in answer.text


async def test_the_page_is_the_same_for_everybody_and_leaves_nothing(ada: Phone, ben: Phone) -> None:
    """So that one copy can be kept for all, and shows to nobody that somebody is signed in."""
    await begin(ada, "sf-scale")
    before = dict(ada.client.cookies)
    assert before and "data-owner" in await page(ada, "/today")
    for path in ("/help", "/help?country=de"):
        mine, his = await ada.get(path, page=True), await ben.get(path, page=True)
        assert mine.content == his.content
        assert "set-cookie" not in mine.headers and "set-cookie" not in his.headers
    assert dict(ada.client.cookies) == before and not ben.client.cookies


async def test_every_country_is_on_the_one_page_and_it_stays_small(ada: Phone) -> None:
    for path in ("/help", "/help?country=de"):
        assert packed((await ada.get(path, page=True)).content) <= MOST_PACKED
    assert len(re.findall(r'id="c-\w\w"', await page(ada))) == len(SHOWN)


async def test_the_form_is_a_plain_one_and_works_signed_out(ada_reads: Browser) -> None:
    found = await ada_reads.open("/help")
    (form,) = [form for form in found.forms if form.action == "/help"]
    assert (form.method, form.asks["country"][0]) == ("get", "select")
    assert form.asks["country"][1][0] == "" and set(form.asks["country"][1]) == {"", *SHOWN}
    found = await ada_reads.open("/help?country=fr")
    assert "Call 3114" in found.words
    assert not ada_reads.client.cookies


async def test_the_sentences_beside_the_numbers_are_there_without_any_line(app: Litestar, ada: Phone) -> None:
    app.state.house = replace(app.state.house, helplines=Helplines())
    text = await page(ada)
    assert dialled(text) == set()
    assert "local emergency number" in text and "findahelpline.com" in text
    assert "It hides, but it does not protect." in text and "no emergency service" in text
    assert "Put both feet on the floor." in text


def test_the_lines_were_fresh_on_the_day_of_these_tests() -> None:
    assert max(line.verified_on for each in LINES.countries for line in each.lines) <= "2026-11-25"
    assert (date(2026, 11, 25) - date(2026, 10, 5)).days < 200
