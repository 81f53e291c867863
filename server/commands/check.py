"""`duologue check`: read all exercises and say everything that is wrong with them, starting nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

from server.commands.folder import add_folder
from server.commands.problems import tell
from server.library import load, packs


def add(chosen: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = chosen.add_parser(
        "check",
        help="say everything that is wrong with the exercises and packs",
        description="Reads every exercise and pack below a folder and names each problem with file, place "
        "and remedy. The server refuses to start for the same problems.",
    )
    add_folder(parser)
    parser.add_argument(
        "--publish",
        action="store_true",
        help="then write every new version into published.lock, after which it never changes",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when there is nothing to say, 1 when there are problems, 2 when there is no such folder."""
    folder: Path = arguments.folder
    if not folder.is_dir():
        print(f"There is no folder {folder}.")
        return 2
    exercises, problems = load.read(folder)
    tell(problems)
    if problems:
        return 1
    found, _ = packs.read(folder, exercises)
    print(f"{len(exercises)} exercises and {len(found)} packs, no problems.")
    if arguments.publish:
        print(f"{load.publish(folder)} new versions are published.")
    return 0
