"""A small plan with a day."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps.commit import CommitAnswer, CommitStep
from tests.core.steps.examples import codes, lines, refused

STEP = CommitStep(id="plan", ask="What will you do?", when_label="When", then_label="I will")
FORM = {"cue": ["the door opens"], "act": ["look up"]}


def test_a_plan_has_a_cue_an_act_and_a_day_if_wished() -> None:
    assert STEP.parse(FORM) == CommitAnswer(cue="the door opens", act="look up")
    dated = STEP.parse({**FORM, "on": ["2027-01-02"]})
    assert lines(dated, STEP) == ["When: the door opens", "I will: look up", "commit.on: 2027-01-02"]


def test_half_a_plan_is_refused_even_where_it_may_be_left_out() -> None:
    optional = replace(STEP, optional=True)
    assert refused(STEP, {"cue": ["the door opens"]}) == [("act", "missing")]
    assert refused(optional, {"cue": ["the door opens"]}) == [("act", "missing")]
    assert refused(optional, {"act": ["look up"]}) == [("cue", "missing")]


def test_the_day_that_the_page_filled_in_is_no_plan() -> None:
    assert replace(STEP, optional=True).parse({"on": ["2027-01-02"]}) == CommitAnswer(cue="", act="", on="")


def test_all_three_fields_are_named_when_all_are_bad() -> None:
    bad = {"cue": ["x" * 501], "act": ["\x00"], "on": ["2027-02-30"]}
    assert refused(STEP, bad) == [("cue", "too-long"), ("act", "unfit-character"), ("on", "not-a-date")]
    assert refused(replace(STEP, optional=True), {**bad, "act": ["look up"]}) == [
        ("cue", "too-long"),
        ("on", "not-a-date"),
    ]


def test_both_halves_have_labels() -> None:
    bare = replace(STEP, when_label="", then_label=" ", days=-1)
    assert codes(bare.flaws()) == [("when_label", "empty"), ("then_label", "empty"), ("days", "too-small")]
