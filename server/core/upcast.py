"""Old records brought to the newest schema, one pure function per step, each time they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

Record = dict[str, Any]
"""A decoded record, before it becomes a Struct."""

Upcasters = Mapping[tuple[str, int], Callable[[Record], Record]]
"""(record kind, schema) to the function that turns such a record into one of the next schema."""


def _check_passed(head: Record) -> Record:
    """Schema 1 of a session's head knew no check before joint work.

    Where something has opened to both, or they took turns, the two go on and find what opened. Where nothing
    has yet, both are asked first.
    """
    begun = any(course.get("opened") or course.get("floor") for course in head.get("courses", {}).values())
    if "gate" in head or not begun:
        return head
    return {**head, "gate": {"checked": dict.fromkeys(head["sittings"], head["touched"])}}


UPCASTERS: Upcasters = {("head", 1): _check_passed}
"""Every step so far. A released step is never changed or removed: someone's record still needs it."""


class Unreadable(Exception):
    """The bytes are no record that this release can read; `reason` is for a log and quotes none of them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def newest(kind: str, upcasters: Upcasters = UPCASTERS) -> int:
    """The schema that records of this kind are written in; the first one is 1."""
    return 1 + max((schema for name, schema in upcasters if name == kind), default=0)


def upcast(kind: str, schema: int, data: bytes, upcasters: Upcasters = UPCASTERS) -> bytes:
    """JSON of a record of any schema as JSON of the newest; raises `Unreadable`.

    One schema ahead is passed on as it stands, so that a release can be taken back: its unknown fields are
    left out when the bytes become a Struct.
    """
    last = newest(kind, upcasters)
    if not 1 <= schema <= last + 1:
        raise Unreadable(f"{kind} of schema {schema}, while this release knows 1 to {last + 1}")
    if schema >= last:
        return data
    record: Record = msgspec.json.decode(data)
    for step in range(schema, last):
        record = upcasters[kind, step](record)
    return msgspec.json.encode(record)
