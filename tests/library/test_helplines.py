"""The file of helplines: what it holds, and that nothing wrong with it gets past the check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from server.core.helplines import fresh
from server.library import load
from server.library.helplines import due, read
from tests.library.sound import SOUND, put
from tests.library.test_lint import EXERCISES

FILE = "helplines.toml"
LINES = """\
[[countries]]
id = "lv"
emergency = ["112"]

[[countries.lines]]
id = "talk"
name = "A line to talk"
about = ["feelings"]
call = ["116 123", "+371 67222922"]
text = "85258"
word = "HELLO"
address = "https://talk.example.org/now"
hours = "15:30-00:30"
languages = ["lv", "ru"]
cost = "free"
verified_on = "2026-10-05"

[[countries.lines]]
id = "home"
name = "A line about home"
about = ["home"]
call = ["116 016"]
hours = "unknown"
languages = []
cost = "unknown"
seen_on = "2026-11-25"
"""
TALK, HOME = "countries.lv.lines.talk", "countries.lv.lines.home"
BROKEN = {
    "a country by its name": ('id = "lv"', 'id = "latvia"', {("countries.latvia", "bad-country")}),
    "a country in capitals": ('id = "lv"', 'id = "LV"', {("countries.LV", "bad-country")}),
    "an emergency in words": ('"112"]', '"police"]', {("countries.lv.emergency", "bad-number")}),
    "one digit": ('"112"]', '"1"]', {("countries.lv.emergency", "bad-number")}),
    "sixteen digits": ('"116 016"', '"1234567890123456"', {(f"{HOME}.call", "bad-number")}),
    "two spaces": ('"116 016"', '"116  016"', {(f"{HOME}.call", "bad-number")}),
    "a number with more behind it": ('"116 016"', '"116 016;ext=1"', {(f"{HOME}.call", "bad-number")}),
    "digits of another script": ('"116 016"', '"١١٦ ٠١٦"', {(f"{HOME}.call", "bad-number")}),
    "no number at all": ('call = ["116 016"]\n', "", {(HOME, "no-number")}),
    "a text to a name": ('text = "85258"', 'text = "SHOUT"', {(f"{TALK}.text", "bad-number")}),
    "a word in small letters": ('word = "HELLO"', 'word = "hello"', {(f"{TALK}.word", "bad-word")}),
    "a word and nowhere to text it": ('text = "85258"\n', "", {(f"{TALK}.word", "bad-word")}),
    "an id with a dot": ('id = "home"', 'id = "ho.me"', {("countries.lv.lines.ho.me", "bad-line-id")}),
    "an id twice": ('id = "home"', 'id = "talk"', {("countries.lv.lines", "same-id")}),
    "no name": ('"A line about home"', '" "', {(f"{HOME}.name", "empty")}),
    "about nothing": ('about = ["home"]', "about = []", {(f"{HOME}.about", "too-few-given")}),
    "about something else": ('about = ["home"]', 'about = ["money"]', {(f"{HOME}.about.1", "not-one-of")}),
    "an open address": ("https://talk", "http://talk", {(f"{TALK}.address", "bad-address")}),
    "an address that runs": (
        "https://talk.example.org/now",
        "javascript:1",
        {(f"{TALK}.address", "bad-address")},
    ),
    "an address with a user": ("https://talk", "https://a@talk", {(f"{TALK}.address", "bad-address")}),
    "an address with a port": ("org/now", "org:8000/now", {(f"{TALK}.address", "bad-address")}),
    "an address of this machine": ("talk.example.org/now", "localhost", {(f"{TALK}.address", "bad-address")}),
    "a broken address": ("talk.example.org/now", "[talk", {(f"{TALK}.address", "bad-address")}),
    "hours in words": ('"15:30-00:30"', '"evenings"', {(f"{TALK}.hours", "bad-hours")}),
    "an hour there is not": ('"15:30-00:30"', '"15:30-24:30"', {(f"{TALK}.hours", "bad-hours")}),
    "hours left out": ('hours = "unknown"\n', "", {(HOME, "missing-field")}),
    "a language by its name": ('["lv", "ru"]', '["lv", "Russian"]', {(f"{TALK}.languages", "bad-language")}),
    "languages left out": ("languages = []\n", "", {(HOME, "missing-field")}),
    "a price": ('cost = "free"', 'cost = "2 a minute"', {(f"{TALK}.cost", "not-one-of")}),
    "a day of another calendar": ("2026-10-05", "5.10.2026", {(f"{TALK}.verified_on", "bad-day")}),
    "a day there is not": ("2026-11-25", "2026-11-31", {(f"{HOME}.seen_on", "bad-day")}),
    "never seen": ('seen_on = "2026-11-25"\n', "", {(HOME, "no-day")}),
    "checked nowhere": ("seen_on", "verified_on", {(f"{HOME}.address", "verified-nowhere")}),
    "a misspelt field": ("seen_on", "seen_at", {(f"{HOME}.seen_at", "misspelt-field")}),
    "not TOML": ('id = "lv"', "id = lv", {("", "not-toml")}),
}


def said(folder: Path) -> set[tuple[str, str]]:
    """Place and code of every problem of the file."""
    return {(one.place, one.code) for one in read(folder)[1]}


def test_a_sound_file_is_read_without_a_word(tmp_path: Path) -> None:
    found, problems = read(put(tmp_path, {FILE: LINES}))
    assert problems == ()
    assert [line.id for country in found.countries for line in country.lines] == ["talk", "home"]


@pytest.mark.parametrize(("old", "new", "wrong"), BROKEN.values(), ids=list(BROKEN))
def test_whatever_is_wrong_is_told_and_nothing_of_the_file_is_shown(
    old: str, new: str, wrong: set[tuple[str, str]], tmp_path: Path
) -> None:
    assert old in LINES
    folder = put(tmp_path, {FILE: LINES.replace(old, new, 1)})
    assert said(folder) == wrong
    assert read(folder)[0].countries == ()


def test_a_fourth_line_in_a_card_is_one_too_many(tmp_path: Path) -> None:
    home = LINES[LINES.rindex("[[countries.lines]]") :]
    more = [home.replace('"home"', f'"home-{number}"', 1) for number in range(3)]
    assert said(put(tmp_path, {FILE: "\n".join([LINES, *more[:2]])})) == set()
    assert said(put(tmp_path, {FILE: "\n".join([LINES, *more])})) == {("countries.lv", "too-many-lines")}


def test_a_country_twice_is_told(tmp_path: Path) -> None:
    assert said(put(tmp_path, {FILE: LINES + LINES})) == {("countries", "same-id")}


def test_all_problems_are_told_at_once_with_those_of_the_exercises(tmp_path: Path) -> None:
    lines = LINES.replace('"112"]', '"x"]').replace("15:30", "25:30").replace("https:", "http:")
    folder = put(tmp_path, {**SOUND, FILE: lines, "feelings.toml": "families = 3"})
    told = {(one.file, one.code) for one in load.read(folder)[1]}
    assert told >= {
        (FILE, "bad-number"), (FILE, "bad-hours"), (FILE, "bad-address"), ("feelings.toml", "wrong-type")
    }  # fmt: skip


def test_a_folder_needs_no_lines_and_the_lines_are_no_exercise(tmp_path: Path) -> None:
    assert load.read(put(tmp_path, SOUND))[1] == ()
    assert load.read(put(tmp_path, {FILE: LINES}))[1] == ()
    assert len(load.read(tmp_path)[0]) == len(SOUND) - 1


def test_the_lines_have_no_translation(tmp_path: Path) -> None:
    problems = load.read(put(tmp_path, {**SOUND, FILE: LINES, "helplines.de.toml": ""}))[1]
    assert {(one.file, one.code) for one in problems} == {("helplines.de.toml", "translation-alone")}


SHOWN = {
    "au": {"000"} | {"13 11 14", "0477 13 11 14"},
    "br": {"188"},
    "ca": {"911"} | {"988"},
    "de": {"112"} | {"0800 111 0 111", "0800 111 0 222", "116 123"},
    "es": {"112"} | {"024"},
    "fr": {"112"} | {"3114"},
    "gb": {"999"} | {"116 123"},
    "ie": {"112", "999"} | {"116 123"},
    "it": {"112"} | {"02 2327 2327"},
    "jp": {"0120-061-338"},
    "kr": {"109"},
    "lv": {"112"},
    "nl": {"112"} | {"113"},
    "pt": {"112"} | {"213 544 545"},
    "tr": {"112"},
    "ua": {"116 123", "0 800 500 335"},
    "us": {"911"} | {"988"},
}
"""A second writing of every number that may be shown, country by country."""


def test_the_numbers_shown_are_those_that_were_checked() -> None:
    found, problems = read(EXERCISES)
    assert problems == ()
    today = date(2026, 11, 25)
    shown = {
        country.id: {
            *country.emergency,
            *(number for line in country.lines if fresh(line, today) for number in line.call),
            *(line.text for line in country.lines if fresh(line, today) and line.text),
        }
        for country in found.countries
    }
    assert shown == SHOWN


def test_what_was_never_checked_says_so_and_comes_first_when_looking_again() -> None:
    found, _ = read(EXERCISES)
    lines = [line for _, line in due(found)]
    never = [line for line in lines if not line.verified_on]
    assert never and lines[: len(never)] == never
    assert all(line.seen_on and line.address for line in never)
