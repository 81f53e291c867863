"""How a command tells an author what is wrong with the exercises."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from server.library.problems import Problem


def tell(problems: Iterable[Problem], out: TextIO | None = None) -> None:
    """Two lines for each problem: where it is and what it is, then what to do."""
    found = list(problems)
    for problem in found:
        where = ", ".join(part for part in (problem.file, problem.place) if part)
        print(f"{where or 'The folder'}: {problem.message}\n    {problem.remedy}", file=out or sys.stdout)
    if found:
        count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        print(f"\n{count} found.", file=out or sys.stdout)
