"""Help: every country's numbers, those of the one somebody chose first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar
from urllib.parse import urlsplit

from msgspec import Struct

from server.core.helplines import About, Country, Helplines, Line, fresh
from server.render.locale import Language
from server.render.view import View


class Number(Struct, frozen=True, kw_only=True):
    """A number to dial or to text, as people write it and as a telephone takes it."""

    shown: str
    dial: str


class HelpLine(Struct, frozen=True, kw_only=True):
    """One service. A line that was not checked lately has no numbers here: nobody can dial an old one."""

    name: str
    calls: list[Number]
    text: Number | None
    word: str
    site: str
    """The address in short, as it can be typed."""
    address: str
    hours: str
    cost: str
    languages: list[str]
    checked: str
    """The day on which it was checked, in words; "" where that is too long ago or never was."""


class HelpCountry(Struct, frozen=True, kw_only=True):
    """One country, with what helps there in two cards."""

    code: str
    name: str
    emergency: list[Number]
    feelings: list[HelpLine]
    home: list[HelpLine]


class HelpView(View, kw_only=True):
    """Where to turn, and one exercise to calm down. The same for everybody: it knows of no person."""

    template: ClassVar[str] = "notices/help.html"
    chosen: str
    """The code of the country somebody asked for, or ""."""
    countries: list[HelpCountry]


def help_view(lines: Helplines, language: Language, today: date, chosen: str) -> HelpView:
    """Every country by its name; the chosen one comes first."""
    found = [_country(each, language, today) for each in lines.countries]
    known = chosen if chosen in {each.code for each in found} else ""
    found.sort(key=lambda each: (each.code != known, each.name))
    return HelpView(chosen=known, countries=found)


def _country(country: Country, language: Language, today: date) -> HelpCountry:
    def about(what: About) -> list[HelpLine]:
        found = [_line(each, language, today) for each in country.lines if what in each.about]
        shown = [each for each in found if each.checked or each.address]
        return sorted(shown, key=lambda each: not each.checked)

    return HelpCountry(
        code=country.id,
        name=language.country(country.id),
        emergency=_numbers(country.emergency),
        feelings=about("feelings"),
        home=about("home"),
    )


def _line(line: Line, language: Language, today: date) -> HelpLine:
    site = urlsplit(line.address).netloc.removeprefix("www.")
    if not fresh(line, today):
        return HelpLine(
            name=line.name, calls=[], text=None, word="", site=site, address=line.address, hours="", cost="",
            languages=[], checked="",
        )  # fmt: skip
    return HelpLine(
        name=line.name,
        calls=_numbers(line.call),
        text=_numbers((line.text,))[0] if line.text else None,
        word=line.word,
        site=site,
        address=line.address,
        hours=_hours(line.hours, language),
        cost=_cost(line.cost, language),
        languages=[language.tongue(code) for code in line.languages],
        checked=language.date(line.verified_on),
    )


def _numbers(given: Iterable[str]) -> list[Number]:
    return [Number(shown=each, dial="".join(sign for sign in each if sign not in " -")) for each in given]


def _hours(hours: str, language: Language) -> str:
    _ = language.gettext
    if hours == "24/7":
        return _("Day and night")
    if hours == "unknown":
        return _("Hours not known here, see its own page")
    begin, end = hours.split("-")
    return _("Every day from %(begin)s to %(end)s", begin=begin, end=end)


def _cost(cost: str, language: Language) -> str:
    _ = language.gettext
    known = {"free": _("Free"), "paid": _("Costs what a call costs")}
    return known.get(cost, "")
