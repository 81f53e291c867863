"""Whether a request that writes comes from a page of this server."""

from __future__ import annotations

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def allowed(method: str, site: str, origin: str, own: str) -> bool:
    """Sec-Fetch-Site decides where the browser sends it, else Origin; a write with neither is refused.

    `own` is the address of this server. "none" is what a browser says of a person's own doing.
    """
    if method in SAFE:
        return True
    if site:
        return site in ("same-origin", "none")
    return origin == own
