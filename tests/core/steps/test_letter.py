"""A letter whose writer says what becomes of it."""

from __future__ import annotations

from msgspec.structs import replace

from server.core.steps import encode_answer
from server.core.steps.base import Reveal, When
from server.core.steps.letter import LetterAnswer, LetterStep
from tests.core.steps.examples import codes, lines, refused

STEP = LetterStep(id="letter", ask="What do you want to say?")
SHOWABLE = replace(STEP, reveal=Reveal.CHOSEN)


def test_a_kept_letter_stays_as_it_was_written() -> None:
    answer = STEP.parse({"text": ["Dear you,\n  I saw it.\n"], "fate": ["keep"]})
    assert answer == LetterAnswer(text="Dear you,\n  I saw it.", fate="keep")
    assert lines(answer, STEP) == ["Dear you,\n  I saw it."]


def test_nothing_is_kept_of_a_deleted_letter() -> None:
    kept = STEP.parse({"text": ["canary"], "fate": ["keep"]})
    assert b"canary" in encode_answer(kept)
    deleted = STEP.parse({"text": ["canary"], "fate": ["delete"]})
    assert b"canary" not in encode_answer(deleted)
    assert lines(deleted, STEP) == ["letter.deleted"]
    assert not deleted.empty


def test_a_letter_written_on_paper_is_deleted_without_text() -> None:
    assert STEP.parse({"fate": ["delete"]}) == LetterAnswer(text="", fate="delete")


def test_it_can_be_shared_only_where_the_writer_chooses_what_is_shown() -> None:
    form = {"text": ["Dear you"], "fate": ["share"]}
    assert SHOWABLE.parse(form) == LetterAnswer(text="Dear you", fate="share")
    assert refused(STEP, form) == [("fate", "not-an-option")]


def test_a_letter_without_a_fate_is_asked_for_one() -> None:
    assert refused(STEP, {"text": ["Dear you"]}) == [("fate", "missing")]
    assert refused(replace(STEP, optional=True), {"text": ["Dear you"]}) == [("fate", "missing")]


def test_a_later_step_asks_for_the_fate() -> None:
    when = When(step="letter", one_of=("delete",))
    assert STEP.parse({"fate": ["delete"]}).meets(when)
    assert not STEP.parse({"text": ["Dear you"], "fate": ["keep"]}).meets(when)


def test_it_is_private_or_chosen() -> None:
    assert codes(SHOWABLE.flaws()) == []
    assert codes(replace(STEP, reveal=Reveal.SHARED).flaws()) == [("reveal", "unfit-reveal")]
