"""The folder of exercises, as the commands take it."""

from __future__ import annotations

import argparse
from pathlib import Path

from server.settings import files


def add_folder(parser: argparse.ArgumentParser, says: str = "default: %(default)s") -> None:
    """An argument `folder`: the exercises that came with the program unless another is named."""
    own = files() / "exercises"
    parser.add_argument("folder", metavar="PATH", nargs="?", type=Path, default=own, help=says)
