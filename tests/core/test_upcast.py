"""Old records are brought to the newest schema as they are read, and one schema ahead can be read too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.core.exercise import decode, encode
from server.core.steps import decode_answer, encode_answer
from server.core.steps.scale import ScaleAnswer
from server.core.steps.write import WriteAnswer
from server.core.upcast import UPCASTERS, Unreadable, Upcasters, newest, upcast
from tests.core.test_exercise import PAIR


def _one_text(record: dict[str, Any]) -> dict[str, Any]:
    """An invented schema 1 kept a written text as its lines."""
    if record["kind"] != "write":
        return record
    return {"kind": "write", "text": "\n".join(record["lines"])}


def _plain_kind(record: dict[str, Any]) -> dict[str, Any]:
    """An invented schema 2 called the kind `text`."""
    return {**record, "kind": {"text": "write"}.get(record["kind"], record["kind"])}


INVENTED: Upcasters = {
    ("answer", 1): _one_text,
    ("answer", 2): _plain_kind,
    ("exercise", 1): lambda record: record,
}


def test_each_kind_of_record_has_its_own_newest_schema() -> None:
    assert newest("answer", INVENTED) == 3
    assert newest("exercise", INVENTED) == 2
    assert newest("state", INVENTED) == 1
    assert newest("answer") == 1 + sum(kind == "answer" for kind, _ in UPCASTERS)


def test_adas_oldest_answer_passes_every_step_on_its_way() -> None:
    old = json.dumps({"kind": "write", "lines": ["It rained.", "We ran."]}).encode()
    assert decode_answer(old, 1, INVENTED) == WriteAnswer(text="It rained.\nWe ran.")


def test_a_younger_one_passes_only_what_came_after_it() -> None:
    old = json.dumps({"kind": "text", "text": "It rained."}).encode()
    assert decode_answer(old, 2, INVENTED) == WriteAnswer(text="It rained.")
    with pytest.raises(Unreadable):
        decode_answer(old, 3, INVENTED)


def test_an_answer_of_another_kind_passes_unchanged() -> None:
    assert decode_answer(encode_answer(ScaleAnswer(value=4)), 1, INVENTED) == ScaleAnswer(value=4)


def test_without_a_schema_the_bytes_are_of_the_newest() -> None:
    assert decode_answer(encode_answer(WriteAnswer(text="a")), None, INVENTED) == WriteAnswer(text="a")


def test_the_next_releases_answer_is_read_without_what_is_new_in_it() -> None:
    ahead = b'{"kind":"write","text":"It rained.","mood":"wet"}'
    assert decode_answer(ahead, newest("answer") + 1) == WriteAnswer(text="It rained.")


def test_the_next_releases_exercise_is_read_too() -> None:
    table = json.loads(encode(PAIR))
    table["colour"] = "green"
    table["steps"][0]["sound"] = "bell"
    assert decode(json.dumps(table).encode(), newest("exercise") + 1) == PAIR


@pytest.mark.parametrize("schema", [-1, 0, 5])
def test_two_ahead_or_none_at_all_is_unreadable(schema: int) -> None:
    assert upcast("answer", 4, b"{}", INVENTED) == b"{}"
    with pytest.raises(Unreadable, match=f"answer of schema {schema}"):
        upcast("answer", schema, b"{}", INVENTED)


def test_old_bytes_that_are_no_record_are_unreadable() -> None:
    with pytest.raises(Unreadable):
        decode_answer(b"\xff", 1, INVENTED)


@pytest.mark.parametrize(
    ("course", "asked"),
    [
        ({}, True),
        ({"hope": {"marks": {"1": {"author": "ada"}}}}, True),
        ({"hope": {"opened": {"1": 5, "2": 5}}}, False),
        ({"talk": {"floor": {"first": 1, "mode": "aloud"}}}, False),
    ],
)
def test_two_who_were_in_the_middle_before_there_was_a_check_are_not_stopped_by_it(
    course: dict[str, Any], asked: bool
) -> None:
    head = {"began": 1, "touched": 9, "sittings": {"1": {}, "2": {}}, "courses": course}
    after = json.loads(upcast("head", 1, json.dumps(head).encode()))
    assert after == (head if asked else {**head, "gate": {"checked": {"1": 9, "2": 9}}})


def test_a_check_that_was_already_answered_stays_as_it_is() -> None:
    head = {"gate": {"checked": {"1": 3}, "held": True}, "courses": {"talk": {"floor": {}}}}
    assert json.loads(upcast("head", 1, json.dumps(head).encode())) == head
