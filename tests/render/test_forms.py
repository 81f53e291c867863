"""A request's body in one shape, whether a form or JSON, or a clear no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.steps.base import Refused
from server.render.forms import BadBody, canonical, one, read, typed

FORM, JSON = "application/x-www-form-urlencoded", "application/json; charset=utf-8"


def test_a_form_and_json_say_the_same() -> None:
    assert read(FORM, b"a=1&pick=x&pick=y") == read(JSON, b'{"a": 1, "pick": ["x", "y"]}')


def test_yes_no_and_nothing_are_words() -> None:
    assert read(JSON, b'{"a": true, "b": false, "c": null}') == {"a": ["yes"], "b": ["no"], "c": []}


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"a=1", 415),
        ("multipart/form-data; boundary=x", b"--x", 415),
        (JSON, b"[" * 60_000, 400),
        (JSON, b"{", 400),
        (FORM, b"\xff\xfe=1", 400),
        (FORM, b"&".join(b"a=1" for _ in range(500)), 400),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(kind: str, body: bytes, status: int) -> None:
    with pytest.raises(BadBody) as refusal:
        read(kind, body)
    assert refusal.value.status == status


def test_a_field_of_the_wrong_type_is_named() -> None:
    with pytest.raises(Refused) as refusal:
        read(JSON, b'{"a": {"b": 1}, "c": [[1]], "d": "fine"}')
    assert [flaw.field for flaw in refusal.value.flaws] == ["a", "c"]


@given(st.binary(max_size=300), st.sampled_from([FORM, JSON, "", "text/html", "nonsense"]))
def test_any_body_is_read_or_refused(body: bytes, kind: str) -> None:
    try:
        read(kind, body)
    except BadBody as refusal:
        assert refusal.status in (400, 415)
    except Refused as refusal:
        assert refusal.flaws


def test_the_digest_of_a_deed_does_not_depend_on_the_order_or_the_deed() -> None:
    assert canonical({"a": ["1"], "b": ["2"], "deed": ["x"]}) == canonical(
        {"b": ["2"], "deed": ["y"], "a": ["1"]}
    )
    assert canonical({"a": ["1"]}) != canonical({"a": ["2"]})


def test_a_field_sent_twice_has_no_single_value() -> None:
    assert one({"a": ["1", "2"]}, "a") == "" and one({"a": ["1"]}, "a") == "1"


def test_repeated_fields_come_back_as_lists() -> None:
    assert typed({"pick": ["a"], "text": ["words"]}) == {"pick": ["a"], "text": "words"}
