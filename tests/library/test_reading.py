"""Sentences, words, syllables and the grade, against texts that were counted by hand."""

from __future__ import annotations

import pytest

from server.library.reading import grade, sentences, syllables, words

# Counted with a dictionary. A heuristic may be one off in some; how many is fixed here.
COUNTED = {
    1: """the asked talked hoped breathe change eye eyes closed while whole one once hours our fire tired true
        blue three tried lives leave cause choose voice piece ease free care shared here there are told""",
    2: """water feelings partner listened wanted needed settle table little people simple minutes body quiet
        being doing saying seeing noticed places boxes wishes sometimes somewhere every evening gentle slowly
        careful couple able apples studied worried believe because noises agree value argue useful poem lion
        lonely safety nicely surely fully allowed answer doesn't couldn't early empty sentence lovely acre
        theatre creature hurtful""",
    3: """together agreement listening decided question violence emotion curious previous idea everyone
        happiness easier happier carefully continue argument reaction diary poetry period audience exercise
        memory theory video notices remember definite unable earlier family dialogue""",
    4: "conversation experience actually reality security definitely situation usually exercises",
    5: "appreciation individual",
}


def test_nearly_every_counted_word_has_its_syllables() -> None:
    counted = [(word, count) for count, text in COUNTED.items() for word in text.split()]
    wrong = [(word, count, syllables(word)) for word, count in counted if syllables(word) != count]
    assert len(counted) > 130
    assert len(wrong) <= 3, wrong
    assert all(abs(count - found) == 1 for _, count, found in wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 6 words, 6 syllables, 1 sentence: 0.39 * 6 + 11.8 * 1 - 15.59
        ("The cat sat on the mat.", -1.45),
        # 10 words, 12 syllables, 2 sentences: 0.39 * 5 + 11.8 * 1.2 - 15.59
        ("We sat down by the water. It was a table.", 0.52),
        # 13 words, 24 syllables, 1 sentence: 0.39 * 13 + 11.8 * 24 / 13 - 15.59
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.27),
    ],
)
def test_the_grade_of_a_counted_text(text: str, expected: float) -> None:
    assert grade([text]) == pytest.approx(expected, abs=0.01)


def test_a_poem_is_easier_than_a_contract() -> None:
    poem = "The rain is on the roof. The tea is hot. You sit with me and we look out."
    contract = (
        "Notwithstanding the aforementioned provisions, liability is excluded insofar as legally permissible."
    )
    assert grade([poem]) < 1 < 15 < grade([contract])


def test_texts_read_together_weigh_by_their_words() -> None:
    assert grade(["One two.", "Three four."]) == grade(["One two. Three four."])
    assert grade([]) == grade(["", "..."]) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three! ", ["One", "Two", "Three"]),
        ("A small gain (g = 0.22). It is there.", ["A small gain (g = 0.22)", "It is there"]),
        ("She said \u201cstop.\u201d Then rest\u2026 and go", ["She said \u201cstop", "Then rest", "and go"]),
        ("First line\nsecond line\n\n", ["First line", "second line"]),
        (" ... ", []),
    ],
)
def test_a_sentence_ends_at_its_sign_or_its_line(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


def test_joined_words_are_one_word() -> None:
    assert list(words("It\u2019s a two-part pause, 20 minutes \u2013 not 0.5.")) == [
        "It\u2019s",
        "a",
        "two-part",
        "pause",
        "20",
        "minutes",
        "not",
        "0",
        "5",
    ]
