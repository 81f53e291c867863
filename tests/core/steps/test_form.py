"""How the fields of a form are read: text as typed, numbers, picks and days, every flaw kept."""

from __future__ import annotations

import pytest

from server.core.steps._form import Reading
from server.core.steps.base import Refused


def flaws(reading: Reading) -> list[tuple[str, str, dict[str, str | int]]]:
    with pytest.raises(Refused) as refusal:
        reading.done()
    return [(flaw.field, flaw.code, flaw.values) for flaw in refusal.value.flaws]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        ("  indented\n\n  poem  \n\t ", "  indented\n\n  poem"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("\u00e9 \U0001f33f \u202eabc", "\u00e9 \U0001f33f \u202eabc"),
        (" \n ", ""),
    ],
)
def test_text_stays_as_typed_but_for_line_ends_and_trailing_space(typed: str, kept: str) -> None:
    reading = Reading({"text": [typed]})
    assert reading.text("text", most=50, needed=False) == kept
    reading.done()


@pytest.mark.parametrize("sign", ["\x00", "\ud83d", "\udfff"])
def test_a_sign_that_no_database_keeps_is_refused(sign: str) -> None:
    reading = Reading({"text": [f"a{sign}b"], "other": ["ab"]})
    assert reading.text("other", most=5, needed=True) == "ab"
    reading.text("text", most=50, needed=True)
    assert flaws(reading) == [("text", "unfit-character", {})]


def test_length_counts_characters_after_the_trailing_space_is_cut() -> None:
    reading = Reading({"fits": ["\U0001f33f" * 5 + "   "], "over": ["abcdef"]})
    assert reading.text("fits", most=5, needed=True) == "\U0001f33f" * 5
    reading.text("over", most=5, needed=True)
    assert flaws(reading) == [("over", "too-long", {"most": 5, "length": 6})]


@pytest.mark.parametrize("typed", ["0", "-3", " 7 ", "10", "007"])
def test_whole_numbers_are_read(typed: str) -> None:
    reading = Reading({"n": [typed]})
    assert reading.number("n", least=-3, most=10, needed=True) == int(typed)
    reading.done()


@pytest.mark.parametrize("typed", ["1.5", "1_0", "\u0663", "seven", "1e1", "+1", "--1", "9" * 5000, "\x00"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    reading = Reading({"n": [typed]})
    assert reading.number("n", least=0, most=10, needed=True) is None
    assert flaws(reading) == [("n", "not-a-number", {"least": 0, "most": 10})]


@pytest.mark.parametrize("typed", ["-1", "11"])
def test_a_number_beyond_the_scale_is_refused(typed: str) -> None:
    reading = Reading({"n": [typed]})
    reading.number("n", least=0, most=10, needed=True)
    assert flaws(reading) == [("n", "out-of-range", {"least": 0, "most": 10})]


@pytest.mark.parametrize("typed", ["2027-02-28", "2028-02-29"])
def test_a_day_is_read(typed: str) -> None:
    reading = Reading({"on": [f" {typed} "]})
    assert reading.day("on", needed=True) == typed
    reading.done()


@pytest.mark.parametrize(
    "typed", ["2027-02-29", "20270101", "2027-W01-1", "1.1.2027", "tomorrow", "0000-01-01"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    reading = Reading({"on": [typed]})
    assert reading.day("on", needed=True) == ""
    assert flaws(reading) == [("on", "not-a-date", {})]


def test_picks_keep_their_order_and_come_once() -> None:
    reading = Reading({"pick": ["b", "a", "b", ""]})
    assert reading.picks("pick", ("a", "b")) == ("b", "a")
    reading.done()


def test_an_unknown_pick_is_refused_once_however_often_it_stands_there() -> None:
    reading = Reading({"pick": ["x", "y"], "one": ["x"]})
    reading.picks("pick", ("a",))
    reading.count("pick", 0, 1, 1)
    reading.pick("one", ("a",), needed=True)
    assert flaws(reading) == [("pick", "not-an-option", {}), ("one", "not-an-option", {})]


def test_two_values_where_one_belongs_are_refused() -> None:
    reading = Reading(
        {"text": ["a", "b"], "n": ["1", "2"], "on": ["2027-01-01", "2027-01-02"], "pick": ["a", "a"]}
    )
    reading.text("text", most=9, needed=True)
    reading.number("n", least=0, most=9, needed=True)
    reading.day("on", needed=True)
    reading.pick("pick", ("a",), needed=True)
    assert {(field, code) for field, code, _ in flaws(reading)} == {
        ("text", "only-one"),
        ("n", "only-one"),
        ("on", "only-one"),
        ("pick", "only-one"),
    }


def test_too_few_and_too_many_say_how_many_are_wanted() -> None:
    reading = Reading({})
    reading.count("few", 1, 2, 3)
    reading.count("many", 4, 2, 3)
    reading.count("none", 0, 2, 3)
    assert flaws(reading) == [
        ("few", "too-few", {"least": 2}),
        ("many", "too-many", {"most": 3}),
        ("none", "missing", {"least": 2}),
    ]
