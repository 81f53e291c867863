"""We just argued: two taps, a break that nobody can shorten, and nothing kept anywhere."""

from __future__ import annotations

import html
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from msgspec.structs import replace

from server.core.state import BREAK_AT_LEAST, MINUTE
from server.desk.breaks import begin as begin_break
from server.library.shelf import Shelf
from server.settings import Settings
from server.vault.pepper import Pepper
from tests.cast import Phone, begin
from tests.pages.browser import Browser
from tests.pages.fixed import Fixed

TALK = "/exercises/gm-after-argument"


@pytest.fixture
def clock() -> Fixed:
    """An evening."""
    return Fixed("2026-11-25T20:20:30")


async def argued(phone: Phone, wanted: str = "20", zone: str = "60") -> str:
    """Begin a break; gives its address."""
    answer = await phone.client.post("/argued", data={"for": wanted, "zone": zone})
    assert answer.status_code == 303, answer.text[:200]
    return answer.headers["location"]


async def read(phone: Phone, place: str) -> str:
    """A page as its reader has it."""
    answer = await phone.get(place, page=True)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def dump(settings: Settings) -> list[str]:
    """Everything that lies in the database."""
    with closing(sqlite3.connect(settings.database_file)) as db:
        return list(db.iterdump())


def there(settings: Settings) -> list[Path]:
    """Every file that the server keeps."""
    return sorted(Path(settings.data).rglob("*"))


async def test_two_taps_lead_to_a_break_and_nothing_is_kept_of_it(
    ada_reads: Browser, ada: Phone, settings: Settings
) -> None:
    before, files = dump(settings), there(settings)
    await ada_reads.open("/")
    await ada_reads.click("We just argued")
    (form,) = [form for form in ada_reads.page.forms if form.path == "argued"]
    assert not form.asks
    page = await ada_reads.press(form)
    assert (page.path, page.headings) == ("/argued/break", ["Back in 20 minutes."])
    assert "Look again" in page.links and "8:41" in page.words
    assert not ada_reads.client.cookies
    assert (dump(settings), there(settings)) == (before, files)
    await begin(ada, "sf-scale")
    assert dump(settings) != before


@pytest.mark.parametrize("path", ["/", "/today", "/together"])
async def test_it_is_one_tap_away_from_where_one_comes_in(ada_reads: Browser, path: str) -> None:
    if path != "/":
        page = await ada_reads.open("/")
        await ada_reads.press(page.form("sessions"))
    assert (await ada_reads.open(path)).links["We just argued"] == "/argued"


async def test_the_talk_is_offered_at_the_end_and_not_before(ada: Phone, clock: Fixed) -> None:
    place = await argued(ada)
    for _ in range(20):
        text = await read(ada, place)
        assert "Back at 9:41" in text and "/exercises" not in text and "gm-" not in text
        clock.forward(minutes=1)
    clock.set("2026-11-25T20:40:59.999")
    assert "Back at 9:41" in await read(ada, place)
    clock.set("2026-11-25T20:41:00")
    text = await read(ada, place)
    assert "Your break is over." in text and f'href="{TALK}"' in text
    assert "Not yet: 20 more minutes" in text
    assert (await ada.get(TALK, page=True)).status_code == 200


@given(at=st.integers(0, 2**42), length=st.integers(-(10**9), 10**10), zone=st.text(max_size=5))
def test_no_break_is_shorter_than_twenty_minutes(at: int, length: int, zone: str) -> None:
    taken = begin_break(at, length, zone)
    assert taken.end - at >= max(BREAK_AT_LEAST, length)
    assert taken.end - at < max(BREAK_AT_LEAST, length) + MINUTE
    assert taken.began * MINUTE <= at
    assert taken.zone == "" or abs(int(taken.zone)) <= 14 * 60


def changed(place: str, **fields: str) -> str:
    """An address with some of its fields written by hand."""
    own = {
        name: values[0] for name, values in parse_qs(place.partition("?")[2], keep_blank_values=True).items()
    }
    return f"{urlsplit(place).path}?{urlencode({**own, **fields})}"


async def test_an_address_changed_by_hand_is_no_break(ada: Phone, clock: Fixed) -> None:
    place, other = await argued(ada), await argued(ada, "30")
    now = clock() // MINUTE
    assert changed(place) == place
    assert (await ada.get(place, page=True)).status_code == 200
    mark = parse_qs(other.partition("?")[2])["mark"][0]
    forged = [
        {"until": str(now)}, {"until": str(now - 1)}, {"until": str(now + 1)}, {"began": str(now - 60)},
        {"began": str(now - 60), "until": str(now - 1)}, {"zone": "120"}, {"zone": ""}, {"zone": "060"},
        {"mark": ""}, {"mark": mark}, {"mark": "0" * 26}, {"mark": "é"}, {"until": ""}, {"until": "x"},
        {"until": "²"}, {"until": "-1"}, {"until": "9" * 30}, {"began": "\0"}, {"zone": "9999"},
        {"zone": "x"},
    ]  # fmt: skip
    for fields in forged:
        for page in (True, False):
            answer = await ada.get(changed(place, **fields), page=page)
            assert (answer.status_code, answer.headers.get("location")) == (303, "/argued"), fields
    twice = await ada.get(f"{place}&until={now}", page=True)
    assert "Your break is over." not in twice.text
    assert (await ada.get("/argued/break")).headers["location"] == "/argued"


async def test_another_servers_break_is_none_here(app: Litestar, ada: Phone) -> None:
    place = await argued(ada)
    house = app.state.house
    app.state.house = replace(house, desk=replace(house.desk, pepper=Pepper(bytes(32))))
    assert (await ada.get(place)).headers["location"] == "/argued"
    app.state.house = house
    assert (await ada.get(place)).status_code == 200


async def test_a_break_of_last_week_is_no_break_for_a_new_argument(ada: Phone, clock: Fixed) -> None:
    place = await argued(ada)
    clock.forward(days=3, minutes=20)
    assert "Your break is over." in await read(ada, place)
    clock.forward(minutes=1)
    assert (await ada.get(place)).headers["location"] == "/argued"


@pytest.mark.parametrize("wanted", ["", "0", "1", "19", "-20", "020", "tonight", "20 ", "1e3", "²"])
async def test_only_the_lengths_shown_can_be_chosen(ada: Phone, wanted: str) -> None:
    answer = await ada.client.post("/argued", data={"for": wanted, "zone": "60"})
    assert answer.status_code == 422


@pytest.mark.parametrize("zone", ["", "x", "1e1", "9999", "-841", "²", "60.5"])
async def test_without_a_zone_it_says_how_long_and_the_world_time(ada: Phone, zone: str) -> None:
    view = (await ada.get(await argued(ada, zone=zone))).json()
    assert (view["until"], view["left"]) == ("", 20)
    assert view["world"].startswith("8:41")
    assert (await ada.get(await argued(ada, "tomorrow", zone))).json()["left"] == 720


@pytest.mark.parametrize(
    ("at", "zone", "hours"),
    [
        ("2026-11-25T20:00", "0", 13),  # eight in the evening: nine the next morning
        ("2026-11-25T20:00", "60", 12),
        ("2026-11-25T20:00", "-300", 18),
        ("2026-11-25T02:00", "0", 7),  # at night: this morning
        ("2026-11-25T04:00", "0", 5),
        ("2026-11-25T04:01", "0", 29 - 1 / 60),  # less than five hours of sleep: the next one
        ("2026-11-25T09:00", "0", 24),
        ("2026-11-25T23:30", "840", 19.5),
    ],
)
async def test_tomorrow_is_nine_in_the_morning_after_some_sleep(
    ada: Phone, clock: Fixed, at: str, zone: str, hours: float
) -> None:
    clock.set(at)
    view = (await ada.get(await argued(ada, "tomorrow", zone))).json()
    assert view["left"] == round(hours * 60)
    assert view["until"].startswith("9:00") and view["seconds"] == 0
    assert view["day"] in ("today", "tomorrow")


async def test_only_a_break_that_one_can_watch_is_counted_down(ada: Phone, clock: Fixed) -> None:
    assert (await ada.get(await argued(ada, "20"))).json()["seconds"] == 20 * 60 + 30
    place = await argued(ada, "180")
    assert (await ada.get(place)).json()["seconds"] == 0
    assert "duo-timer" not in await read(ada, place)
    clock.forward(minutes=150)
    assert (await ada.get(place)).json()["seconds"] == 30 * 60 + 30


async def test_every_page_has_the_way_to_help(ada_reads: Browser, clock: Fixed) -> None:
    help = (await ada_reads.open("/help")).text
    assert 'id="afraid"' in help
    seen = [await ada_reads.open("/argued")]
    seen.append(await ada_reads.press(next(form for form in seen[0].forms if form.path == "argued")))
    clock.forward(minutes=21)
    seen.append(await ada_reads.click("Look again"))
    for page in seen:
        assert page.links["Help is there for you alone."] == "/help#afraid"
    assert len({page.headings[0] for page in seen}) == 3


async def test_more_time_is_a_new_break_on_the_same_clock(
    ada_reads: Browser, ada: Phone, clock: Fixed
) -> None:
    place = await argued(ada)
    clock.forward(minutes=21)
    page = await ada_reads.open(place)
    (form,) = [form for form in page.forms if form.path == "argued"]
    assert form.fields == [("zone", "60")]
    assert [button.value for button in form.buttons] == ["20", "60", "180", "tomorrow"]
    assert (await ada_reads.press(form)).headings[0].startswith("Back at 10:02")


async def test_who_is_signed_in_makes_no_difference(ada: Phone, ben: Phone) -> None:
    place = await argued(ada)
    await begin(ada, "sf-scale")
    for path in ("/argued", place):
        assert (await ada.get(path, page=True)).content == (await ben.get(path, page=True)).content
    answer = await ada.client.post("/argued", data={"for": "20"})
    assert "set-cookie" not in answer.headers


async def test_a_server_without_that_exercise_offers_words(app: Litestar, ada: Phone, clock: Fixed) -> None:
    place = await argued(ada)
    clock.forward(minutes=21)
    house = app.state.house
    rest = [each for each in house.shelf.exercises if each.slug != "gm-after-argument"]
    app.state.house = replace(house, shelf=Shelf(rest))
    text = await read(ada, place)
    assert "/exercises" not in text and "begin softly" in text
