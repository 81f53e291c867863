"""Twelve words are read as people write them down, and wrong ones are not taken for right ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.vault.words import entropy, new_words, read_words, spelled

ENTROPY = st.binary(min_size=16, max_size=16)
PLAIN = "abandon " * 11 + "about"


@given(ENTROPY)
def test_words_spell_the_bits_they_were_made_of(bits: bytes) -> None:
    words = spelled(bits)
    assert len(words) == 12
    assert entropy(words) == bits


def test_the_words_are_those_of_bip_39() -> None:
    assert spelled(bytes(16)) == tuple(PLAIN.split())
    assert " ".join(spelled(b"\xff" * 16)) == "zoo " * 11 + "wrong"
    assert len({new_words() for _ in range(20)}) == 20


def written(word: str) -> list[str]:
    """Ways in which somebody may write one word."""
    return [word, word.upper(), word.title(), word[:4], word[:6]]


@given(ENTROPY, st.sampled_from([" ", "  ", ", ", ",", "\n", "\t ", " - ", "; ", ".\u00a0"]), st.data())
def test_words_are_read_however_they_are_set_out(bits: bytes, between: str, data: st.DataObject) -> None:
    words = spelled(bits)
    typed = between.join(data.draw(st.sampled_from(written(word))) for word in words)
    assert read_words(f" {typed}\n") == words


def test_a_numbered_list_is_read() -> None:
    words = new_words()
    typed = "\n".join(f"{number}. {word.title()}" for number, word in enumerate(words, 1))
    assert read_words(typed) == words


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abandon",
        "abandon " * 11,
        "abandon " * 12,
        PLAIN + " about",
        PLAIN.replace("about", "abou t"),
        PLAIN.replace("about", "abo"),
        PLAIN.replace("about", "aboutt"),
        PLAIN.replace("about", "aboot"),
        PLAIN.replace("about", "ability"),
        "12345 " * 12,
        PLAIN + " " * 5000,
    ],
)
def test_anything_else_is_no_twelve_words(typed: str) -> None:
    assert read_words(PLAIN) == tuple(PLAIN.split())
    assert read_words(typed) is None


@given(st.text(max_size=300))
def test_reading_never_fails(text: str) -> None:
    words = read_words(text)
    assert words is None or len(words) == 12


def test_the_checksum_catches_most_wrong_words() -> None:
    words = spelled(bytes(range(16)))
    assert read_words(" ".join(words)) == words
    others = spelled(bytes(range(16, 32))) + spelled(bytes(range(32, 48)))
    wrong = [read_words(" ".join((*words[:-1], other))) for other in others]
    assert wrong.count(None) > len(wrong) / 2
