"""What holds for all step kinds: found by walking, total over any form, kept as bytes and read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import server.core.steps
from server.core.steps import KINDS, decode_answer, encode_answer
from server.core.steps.base import Answer, Refused, Reveal, Step, narrow
from server.core.steps.scale import ScaleAnswer, ScaleStep
from server.core.upcast import Unreadable
from tests.core.steps.examples import FORMS, STEPS, codes, lines, refused

EVERY = pytest.mark.parametrize("kind", STEPS)
# Fields whose value is chosen from the exercise's own or the kind's own words, never typed.
CANARY = "canary \u2013 words of Ada"


def test_every_file_beside_base_is_a_kind_and_has_an_example_here() -> None:
    files = {path.stem for path in Path(server.core.steps.__path__[0]).glob("*.py")}
    kinds = {name for name in files if not name.startswith("_") and name != "base"}
    assert kinds == set(KINDS) == set(STEPS) == set(FORMS)
    assert len(kinds) == 18


@EVERY
def test_the_kind_has_the_name_of_its_file(kind: str) -> None:
    step = STEPS[kind]
    assert step.kind == kind == step.parse(FORMS[kind]).kind
    assert type(step) is KINDS[kind].step


@EVERY
def test_a_sound_definition_has_no_flaws(kind: str) -> None:
    assert codes(STEPS[kind].flaws()) == []


@EVERY
def test_a_definition_without_words_is_flawed_in_each_field(kind: str) -> None:
    bare = replace(STEPS[kind], id="Not An Id", ask=" ", minutes=-1)
    assert codes(bare.flaws())[:3] == [("id", "bad-id"), ("ask", "empty"), ("minutes", "too-small")]


@EVERY
def test_only_the_reveal_rules_that_fit_the_kind_are_sound(kind: str) -> None:
    step = STEPS[kind]
    sound = {
        rule for rule in Reveal if ("reveal", "unfit-reveal") not in codes(replace(step, reveal=rule).flaws())
    }
    assert sound == step.reveals


def test_what_is_said_of_safety_is_never_shown() -> None:
    assert STEPS["safety"].reveals == STEPS["debrief"].reveals == {Reveal.PRIVATE}


def test_the_kinds_for_two_have_the_rules_for_two() -> None:
    paired = {kind: set(step.reveals) for kind, step in STEPS.items() if step.pair_only}
    assert paired == {
        "guess": {Reveal.TOGETHER},
        "match": {Reveal.TOGETHER},
        "turns": {Reveal.TURNS},
        "agree": {Reveal.JOINT},
    }


@EVERY
def test_an_answer_is_the_same_after_being_kept(kind: str) -> None:
    answer = STEPS[kind].parse(FORMS[kind])
    assert not answer.empty
    assert decode_answer(encode_answer(answer)) == answer


@EVERY
def test_a_step_that_may_be_left_out_takes_an_empty_form(kind: str) -> None:
    optional = replace(STEPS[kind], optional=True)
    answer = optional.parse({})
    assert answer.empty == (kind != "read")
    assert answer.lines(optional) == ()
    assert decode_answer(encode_answer(answer)) == answer
    blank = {
        field.name: ["", "  "] if field.many else [" "]
        for field in optional.fields()
        if field.holds == "text"
    }
    assert optional.parse(blank) == answer


@EVERY
def test_a_step_that_is_asked_refuses_an_empty_form(kind: str) -> None:
    if kind == "read":
        assert STEPS[kind].parse({}) == STEPS[kind].parse({"text": ["unasked"]})
        return
    assert {code for _, code in refused(STEPS[kind], {})} == {"missing"}


@EVERY
def test_every_refusal_names_a_field_of_the_step(kind: str) -> None:
    step = STEPS[kind]
    names = {field.name for field in step.fields()}
    bad = {name: ["\x00", "\x00"] for name in names}
    flaws = refused(step, bad) if names else []
    assert {field for field, _ in flaws} == names


@EVERY
def test_fields_that_the_kind_does_not_know_are_passed_over(kind: str) -> None:
    assert STEPS[kind].parse({**FORMS[kind], "deed": ["x"], "csrf": []}) == STEPS[kind].parse(FORMS[kind])


@EVERY
def test_the_lines_use_only_codes_that_the_kind_declares(kind: str) -> None:
    step = STEPS[kind]
    found = step.parse(FORMS[kind]).lines(step)
    used = {code for line in found for code in (line.label_code, line.text_code) if code}
    assert used <= set(step.codes)
    assert all(code.startswith(f"{kind}.") for code in step.codes)
    assert all(line.text or line.text_code for line in found)


@EVERY
def test_each_text_field_keeps_what_was_typed_and_shows_it_in_the_lines(kind: str) -> None:
    step = STEPS[kind]
    texts = [field for field in step.fields() if field.holds == "text"]
    for field in texts:
        form = {**FORMS[kind], field.name: [*FORMS[kind].get(field.name, [])[1:], CANARY]}
        assert CANARY in "\n".join(lines(step.parse(form), step)), field.name


@EVERY
def test_text_is_taken_up_to_its_limit_and_not_beyond(kind: str) -> None:
    step = STEPS[kind]
    for field in (field for field in step.fields() if field.holds == "text"):
        rest = FORMS[kind].get(field.name, [])[1:]
        step.parse({**FORMS[kind], field.name: [*rest, "\U0001f33f" * field.most]})
        over = refused(step, {**FORMS[kind], field.name: [*rest, "\U0001f33f" * (field.most + 1)]})
        assert over == [(field.name, "too-long")]


@EVERY
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_form_is_answered_or_refused(kind: str, data: st.DataObject) -> None:
    step = STEPS[kind]
    names = st.sampled_from([field.name for field in step.fields()] or ["text"]) | st.text(max_size=8)
    sound = [value for values in FORMS[kind].values() for value in values]
    values = st.text(max_size=30) | st.sampled_from([*sound, "", "0", "-1", "1e3", "\ud800", "9" * 5000])
    form = data.draw(st.dictionaries(names, st.lists(values, max_size=3), max_size=8))
    optional = data.draw(st.booleans())
    try:
        answer = replace(step, optional=optional).parse(form)
    except Refused as refusal:
        assert refusal.flaws
        assert {flaw.field for flaw in refusal.flaws} <= {field.name for field in step.fields()}
        return
    assert decode_answer(encode_answer(answer)) == answer
    assert optional or not answer.empty
    assert all("\x00" not in line.text for line in answer.lines(step))


def test_an_answer_never_meets_a_step_of_another_kind() -> None:
    scale = STEPS["scale"]
    assert narrow(scale, ScaleStep) is scale
    with pytest.raises(TypeError, match="scale was shown a step of kind write"):
        ScaleAnswer(value=3).lines(STEPS["write"])


@pytest.mark.parametrize(
    "bad", [b"", b"\xff", b"{}", b"[" * 100_000, b'{"kind":"poem"}', b'{"kind":"write"}']
)
def test_bytes_that_are_no_answer_are_unreadable(bad: bytes) -> None:
    assert isinstance(decode_answer(b'{"kind":"write","text":"a"}'), Answer)
    with pytest.raises(Unreadable):
        decode_answer(bad)


def test_a_kind_alone_says_nothing_it_was_not_asked() -> None:
    plain = Step(id="a", ask="Why?")
    assert (plain.fields(), plain.ids(), plain.bounds(), Answer().lines(plain)) == ((), (), None, ())
    with pytest.raises(NotImplementedError):
        plain.parse({})
