"""The command: `duologue serve`, `check`, `preview` and `helplines`, or `python -m server` in the tree."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from server import __version__
from server.commands import check, helplines, preview, serve

COMMANDS = (serve, check, preview, helplines)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 problems found, 2 not begun."""
    parser = argparse.ArgumentParser(
        prog="duologue",
        description="Structured exercises for one person and for two, on a server of your own.",
    )
    parser.add_argument("--version", action="version", version=f"duologue {__version__}")
    chosen = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(chosen)
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
