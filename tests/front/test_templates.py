"""Templates keep promises: words through gettext, no inline styles or scripts, a deed in every form."""

from __future__ import annotations

import re

import pytest

from tests.front.parts import environment, templates

ALL = dict(templates())
# The same in every language.
NAMES = {"findahelpline", "com"}


def _visible(text: str) -> str:
    """What a reader would see of a template's own letters: neither tags nor what it prints."""
    text = re.sub(r"\{%-?\s*raw.*?endraw\s*-?%\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%-? macro wired.*?endmacro", "", text, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    text = re.sub(r"<script.*?</script>|<svg.*?</svg>", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^<>]*>", " ", text)
    return re.sub(r"&\w+;|&#\w+;", " ", text)


def test_the_eye_for_words_can_see_them() -> None:
    assert "Save" in _visible('<b class="x">Save</b>')
    assert not _visible('<b title="{{ _("Save") }}">{{ _("Save") }}</b>').strip()


@pytest.mark.parametrize("name", ALL)
def test_every_word_goes_through_the_catalogue(name: str) -> None:
    assert not [word for word in re.findall(r"[^\W\d_]+", _visible(ALL[name])) if word not in NAMES]


@pytest.mark.parametrize("name", ALL)
def test_words_in_attributes_go_through_the_catalogue(name: str) -> None:
    found = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"{]*[^\W\d_][^"{]*)"', ALL[name])
    assert not found


@pytest.mark.parametrize("name", ALL)
def test_nothing_inline_that_the_browser_would_refuse(name: str) -> None:
    text = ALL[name]
    assert not re.search(
        r"<style|\sstyle=|\son\w+=|javascript:|hx-on|hx-vals=.js|<script(?![^>]*\ssrc=)", text
    )


@pytest.mark.parametrize("name", ALL)
def test_every_form_that_acts_carries_a_deed(name: str) -> None:
    forms = re.findall(r"<form[^>]*?method=\"post\".*?</form>", ALL[name], flags=re.DOTALL)
    # What keeps nothing can be sent twice: leaving, four answers, a break that lies only in its own
    # address, a language.
    keeps_nothing = ("data-exit", 'action="/argued"', 'action="/begin"', 'action="/language"')
    without = [form[:80] for form in forms if not any(each in form for each in ("deed", *keeps_nothing))]
    assert not without


@pytest.mark.parametrize("name", ALL)
def test_every_template_compiles(name: str) -> None:
    # Loading compiles; rendering may then miss its context, which is no fault of the template.
    assert environment().undeclared_variables_in_str(ALL[name]) is not None


@pytest.mark.parametrize("name", [name for name in ALL if name.startswith("_parts/")])
def test_every_part_says_how_to_use_it(name: str) -> None:
    from tests.front.parts import TEMPLATES

    text = (TEMPLATES / name).read_text()
    assert text.startswith("{#- ")
    head = text.partition("#}")[0]
    unsaid = [
        macro for macro in re.findall(r"\{% macro (\w+)\(", ALL[name]) if not re.search(rf"\b{macro}\b", head)
    ]
    assert len(unsaid) <= 4, unsaid
