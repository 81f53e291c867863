"""What a request carries, form or JSON, in the one shape that steps and pages read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from server.core.steps.base import Flaw, Refused

MOST_FIELDS = 400
Form = Mapping[str, Sequence[str]]
_STRICT = msgspec.json.Decoder(dict[str, Any])
_PAIRS = json.JSONDecoder(object_pairs_hook=tuple)  # so that a name that comes twice is not lost


class BadBody(Exception):
    """The body is not a form or JSON that could be read; `status` says which kind of no."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def read(type: str, body: bytes) -> Form:
    """The fields of a body, each with the values sent under it. Raises `BadBody`."""
    kind = type.partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            return _json(body)
        if kind in ("application/x-www-form-urlencoded", ""):
            return _fields(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError):
        raise BadBody(400) from None
    raise BadBody(415)


def _fields(body: bytes) -> Form:
    found: dict[str, list[str]] = {}
    pairs = parse_qsl(
        body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
    )
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _json(body: bytes) -> Form:
    """As fields of a form; raises `Refused` with every value that a form could not hold."""
    _STRICT.decode(body)  # refuses what the standard library lets pass: half characters, bare NaN
    found: dict[str, list[str]] = {}
    unfit = []
    pairs = _PAIRS.decode(body.decode())
    if len(pairs) > MOST_FIELDS:
        raise ValueError("too many fields")
    for name, value in pairs:
        values = value if isinstance(value, list) else [] if value is None else [value]
        if all(isinstance(each, str | int) for each in values):
            found.setdefault(name, []).extend(_text(each) for each in values)
        else:
            unfit.append(Flaw(field=name, code="wrong-type"))
    if unfit:
        raise Refused(tuple(unfit))
    return found


def _text(value: str | int) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def one(form: Form, name: str) -> str:
    """The single value of a field, "" where it was not sent or sent more than once."""
    values = form.get(name, ())
    return values[0] if len(values) == 1 else ""


def canonical(form: Form) -> str:
    """The same text for the same fields in whatever order, for the digest of a deed."""
    return msgspec.json.encode(
        sorted((name, list(values)) for name, values in form.items() if name != "deed")
    ).decode()


def typed(form: Form) -> dict[str, str | list[str]]:
    """The fields as a template shows them again: repeated ones as lists, all others as text."""
    lists = {"pick", "region", "item"}
    return {
        name: list(values) if name in lists else (values[0] if values else "")
        for name, values in form.items()
    }


def number(form: Form, name: str) -> int:
    """A whole number that a page of ours put there; raises `Refused`."""
    text = one(form, name)
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused((Flaw(field=name, code="not-a-number", values={"least": 0, "most": 999_999_999}),))
    return int(text)
