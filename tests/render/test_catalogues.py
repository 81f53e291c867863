"""The catalogues: whole files with the right placeholders, brought up to the strings there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts import words
from server.render import locale
from server.settings import files

TAGS = sorted(path.parent.parent.name for path in words.POT.parent.glob("*/LC_MESSAGES/duologue.po"))
NUMBERS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 103: 3, 11: 4, 99: 4, 100: 5, 102: 5}
"""What the grammar of Arabic takes for a number."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues of a test's own."""
    monkeypatch.setattr(words, "POT", tmp_path / "duologue.pot")
    return tmp_path


def put(folder: Path, tag: str, text: str) -> None:
    path = folder / tag / "LC_MESSAGES" / "duologue.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def head(tag: str) -> str:
    return words.updated(tag).decode().partition("\n\n")[0] + "\n\n"


def test_there_is_a_catalogue_for_each_language() -> None:
    assert set(TAGS) == set(words.LANGUAGES)


@pytest.mark.parametrize("tag", words.LANGUAGES)
def test_a_catalogue_is_up_to_date(tag: str) -> None:
    assert words.po(tag).read_bytes() == words.updated(tag), "run: python -m scripts.words"


@pytest.mark.parametrize("tag", words.LANGUAGES)
def test_a_catalogue_is_read_whole(tag: str) -> None:
    with words.po(tag).open("rb") as file:
        found = read_po(file, locale=tag, abort_invalid=True)
    assert {message.id for message in found if message.id} == set(words.collected())


@pytest.mark.parametrize("tag", words.LANGUAGES)
def test_translated_words_have_the_placeholders_of_the_string(tag: str) -> None:
    assert words.misplaced(tag) == []


def test_a_lost_or_new_placeholder_would_be_noticed(folder: Path) -> None:
    strings = {
        "%(name)s thought": "pensó",
        "You thought": "%(name)s",
        "{count} updates.": "{cuenta}",
        "Help": "Ayuda %",
        "Done": "Hecho",
    }
    text = "".join(f'msgid "{text}"\nmsgstr "{translated}"\n\n' for text, translated in strings.items())
    put(folder, "es", head("es") + text)
    assert words.misplaced("es") == [text for text in strings if text != "Done"]


def test_a_plural_form_may_leave_out_its_number_and_nothing_else(folder: Path) -> None:
    def plural(one: str, more: str) -> str:
        return (
            f'msgid "%(num)s step of %(name)s"\nmsgid_plural "%(num)s steps of %(name)s"\n'
            f'msgstr[0] "{one}"\nmsgstr[1] "{more}"\n\n'
        )

    put(folder, "es", head("es") + plural("un paso de %(name)s", "%(num)s pasos de %(name)s"))
    assert words.misplaced("es") == []
    put(folder, "es", head("es") + plural("un paso", "%(num)s pasos de %(name)s"))
    assert words.misplaced("es") == ["%(num)s step of %(name)s"]


def test_an_update_keeps_words_brings_new_strings_and_drops_gone_ones(folder: Path) -> None:
    put(folder, "es", head("es") + 'msgid "Help"\nmsgstr "Ayuda"\n\nmsgid "Gone"\nmsgstr "Ido"\n')
    before = len(words.missing("es"))
    put(folder, "es", words.updated("es").decode())
    found = words.catalogue("es")
    assert before == len(words.missing("es")) == len(words.collected()) - 1
    assert found["Help"].string == "Ayuda"
    assert "Gone" not in found
    assert "Help" not in words.missing("es")
    assert words.updated("es") == words.po("es").read_bytes()


def test_it_says_how_much_is_missing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from scripts import words; words.told()"],
        cwd=files(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        f"{tag}: {len(words.missing(tag))} of {len(words.collected())} strings lack words"
        for tag in words.LANGUAGES
    ]


def test_arabic_has_six_forms(folder: Path) -> None:
    forms = "".join(f'msgstr[{number}] "form {number}"\n' for number in range(6))
    text = 'msgid "%(num)s minute"\nmsgid_plural "%(num)s minutes"\n' + forms
    put(folder, "ar", head("ar") + text)
    arabic = locale.read(folder).by_tag["ar"]
    said = {number: arabic.ngettext("%(num)s minute", "%(num)s minutes", number) for number in NUMBERS}
    assert said == {number: f"form {form}" for number, form in NUMBERS.items()}


def test_what_has_no_words_is_said_in_english(folder: Path) -> None:
    text = 'msgid "%(num)s minute"\nmsgid_plural "%(num)s minutes"\nmsgstr[0] "un minuto"\nmsgstr[1] ""\n\n'
    put(folder, "es", head("es") + text + 'msgid "Help"\nmsgstr ""\n\nmsgid "Done"\nmsgstr "Hecho"\n')
    spanish = locale.read(folder).by_tag["es"]
    assert (spanish.gettext("Done"), spanish.gettext("Help")) == ("Hecho", "Help")
    assert spanish.ngettext("%(num)s minute", "%(num)s minutes", 1, num=1) == "1 minute"


def test_a_catalogue_without_words_is_not_offered(folder: Path) -> None:
    put(folder, "es", head("es") + 'msgid "Help"\nmsgstr ""\n')
    assert set(locale.read(folder).by_tag) == {"en"}
    assert locale.read(folder).offered == []
    put(folder, "es", head("es") + 'msgid "Help"\nmsgstr "Ayuda"\n')
    assert [each.tag for each in locale.read(folder).offered] == ["en", "es"]


def test_each_language_is_named_in_itself(folder: Path) -> None:
    for tag in words.LANGUAGES:
        put(folder, tag, head(tag) + 'msgid "Help"\nmsgstr "?"\n')
    named = {each.tag: each.name for each in locale.read(folder).offered}
    assert named == {"ar": "العربية", "en": "English", "es": "Español"}


def test_a_new_catalogue_is_empty_and_whole(folder: Path) -> None:
    made: Catalog = words.catalogue("ar")
    assert (len(made), made.num_plurals) == (0, 6)
    put(folder, "ar", words.updated("ar").decode())
    assert len(words.catalogue("ar")) == len(words.collected())
