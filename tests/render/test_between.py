"""A talk as one seat sees it: what was said and not yet read stands there as the turns change."""

from __future__ import annotations

from msgspec.structs import replace

from server.core import deeds
from server.render.views.between import turn_of
from tests.core.cast import spoken, turns
from tests.core.evening import Evening, for_two


def read_by(evening: Evening, seat: int) -> list[str]:
    return [move.text for move in turn_of(evening.held_by(seat), evening.step("talk"), seat).entries]


def test_where_nothing_is_said_back_the_other_reads_it_before_they_speak() -> None:
    evening = for_two(replace(turns(rounds=2), mirror=""))
    evening.ada(deeds.Say("talk", spoken("the sea")))
    assert read_by(evening, 2) == ["the sea"]
    evening.ben(deeds.Say("talk", spoken("the hills")))
    assert read_by(evening, 1) == ["the hills"]


def test_a_turn_that_went_by_leaves_nothing_of_before() -> None:
    evening = for_two(replace(turns(rounds=2), mirror=""))
    evening.ada(deeds.Say("talk", spoken("the sea")))
    evening.ben(deeds.PassTurn("talk"))
    assert read_by(evening, 1) == []


def test_what_was_said_back_is_not_repeated_at_the_next_turn() -> None:
    evening = for_two(turns(rounds=2))
    evening.ada(deeds.Say("talk", spoken("the sea")))
    evening.ben(deeds.Say("talk", spoken("you said the sea")))
    assert read_by(evening, 1) == ["the sea", "you said the sea"]
    evening.ada(deeds.Judge("talk", "heard"))
    evening.ben(deeds.GoOn("talk"))
    assert read_by(evening, 2) == []
