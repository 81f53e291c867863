"""The mark on a break's address: who has no pepper can make no break that began earlier or ends sooner."""

from __future__ import annotations

import hmac

from server.vault.keys import Label
from server.vault.pepper import Pepper


def break_mark(began: int, until: int, zone: str, pepper: Pepper) -> str:
    """The mark of a break from one minute to another, read on a clock of this zone."""
    return pepper.tag(Label.BREAK, str(began), str(until), zone)


def break_holds(mark: str, began: int, until: int, zone: str, pepper: Pepper) -> bool:
    """Whether this server set this mark on this break. Takes the same time wherever they differ."""
    return hmac.compare_digest(mark.encode(), break_mark(began, until, zone, pepper).encode())
