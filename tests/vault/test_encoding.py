"""Framing is unambiguous, base32 goes both ways, padding hides lengths and comes off again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.vault.encoding import STEP, base32, framed, padded, unbase32, unpadded, wipe

PARTS = st.lists(st.binary(max_size=6), max_size=5)


@given(PARTS, PARTS)
def test_two_lists_of_parts_are_framed_alike_only_if_they_are_the_same(
    one: list[bytes], two: list[bytes]
) -> None:
    assert (framed(*one) == framed(*two)) == (one == two)


def test_a_byte_cannot_wander_from_one_part_to_the_next() -> None:
    assert framed("ada", "ben") == framed(b"ada", b"ben")
    assert len({framed("ada", "ben"), framed("adab", "en"), framed("adaben"), framed("adaben", "")}) == 4


@given(st.binary(min_size=1, max_size=40))
def test_base32_goes_both_ways(raw: bytes) -> None:
    text = base32(raw)
    assert unbase32(text, len(raw)) == raw
    assert unbase32(text.upper(), len(raw)) == raw
    assert unbase32(text + "0", len(raw)) is None
    assert unbase32(text[1:], len(raw)) is None


def test_base32_is_crockfords() -> None:
    assert base32(bytes(16)) == "0" * 26
    assert base32(b"\xff" * 16) == "7" + "z" * 25
    assert unbase32("oOlLiI11", 5) == unbase32("00111111", 5)


@pytest.mark.parametrize("text", ["u0000000", "0000000u", "0000 000", "ä0000000", "٣0000000"])
def test_base32_refuses_other_letters(text: str) -> None:
    assert unbase32("00000000", 5) == bytes(5)
    assert unbase32(text, 5) is None


def test_base32_refuses_bits_that_do_not_fit() -> None:
    assert unbase32("7" + "z" * 25, 16) == b"\xff" * 16
    assert unbase32("8" + "0" * 25, 16) is None


@given(st.binary(max_size=3 * STEP))
def test_padding_comes_off_again(plain: bytes) -> None:
    buffer = padded(plain)
    assert len(buffer) % STEP == 0
    assert 0 < len(buffer) - len(plain) <= STEP
    assert unpadded(buffer) == len(plain)


def test_padding_that_nobody_wrote_is_refused() -> None:
    assert unpadded(padded(b"right")) == 5
    assert unpadded(bytearray()) is None
    assert unpadded(bytearray(STEP)) is None
    assert unpadded(padded(b"right")[:-1]) is None
    assert unpadded(padded(b"right") + bytearray(STEP)) is None
    assert unpadded(padded(b"right")[:-1] + b"\x01") is None


def test_wiping_overwrites_in_place() -> None:
    buffer = bytearray(b"Ada's words")
    same = memoryview(buffer)
    wipe(buffer)
    assert bytes(same) == bytes(11)
