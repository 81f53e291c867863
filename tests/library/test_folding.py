"""Words as they are compared: what people type finds what authors write, in Latin and Arabic letters."""

from __future__ import annotations

import pytest

from server.library.folding import plain

SAME = [
    ("Canción", "cancion"),
    ("ÑANDÚ", "nandu"),
    ("¿Qué?", "que"),
    ("Straße", "STRASSE"),
    ("can\u2019t", "can't"),
    ("cafe\u0301", "caf\u00e9"),
    ("هُدُوء", "هدوء"),
    ("هـــدوء", "هدوء"),
    ("أمان", "امان"),
    ("إمتنان", "امتنان"),
    ("آمن", "امن"),
    ("ٱمتنان", "امتنان"),
    ("ثقة", "ثقه"),
    ("على", "علي"),
    ("\u06a9\u06cc\u0641", "\u0643\u064a\u0641"),
    ("الهدوء", "هدوء"),
    ("والهدوء", "هدوء"),
    ("\u200fهدوء\u200f", "هدوء"),
]
OTHER = [("caso", "casa"), ("هدوء", "هدية"), ("ثقة", "ثقل"), ("ألم", "لم")]


@pytest.mark.parametrize(("written", "typed"), SAME)
def test_marks_and_other_ways_to_write_a_letter_do_not_matter(written: str, typed: str) -> None:
    assert written != typed
    assert plain(written) == plain(typed) != ""


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_signs_part_words_and_leave_nothing_behind() -> None:
    assert plain("  Talk,\tlisten\u2014rest. ") == "talk listen rest"
    assert plain("!? \u0640 \x00") == ""
