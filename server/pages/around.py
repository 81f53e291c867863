"""What stands around a session's view: the reader, the clock, who is there, who knocks."""

from __future__ import annotations

from server.core.opening import other
from server.desk import ids
from server.desk.ids import Unreadable
from server.desk.invitations import drawn, heard
from server.desk.sessions import Held
from server.pages.visit import Visit
from server.render.views.session import KnockLine
from server.render.views.stepping import Around


def around_of(here: Visit, held: Held, notice: str = "") -> Around:
    """Everything a view of this session needs beside the session."""
    quiet = here.request.cookies.get("quiet", "") == "yes"
    present = here.house.hub.present((held.session.id, other(held.seat)))
    return Around(
        seat=held.seat,
        sequence=held.sequence,
        at=here.at,
        language=here.language,
        deed=ids.new_id(),
        presence="" if quiet else ("here" if present else "away"),
        knocks=_knocks(held),
        notice=notice,
        offset=here.offset,
    )


def _knocks(held: Held) -> list[KnockLine]:
    """Only the first person opens the door."""
    if held.seat != 1:
        return []
    lines = []
    for knock in held.knocks:
        try:
            slip = heard(held, knock)
        except Unreadable:
            continue
        again = 2 in held.session.state.sittings
        lines.append(KnockLine(id=knock.id, name=slip.name, pictures=drawn(knock, slip), again=again))
    return lines
