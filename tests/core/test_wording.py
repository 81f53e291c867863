"""The words of an exercise by their place, and another language in the same places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from server.core.steps.choice import ChoiceStep
from server.core.steps.timer import TimerStep
from server.core.wording import flat, spoken, texts, translate
from tests.core.test_exercise import PAIR


def test_every_text_has_a_place_that_an_author_can_find() -> None:
    found = texts(PAIR)
    assert found["title"] == "All kinds"
    assert found["source.evidence"] == "Not tested alone."
    assert found["solo.note"] == "It can still help."
    assert found["solo.steps.text.ask"] == found["steps.text.ask"] == "What happened?"
    assert found["steps.room.options.hall"] == "The hall"
    assert found["steps.record.columns.what.label"] == "What"
    assert found["steps.cards.cards.tea"] == "Tea or coffee?"
    assert found["steps.rest.cues.2"] == "Breathe."
    assert found["steps.intro.text.1"] == "One speaks."
    assert found["steps.mood.families.sad.words.lonely"] == "lonely"
    assert found["steps.mood.families.sad.label"] == "Sad"


def test_every_kind_gives_all_its_words() -> None:
    for step in PAIR.steps:
        given = {text for place, text in texts(PAIR).items() if place.startswith(f"steps.{step.id}.")}
        assert given == set(readable(msgspec.to_builtins(step))), step.kind


def readable(value: Any) -> Iterator[str]:
    """Every text in plain data that is no id, no rule and no reference."""
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from readable(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in ("id", "kind", "reveal", "style", "modes", "when", "quotes", "recalls"):
                yield from readable(item)


def test_works_and_empty_texts_are_no_words() -> None:
    found = texts(PAIR)
    assert "Author, 1999, Title" not in found.values()
    assert "" not in found.values()
    assert "steps.text.help" not in found


def test_words_of_another_language_stand_in_their_places() -> None:
    german = translate(
        PAIR, {"title": "Alles", "steps.room.options.hall": "Der Flur", "steps.rest.cues.2": "Atme."}
    )
    room, rest = german.step("room"), german.step("rest")
    assert german.title == "Alles"
    assert isinstance(room, ChoiceStep)
    assert [option.label for option in room.options] == ["The kitchen", "Der Flur", "The roof"]
    assert isinstance(rest, TimerStep)
    assert [(cue.at, cue.text) for cue in rest.cues] == [(0, "Sit."), (30, "Atme.")]


def test_ids_numbers_and_rules_stay() -> None:
    marked = translate(PAIR, dict.fromkeys(texts(PAIR), "x"))
    for before, after in zip(PAIR.steps, marked.steps, strict=True):
        assert (before.id, before.reveal, before.minutes) == (after.id, after.reveal, after.minutes)
        assert before.fields() == after.fields()
        assert before.ids() == after.ids()


def test_it_is_spoken_in_a_language_it_brings_and_else_in_its_own() -> None:
    assert spoken(PAIR, "de").title == "Alles"
    assert spoken(PAIR, "fr") is PAIR
    assert spoken(PAIR.for_one(), "de").steps[0].ask == "Und allein?"


@given(st.dictionaries(st.sampled_from(sorted(texts(PAIR))) | st.text(max_size=20), st.text(max_size=9)))
def test_any_words_leave_an_exercise_whole(words: dict[str, str]) -> None:
    changed = translate(PAIR, words)
    expected = {place: words.get(place) or text for place, text in texts(PAIR).items()}
    assert texts(changed) == expected


def test_nested_tables_and_lists_become_places() -> None:
    table = {"title": "A", "steps": {"x": {"text": ["b", "c"], "options": {"y": "d"}, "minutes": 3}}}
    places = {"title": "A", "steps.x.text.1": "b", "steps.x.text.2": "c", "steps.x.options.y": "d"}
    assert flat(table) == places
