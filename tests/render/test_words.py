"""Every string that people read can be translated, and every code has its sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import write_po

from scripts import words
from server.core.problems import Code, Problem
from server.core.steps import KINDS
from server.core.steps.base import Flaw, Line
from server.render import locale
from server.render.problems import said, sentence, told

TEMPLATES = sorted(Path("web/templates").rglob("*.html"))
ENGLISH = locale.read(Path("web/locale")).by_tag["en"]
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_READ = re.compile(r"\b(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"")
NAMES = {"Duologue", "findahelpline", "com"}
_WIRING = re.compile(r"\baria-(?:describedby|invalid|labelledby)=\"[^\"]*\"")


def bare_words(text: str) -> list[str]:
    """Words of a template that stand outside of `_()`: in the text, or in an attribute that is read out."""
    text = _CODE.sub(" ", _COMMENT.sub("", text))
    read = [*list(_READ.findall(text)), _TAG.sub(" ", _WIRING.sub(" ", text))]
    found = [word for part in read for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", part))]
    return [word for word in found if word not in NAMES]


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_template_holds_a_word_that_cannot_be_translated(path: Path) -> None:
    assert bare_words(path.read_text()) == []


def test_a_bare_word_would_be_noticed() -> None:
    assert bare_words('<p aria-label="Close">{{ _("Fine") }} Bare</p>') == ["Close", "Bare"]


def test_the_template_of_all_catalogues_is_up_to_date() -> None:
    assert words.POT.read_bytes() == words.pot(), "run: python -m scripts.words"


def test_a_catalogue_reaches_the_page(tmp_path: Path) -> None:
    from babel.messages.catalog import Catalog

    catalogue = Catalog(locale="de")
    catalogue.add("Save and continue", "Speichern und weiter")
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "duologue.po").open("wb") as file:
        write_po(file, catalogue)
    languages = locale.read(tmp_path)
    assert languages.choose("", "fr, de-AT;q=0.8").gettext("Save and continue") == "Speichern und weiter"
    assert languages.choose("en", "de").gettext("Save and continue") == "Save and continue"


def test_a_language_written_from_the_right_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Help"\nmsgstr "مساعدة"\n'
    (folder / "duologue.po").write_text(text)
    assert locale.read(tmp_path).by_tag["ar"].direction == "rtl"
    assert ENGLISH.direction == "ltr"


@pytest.mark.parametrize("code", list(Code))
def test_every_problem_has_a_sentence_of_its_own(code: Code) -> None:
    text = sentence(Problem(code), ENGLISH)
    others = {sentence(Problem(other), ENGLISH) for other in Code if other is not code}
    assert text.endswith(".") and text not in others


FLAWS = {
    "missing": {},
    "too-long": {"length": 12, "most": 10},
    "too-few": {"least": 2},
    "too-many": {"most": 3},
    "not-a-number": {"least": 0, "most": 10},
    "out-of-range": {"least": 0, "most": 10},
    "not-an-option": {},
    "not-a-date": {},
    "only-one": {},
    "unfit-character": {},
    "twice": {},
    "said-and-written": {},
    "not-this-word": {},
}


@pytest.mark.parametrize("code", FLAWS)
def test_every_flaw_says_what_to_do(code: str) -> None:
    (one,) = told([Flaw(field="text", code=code, values=dict(FLAWS[code]))], ENGLISH)
    assert one.field == "text" and one.text.endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_duologue_in_an_answer_has_its_translation(kind: str) -> None:
    for code in KINDS[kind].step.codes:
        (line,) = said([Line(text_code=code)], ENGLISH)
        assert line.text and line.text != code
