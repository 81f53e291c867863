"""What the definitions of several kinds have to hold, each rule as a function from a field to its flaws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from server.core.steps.base import SLUG, Flaw, Option

Flaws = tuple[Flaw, ...]


def within(field: str, value: int, least: int, most: int) -> Flaws:
    """The number lies between both limits."""
    if value < least:
        return (Flaw(field=field, code="too-small", values={"given": value, "least": least}),)
    if value > most:
        return (Flaw(field=field, code="too-large", values={"given": value, "most": most}),)
    return ()


def ordered(low: str, low_value: int, high: str, high_value: int) -> Flaws:
    """The first field's number is not above the second's."""
    if low_value <= high_value:
        return ()
    return (
        Flaw(field=low, code="wrong-order", values={"given": low_value, "other": high, "most": high_value}),
    )


def filled(field: str, texts: str | Iterable[str]) -> Flaws:
    """No text is blank."""
    blank = not texts.strip() if isinstance(texts, str) else any(not text.strip() for text in texts)
    return (Flaw(field=field, code="empty"),) if blank else ()


def some(field: str, things: Sequence[object], least: int = 1) -> Flaws:
    """There are enough of them."""
    if len(things) >= least:
        return ()
    return (Flaw(field=field, code="too-few-given", values={"given": len(things), "least": least}),)


def ids(field: str, given: Iterable[str]) -> Flaws:
    """Every id is well formed and stands once."""
    flaws, seen = [], set[str]()
    for id in given:
        if id in seen:
            flaws.append(Flaw(field=field, code="same-id", values={"given": id}))
        if not SLUG.fullmatch(id):
            flaws.append(Flaw(field=field, code="bad-id", values={"given": id}))
        seen.add(id)
    return tuple(flaws)


def options(field: str, given: Sequence[Option], least: int) -> Flaws:
    """Enough options, each with its own id and a label."""
    return (
        *some(field, given, least),
        *ids(field, (option.id for option in given)),
        *filled(field, (option.label for option in given)),
    )
