"""Alone, together, or with someone: every way through the four questions, tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest

from server.core.choosing import OTHERS, SIGNS, WEIGHTS, WISHES, Answers, Suggestion, Therapist, suggest
from server.core.exercise import Access, Audience, Exercise
from server.library import load
from server.render import locale
from server.render.views.begin import reasons
from tests.front.parts import WEB
from tests.library.test_lint import EXERCISES

WORRYING_OTHERS = {"pushes"}
WORRYING_WEIGHTS = {"danger"}
NOT_WITH_FEAR = {"cf-third-eye", "rp-rehearse", "sf-exceptions", "pdt-protect-moves", "mbi-kindness"}
"""What is said to be not for whoever lives with somebody who hurts them."""


def every() -> Iterator[Answers]:
    """All answers that there are."""
    some = chain.from_iterable(combinations(SIGNS, number) for number in range(len(SIGNS) + 1))
    for signs, wish, other, weight in product(list(some), WISHES, OTHERS, WEIGHTS):
        yield Answers(wish=wish, other=other, signs=frozenset(signs), weight=weight)


def fearful(answers: Answers) -> bool:
    """Written a second time, answer by answer."""
    return bool(answers.signs) or answers.other in WORRYING_OTHERS or answers.weight in WORRYING_WEIGHTS


ALL = [(answers, suggest(answers)) for answers in every()]
CALM = [(answers, found) for answers, found in ALL if not fearful(answers)]


@pytest.fixture(scope="module")
def library() -> dict[str, Exercise]:
    """The real exercises."""
    return {exercise.slug: exercise for exercise in load.read(EXERCISES)[0]}


def test_there_are_ways_with_and_without_fear() -> None:
    assert len(ALL) == 7 * 5 * 4 * 2**6
    assert len(CALM) == 7 * 4 * 3


def test_every_suggestion_is_there_open_and_for_as_many(library: dict[str, Exercise]) -> None:
    for answers, found in ALL:
        solo = library[found.solo]
        assert (solo.audience, solo.access) == (Audience.SOLO, Access.OPEN), answers
        if found.joint:
            joint = library[found.joint]
            assert (joint.audience, joint.access, joint.gate) == (
                Audience.PAIR,
                Access.OPEN,
                Audience.PAIR,
            ), answers
    assert {found.joint for _, found in ALL} - {""}


def test_any_sign_leaves_what_is_for_one_and_help() -> None:
    for answers, found in ALL:
        if fearful(answers):
            assert (found.joint, found.therapist, found.help) == ("", Therapist.NONE, True), answers
            assert found.solo not in NOT_WITH_FEAR, answers


@pytest.mark.parametrize(
    "sign",
    [
        *({"signs": frozenset({sign})} for sign in SIGNS),
        {"other": "pushes"},
        {"weight": "danger"},
    ],
)
def test_each_sign_alone_closes_a_way_that_was_open(sign: dict[str, str]) -> None:
    calm = Answers(wish="closeness", other="willing", signs=frozenset(), weight="light")
    before = suggest(calm)
    assert (before.joint, before.therapist) == ("gm-know-my-world", Therapist.COUPLE)
    values = {name: getattr(calm, name) for name in calm.__struct_fields__}
    after = suggest(Answers(**(values | sign)))
    assert after == Suggestion(solo="cp-ground", help=True)


def test_what_is_for_two_and_for_a_couple_needs_a_partner_who_may_want_it() -> None:
    for answers, found in CALM:
        assert bool(found.joint) == (answers.other in ("willing", "unsure")), answers
        assert found.therapist is not Therapist.NONE
        if found.therapist is Therapist.COUPLE:
            assert answers.other == "willing"
        assert not found.help
    assert {found.therapist for _, found in CALM} == {Therapist.COUPLE, Therapist.OWN}


def test_whoever_can_hardly_go_on_or_has_not_asked_gets_something_small(library: dict[str, Exercise]) -> None:
    for answers, found in CALM:
        if answers.weight == "heavy":
            assert library[found.solo].minutes <= 6, answers
        if found.joint and (answers.weight == "heavy" or answers.other == "unsure"):
            assert library[found.joint].minutes <= 15, answers


def test_every_suggestion_has_its_reason() -> None:
    said = reasons(locale.read(WEB / "locale").by_tag["en"])
    named = {slug for _, found in ALL for slug in (found.solo, found.joint)} - {""}
    assert set(said) == named
    assert all(said.values())
