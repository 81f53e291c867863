"""Session codes are read as people type them; ids are opaque and can be made twice from the same deed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.vault.codes import (
    code_tag,
    derived_id,
    new_code,
    new_id,
    read_code,
    read_secret,
    secret_text,
    session_code,
)
from server.vault.keys import Key
from server.vault.pepper import Pepper

PEPPER = Pepper(b"p" * 32)


@given(st.binary(min_size=5, max_size=5))
def test_a_code_is_8_letters_without_the_confusable_ones(bits: bytes) -> None:
    code = session_code(bits)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}", code)
    assert read_code(code) == code


@pytest.mark.parametrize(
    "typed",
    [
        "K0M1-11AB",
        "k0m1 11ab",
        " KOMI-LIAB ",
        "k o m l - i l a b",
        "K0M1–11AB",
        "ｋ０ｍ１１１ａｂ",
        "K0M1_11.AB",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "K0M111AB"


@pytest.mark.parametrize(
    "typed", ["", "K0M111A", "K0M111ABC", "K0M111AU", "K0M111A!", "K0M111AÄ", "K" * 5000]
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert read_code("K0M111AB") == "K0M111AB"
    assert read_code(typed) is None


@given(st.text(max_size=80))
def test_reading_a_code_never_fails(text: str) -> None:
    code = read_code(text)
    assert code is None or read_code(code) == code


def test_new_codes_differ_and_are_made_of_40_bits() -> None:
    assert len({new_code() for _ in range(100)}) == 100
    with pytest.raises(ValueError, match="40 bits"):
        session_code(bytes(4))


def test_the_tag_of_a_code_needs_the_pepper() -> None:
    code = new_code()
    assert code_tag(code, PEPPER) == code_tag(code, PEPPER)
    assert len({code_tag(code, PEPPER), code_tag(code, Pepper(b"q" * 32)), code_tag(new_code(), PEPPER)}) == 3


def test_ids_are_26_lower_case_letters_and_never_come_twice() -> None:
    ids = {new_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(re.fullmatch(r"[0-7][0-9a-hjkmnp-tv-z]{25}", one) for one in ids)


def test_one_deed_of_one_person_always_gives_the_same_ids() -> None:
    assert derived_id(b"deed", "0ada", "answer") == derived_id(b"deed", "0ada", "answer")
    made = {
        derived_id(b"deed", "0ada", "answer"),
        derived_id(b"deed", "0ben", "answer"),
        derived_id(b"deed", "0adaa", "nswer"),
        derived_id(b"deed2", "0ada", "answer"),
        derived_id(Key(b"k" * 32), "0ada", "answer"),
        derived_id(Key(b"l" * 32), "0ada", "answer"),
    }
    assert len(made) == 6
    assert {len(one) for one in made} == {26}


@given(st.binary(min_size=32, max_size=32))
def test_a_secret_survives_its_cookie(secret: bytes) -> None:
    assert read_secret(secret_text(secret), 32) == secret
    assert read_secret(secret_text(secret)[:-1], 32) is None
    assert read_secret(secret_text(secret), 16) is None
