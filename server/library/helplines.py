"""Reading `helplines.toml`: every line as it can be shown, or everything that is wrong with the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import convert

from server.core.helplines import Country, Helplines, Line
from server.library.guarded import table
from server.library.names import HELPLINES
from server.library.problems import Problem, problem
from server.library.shape import Shape

MOST_LINES = 3
"""Lines in one card of one country: somebody in need has to choose."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[a-z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_NUMBER = re.compile(r"\+?[0-9]+(?:[ -][0-9]+)*")
_DIGITS = range(2, 16)
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_HOURS = re.compile(rf"24/7|unknown|{_TIME}-{_TIME}")
_WORD = re.compile(r"[A-Z0-9]{1,20}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def read(folder: Path) -> tuple[Helplines, tuple[Problem, ...]]:
    """The lines beside the exercises, and everything wrong with them; a folder without the file has none."""
    if not (folder / HELPLINES).exists():
        return Helplines(), ()
    given, wrong = table(folder / HELPLINES, HELPLINES)
    if wrong:
        return Helplines(), (wrong,)
    shape = Shape(HELPLINES)
    shape.table(given, Helplines)
    if shape.problems:
        return Helplines(), tuple(shape.problems)
    found = convert(given, Helplines)
    problems = tuple(_check(found))
    return (Helplines() if problems else found), problems


def _check(found: Helplines) -> Iterator[Problem]:
    yield from _twice([country.id for country in found.countries], "countries")
    for country in found.countries:
        place = f"countries.{country.id}"
        if not _COUNTRY.fullmatch(country.id):
            yield problem(HELPLINES, place, "bad-country", given=country.id)
        yield from _numbers(country.emergency, f"{place}.emergency")
        yield from _twice([line.id for line in country.lines], f"{place}.lines")
        for about in ("feelings", "home"):
            count = sum(about in line.about for line in country.lines)
            if count > MOST_LINES:
                yield problem(HELPLINES, place, "too-many-lines", given=count, about=about, most=MOST_LINES)
        for line in country.lines:
            yield from _line(line, f"{place}.lines.{line.id}")


def _twice(ids: Sequence[str], place: str) -> Iterator[Problem]:
    for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
        yield problem(HELPLINES, place, "same-id", given=id)


def _line(line: Line, place: str) -> Iterator[Problem]:
    if not _NAME.fullmatch(line.id):
        yield problem(HELPLINES, place, "bad-line-id", given=line.id)
    if not line.name.strip():
        yield problem(HELPLINES, f"{place}.name", "empty")
    if not line.about:
        yield problem(HELPLINES, f"{place}.about", "too-few-given", given=0, least=1)
    if not line.call and not line.text:
        yield problem(HELPLINES, place, "no-number")
    yield from _numbers(line.call, f"{place}.call")
    yield from _numbers((line.text,) if line.text else (), f"{place}.text")
    if line.word and not (line.text and _WORD.fullmatch(line.word)):
        yield problem(HELPLINES, f"{place}.word", "bad-word", given=line.word)
    yield from _known(line, place)
    yield from _days(line, place)


def _known(line: Line, place: str) -> Iterator[Problem]:
    if line.address and not _is_address(line.address):
        yield problem(HELPLINES, f"{place}.address", "bad-address", given=line.address)
    if not _HOURS.fullmatch(line.hours):
        yield problem(HELPLINES, f"{place}.hours", "bad-hours", given=line.hours)
    for code in line.languages:
        if not _LANGUAGE.fullmatch(code):
            yield problem(HELPLINES, f"{place}.languages", "bad-language", given=code)


def _days(line: Line, place: str) -> Iterator[Problem]:
    days = {"verified_on": line.verified_on, "seen_on": line.seen_on}
    for name, day in days.items():
        if day and not _is_day(day):
            yield problem(HELPLINES, f"{place}.{name}", "bad-day", given=day)
    if not any(days.values()):
        yield problem(HELPLINES, place, "no-day")
    if line.verified_on and not line.address:
        yield problem(HELPLINES, f"{place}.address", "verified-nowhere")


def _numbers(given: Sequence[str], place: str) -> Iterator[Problem]:
    for number in given:
        if not _NUMBER.fullmatch(number) or sum(sign.isdigit() for sign in number) not in _DIGITS:
            yield problem(HELPLINES, place, "bad-number", given=number)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and bool(_HOST.fullmatch(parts.netloc)) and text.isprintable()
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def due(found: Helplines) -> Iterator[tuple[Country, Line]]:
    """Every line with its country, those that were never checked first, then the longest unchecked."""
    pairs = [(country, line) for country in found.countries for line in country.lines]
    yield from sorted(pairs, key=lambda pair: (pair[1].verified_on, pair[0].id, pair[1].id))
