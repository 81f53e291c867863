"""Arabic and Spanish for a test: an interface in made-up words, an exercise in which each text is marked."""

from __future__ import annotations

import html
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from litestar import Litestar
from msgspec.structs import replace

from scripts import words
from server.core.exercise import Exercise
from server.core.wording import texts
from server.library.shelf import Shelf
from server.pages.house import House
from server.render import locale, printer
from server.settings import files
from tests.cast import Phone

LETTERS = {
    "ar": str.maketrans(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ابجدهفغحيجكلمنوبقرستوفوخيزابجدهفغحيجكلمنوبقرستوفوخيز",
    ),
    "es": str.maketrans("aeiounAEIOU", "áéíóúñÁÉÍÓÚ"),
}
_PLACE = re.compile(r"(%\(\w+\)s|\{\w+\})")


def made_up(text: str, tag: str) -> str:
    """Words in the letters of a language, a third longer, with the placeholders of the text."""
    parts = _PLACE.split(text)
    longer = "" if len(text) < 8 else " " + "و" * (len(text) // 3) if tag == "ar" else "ó" * (len(text) // 3)
    return "".join(part if _PLACE.match(part) else part.translate(LETTERS[tag]) for part in parts) + longer


def with_languages(app: Litestar, folder: Path) -> None:
    """The running app offers Arabic and Spanish."""
    for tag in LETTERS:
        catalogue = Catalog(locale=tag)
        for text in words.collected():
            many = [made_up(text[1], tag)] * catalogue.num_plurals if isinstance(text, tuple) else []
            catalogue.add(text, many or made_up(str(text), tag))
        path = folder / tag / "LC_MESSAGES" / "duologue.po"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_po(file, catalogue)
    house: House = app.state.house
    languages = locale.read(folder)
    addresses = {"icons": house.assets.icons, "pictures": house.assets.pictures}
    pages = printer.read(files() / "web" / "templates", languages, addresses)
    app.state.house = replace(house, languages=languages, printer=pages)


def translated(app: Litestar, slug: str, *tags: str, reviewed: tuple[str, ...] = ()) -> Exercise:
    """An exercise of the running app brings these languages from now on: `ar steps.three.ask`."""
    house: House = app.state.house
    found = house.shelf.get(slug)
    assert found is not None
    brought = {tag: {place: f"{tag} {place}" for place in texts(found)} for tag in tags}
    made = replace(found, translations=brought, reviewed=reviewed)
    others = [each for each in house.shelf.exercises if each.slug != slug]
    app.state.house = replace(house, shelf=Shelf([*others, made]))
    return made


def reads(phone: Phone, tag: str) -> None:
    """This phone is set to a language."""
    phone.client.cookies.set("language", tag)


async def page(phone: Phone, path: str) -> str:
    """The page somebody comes to."""
    for _ in range(3):
        found = await phone.get(path, page=True)
        if found.status_code != 303:
            break
        path = found.headers["location"]
    assert found.status_code == 200, found.status_code
    return html.unescape(found.text)
