"""What the check reads beyond one file: sentences that two exercises share, and words that presume a life."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.core.wording import texts
from server.library import presuming
from server.library.load import read
from tests.library.sound import ALONE, SOUND, TOGETHER, put
from tests.library.test_load import said

LONG = "Let the last light of the day come in."


def with_sentence(kept: str = "") -> dict[str, str]:
    """Both sound files with the same line of nine words, which may be kept in one place."""
    files = {
        **SOUND,
        ALONE: SOUND[ALONE].replace("Rest for a minute.", LONG),
        TOGETHER: SOUND[TOGETHER].replace("Take your time.", LONG),
    }
    return files | ({"shared.toml": f'sentences = ["{kept}"]\n'} if kept else {})


def test_a_long_sentence_belongs_to_one_exercise_alone(tmp_path: Path) -> None:
    ((file, place, code),) = said(put(tmp_path, with_sentence()))
    assert (file, code) == (ALONE, "shared-sentence")
    assert place == "steps.rest.ask"


def test_safety_wording_may_be_shared_when_it_is_kept_in_one_place(tmp_path: Path) -> None:
    assert said(put(tmp_path, with_sentence("let the last light of the day come in"))) == set()
    assert {code for _, _, code in said(put(tmp_path, with_sentence("Some other line.")))} == {
        "shared-sentence"
    }


def test_a_misspelt_list_of_them_is_told(tmp_path: Path) -> None:
    files = {**SOUND, "shared.toml": 'sentence = ["A line."]\n'}
    assert said(put(tmp_path, files)) == {("shared.toml", "sentence", "misspelt-field")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Tell your husband."),
        ("en", "Think of your kids."),
        ("en", "What did Christmas bring?"),
        ("es", "Habla con tu esposa."),
        ("es", "¿Estás muy cansada hoy?"),
        ("es", "Cuando estés preparado/a, sigue."),
        ("es", "Piensa en tus hijos."),
        ("es", "En Nochebuena hay calma."),
        ("ar", "تحدّثي مع زوجك."),
        ("ar", "وللزوجة دور أيضًا."),
        ("ar", "قد يأتي الزَّواج لاحقًا."),
        ("ar", "مع أطفالك في البيت."),
    ],
)
def test_a_life_is_not_presumed(language: str, text: str) -> None:
    (problem,) = presuming.check("file", language, {"ask": text})
    assert (problem.place, problem.code) == ("ask", "presuming-word")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Children, or none; a faith, or none."),
        ("es", "Con calma, y con tu pareja. Estar en paz ayuda."),
        ("ar", "الطرف الآخر وأنتما معًا، مع هدوء."),
        ("de", "Deine Frau."),
    ],
)
def test_what_leaves_it_open_passes(language: str, text: str) -> None:
    assert not list(presuming.check("file", language, {"ask": text}))


def test_every_text_of_the_library_is_read_by_a_list_of_its_language() -> None:
    exercises, _ = read(Path("exercises"))
    languages = {language for each in exercises for language in each.translations}
    assert languages <= set(presuming.RULES)
    for each in exercises:
        assert not list(presuming.check(each.slug, "en", texts(each)))
