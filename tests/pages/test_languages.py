"""Choosing a language: plain forms, each language named in itself, and only languages that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.render.locale import Languages
from tests.cast import Phone
from tests.pages.browser import Browser
from tests.pages.tongues import page, reads, with_languages

FOR_ALL = ("/help", "/cover", "/offline", "/argued", "/trust", "/join", "/sign-in", "/")


@pytest.fixture(autouse=True)
def languages(app: Litestar, tmp_path: Path) -> None:
    """Arabic and Spanish are there."""
    with_languages(app, tmp_path / "locale")


async def test_somebody_without_a_sign_in_chooses_by_a_plain_form(ada_reads: Browser) -> None:
    for path in ("/", "/exercises", "/exercises/sf-scale", "/help", "/join"):
        shown = await ada_reads.open(path)
        form = shown.form("language")
        assert [(each.value, each.text) for each in form.buttons] == [
            ("en", "English"),
            ("ar", "العربية"),
            ("es", "Español"),
        ]
        shown = await ada_reads.press(form, form.buttons[2])
        assert (shown.path, '<html lang="es" dir="ltr"' in shown.text) == (path, True)
        form = shown.form("language")
        shown = await ada_reads.press(form, form.buttons[1])
        assert (shown.path, '<html lang="ar" dir="rtl"' in shown.text) == (path, True)
        await ada_reads.press(shown.form("language"), shown.form("language").buttons[0])


async def test_whoever_is_signed_in_chooses_where_the_light_is_chosen(ada_reads: Browser) -> None:
    page = await ada_reads.open("/exercises/jo-express")
    await ada_reads.press(page.form("sessions"))
    page = await ada_reads.open("/you")
    assert not [form for form in page.forms if form.path == "language"]
    form = page.form("look")
    assert form.asks["language"] == ("radio", ["en", "ar", "es"])
    chosen = [(name, "ar" if name == "language" else value) for name, value in form.fields]
    page = await ada_reads.press(form, None, chosen)
    assert (page.path, '<html lang="ar" dir="rtl"' in page.text) == ("/you", True)


@pytest.mark.parametrize("to", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere", "", "x"])
async def test_a_choice_leads_to_no_other_place(ada: Phone, to: str) -> None:
    fair = await ada.client.post("/language", data={"language": "es", "to": "/exercises/sf-scale"})
    assert fair.headers["location"] == "/exercises/sf-scale"
    answer = await ada.client.post("/language", data={"language": "es", "to": to})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_only_a_language_that_there_is_can_be_chosen(ada: Phone) -> None:
    assert (await ada.client.post("/language", data={"language": "es"})).cookies["language"] == "es"
    for tag in ("tlh", "", "es; Path=/x"):
        answer = await ada.client.post("/language", data={"language": tag})
        assert (answer.status_code, "set-cookie" in answer.headers) == (422, False)


async def test_without_a_second_catalogue_there_is_nothing_to_choose(app: Litestar, ada: Phone) -> None:
    assert 'action="/language"' in await page(ada, "/help")
    only = Languages({"en": app.state.house.languages.by_tag["en"]})
    app.state.house = replace(app.state.house, languages=only)
    assert 'action="/language"' not in await page(ada, "/help")


@pytest.mark.parametrize("path", FOR_ALL)
async def test_pages_for_all_are_in_the_language_too(ada: Phone, path: str) -> None:
    english = bare(await page(ada, path))
    for tag in ("ar", "es"):
        reads(ada, tag)
        shown = await page(ada, path)
        assert f'<html lang="{tag}" dir="{"rtl" if tag == "ar" else "ltr"}"' in shown
        same = english & bare(shown)
        assert len(same) < len(english) / 3, same


def bare(shown: str) -> set[str]:
    """The longer words of a page."""
    body = re.sub(r"<option.*?</option>|<h4>.*?</h4>|<a [^>]*translate.*?</a>", " ", shown, flags=re.DOTALL)
    return set(re.findall(r"[a-z]{4,}", re.sub(r"<[^>]*>", " ", body.partition("<body")[2])))
