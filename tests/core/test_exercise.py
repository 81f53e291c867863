"""An exercise: its form for one person, and how it is kept as bytes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.core.exercise import (
    Access,
    Audience,
    Exercise,
    Solo,
    Source,
    Unreadable,
    build,
    decode,
    encode,
)
from server.core.steps.base import Reveal, When
from tests.core.steps.examples import STEPS

SOURCE = Source(based_on="Common practice", works=("Author, 1999, Title",), evidence="Not tested alone.")
SOLO = Solo(
    note="It can still help.", steps=(replace(STEPS["write"], minutes=3), replace(STEPS["scale"], minutes=2))
)
PAIR = Exercise(
    slug="all-kinds",
    version=2,
    title="All kinds",
    summary="One step of each.",
    audience=Audience.PAIR,
    approach="communication",
    aims=("trust", "closeness"),
    minutes=17,
    access=Access.OPEN,
    gate=Audience.PAIR,
    stop="Whenever you like.",
    not_for="Nobody.",
    source=SOURCE,
    steps=tuple(STEPS.values()),
    solo=SOLO,
    passable=True,
    translations={
        "de": {"title": "Alles", "steps.text.ask": "Was war?", "solo.steps.text.ask": "Und allein?"}
    },
)


def test_a_step_is_found_by_its_id() -> None:
    assert PAIR.step("calm") == STEPS["scale"]
    assert PAIR.step("nowhere") is None


def test_cleo_alone_does_the_form_for_one() -> None:
    alone = PAIR.for_one()
    assert alone.steps == SOLO.steps
    assert (alone.audience, alone.gate, alone.passable, alone.minutes) == (
        Audience.SOLO,
        Audience.SOLO,
        False,
        5,
    )
    assert alone.solo is not None
    assert alone.solo.note == "It can still help."
    assert alone.solo.steps == ()
    assert (alone.slug, alone.version) == ("all-kinds", 2)


def test_the_form_for_one_speaks_the_same_languages() -> None:
    assert PAIR.for_one().translations == {"de": {"title": "Alles", "steps.text.ask": "Und allein?"}}


def test_a_solo_exercise_is_its_own_form_for_one() -> None:
    alone = PAIR.for_one()
    assert alone.for_one() is alone


def test_an_exercise_with_every_kind_is_the_same_after_being_kept() -> None:
    conditional = replace(
        STEPS["write"], id="again", when=When(step="room", one_of=("hall",)), quotes=("text",)
    )
    whole = replace(PAIR, steps=(*PAIR.steps, conditional))
    assert decode(encode(whole)) == whole
    assert decode(encode(whole.for_one())) == whole.for_one()
    assert [type(step) for step in decode(encode(whole)).steps] == [type(step) for step in whole.steps]


def test_the_same_exercise_always_gives_the_same_bytes() -> None:
    assert encode(decode(encode(PAIR))) == encode(PAIR)
    assert encode(replace(PAIR, title="Other")) != encode(PAIR)


def test_what_toml_gives_becomes_the_same_exercise() -> None:
    table = json.loads(encode(PAIR))
    assert build(table) == PAIR
    with pytest.raises(Unreadable):
        build({**table, "minutes": "ten"})


def test_a_kind_that_this_release_does_not_know_is_unreadable() -> None:
    known = encode(PAIR)
    assert decode(known) == PAIR
    with pytest.raises(Unreadable):
        decode(known.replace(b'"kind":"scale"', b'"kind":"dial"'))


@given(st.binary(max_size=60) | st.integers(2, 200_000).map(lambda depth: b"[" * depth))
def test_bytes_that_are_no_exercise_are_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)


def test_the_reason_quotes_nothing_of_what_was_written() -> None:
    with pytest.raises(Unreadable) as refusal:
        decode(b'{"slug": ["canary"]}')
    assert "canary" not in str(refusal.value)


def test_a_step_shows_nothing_unless_it_says_so() -> None:
    assert STEPS["write"].reveal is Reveal.PRIVATE
