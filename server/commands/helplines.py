"""`duologue helplines`: which lines of Help somebody has to look at again."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta

from server.commands.folder import add_folder
from server.commands.problems import tell
from server.core.helplines import MOST_DAYS, Line, fresh
from server.library import helplines

SOON = 30
"""Days before a line is hidden in which it is already named."""


def add(chosen: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = chosen.add_parser(
        "helplines",
        help="say which helplines have to be checked again",
        description="Names each line of Help whose number is hidden or soon will be: nobody has read it on "
        f"the organisation's own site in the last {MOST_DAYS} days. docs/helplines.md says how to check.",
    )
    add_folder(parser, "where helplines.toml is (default: %(default)s)")
    parser.add_argument(
        "--on",
        metavar="DAY",
        type=date.fromisoformat,
        help="as of this day, like 2027-05-01 (default: today)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when every line that was ever checked can still be shown, 1 when not."""
    found, problems = helplines.read(arguments.folder)
    tell(problems)
    if problems:
        return 1
    today: date = arguments.on or _today()
    pairs = list(helplines.due(found))
    for country, line in pairs:
        if state := _state(line, today):
            print(f"{country.id}, {line.name}: {state}\n    {line.address or 'It has no address here.'}")
    shown = sum(fresh(line, today) for _, line in pairs)
    never = sum(not line.verified_on for _, line in pairs)
    stale = len(pairs) - shown - never
    print(f"{shown} numbers are shown on {today}. {stale} are hidden again, {never} were never checked.")
    return 1 if stale else 0


def _today() -> date:
    from server.app import now  # the app is composed only for its clock

    return datetime.fromtimestamp(now() / 1000, UTC).date()


def _state(line: Line, today: date) -> str:
    if not line.verified_on:
        return f"never checked, only seen elsewhere on {line.seen_on}. Its number is not shown."
    checked = date.fromisoformat(line.verified_on)
    if checked > today:
        return f"checked on {checked}, which is yet to come. Its number is not shown."
    last = checked + timedelta(days=MOST_DAYS)
    if last < today:
        return f"checked on {checked}, too long ago. Its number is not shown."
    return f"checked on {checked}, shown until {last}." if (last - today).days <= SOON else ""
