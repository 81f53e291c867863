"""What somebody may be called by the other: any name, short enough for one line."""

from __future__ import annotations

from server.core.steps.base import Flaw

MOST = 40


def name_in(text: str, field: str = "name") -> tuple[Flaw, ...]:
    """What is wrong with a name, if anything."""
    name = text.strip()
    if not name:
        return (Flaw(field=field, code="missing"),)
    if len(name) > MOST:
        return (Flaw(field=field, code="too-long", values={"length": len(name), "most": MOST}),)
    if not name.isprintable():
        return (Flaw(field=field, code="unfit-character"),)
    return ()
