"""Both phones show the same three pictures, and another knock shows others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.vault.pictures import COUNT, pictures


@given(st.lists(st.binary(max_size=20), max_size=4))
def test_the_same_knock_always_shows_the_same_three(parts: list[bytes]) -> None:
    shown = pictures(*parts)
    assert shown == pictures(*parts)
    assert len(shown) == 3
    assert all(0 <= place < COUNT for place in shown)


def test_every_picture_is_used_and_knocks_rarely_look_alike() -> None:
    shown = [pictures(b"invitation", number.to_bytes(2, "big")) for number in range(2000)]
    assert {place for three in shown for place in three} == set(range(COUNT))
    # 2,000 draws out of 64**3: about 8 pairs alike are expected.
    assert len(set(shown)) > 1960


def test_a_byte_moved_between_two_parts_shows_other_pictures() -> None:
    assert len({pictures(b"ada", b"ben"), pictures(b"adab", b"en"), pictures(b"adaben")}) == 3
