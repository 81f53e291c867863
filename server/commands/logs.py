"""Where the log goes: to stderr, one line each; what is in it is decided in `security/log.py`."""

from __future__ import annotations

import logging
import sys


def begin() -> None:
    """Give our own loggers a way out. Others keep theirs."""
    ours = logging.getLogger("duologue")
    if not ours.handlers:
        way = logging.StreamHandler(sys.stderr)
        way.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        ours.addHandler(way)
    ours.setLevel(logging.INFO)
    ours.propagate = False
