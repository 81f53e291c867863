"""Reading one TOML file that may be anything: too large, too deep, not text, not TOML."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from server.library.problems import Problem, problem

SIZE = 64 * 1024
"""Bytes in one file."""
DEPTH = 8
"""How deep brackets or dotted names may go. Real exercises need four."""

# A string from its opening quotes to its closing ones, or to the end where they are missing.
_STRINGS = {
    '"""': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*(?:"""|$)', re.DOTALL),
    "'''": re.compile(r"'''(?:[^']|'(?!''))*(?:'''|$)", re.DOTALL),
    '"': re.compile(r'"(?:[^"\\\n]|\\.)*"?'),
    "'": re.compile(r"'[^'\n]*'?"),
    "#": re.compile(r"#[^\n]*"),
}
_NEXT = re.compile(r"\"\"\"|'''|[\"'#\[\]{}.\n]")


def table(path: Path, name: str) -> tuple[dict[str, Any], Problem | None]:
    """What stands in the file, or nothing and the reason; `name` is the file's name in the reason."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE + 1)
        text = data.decode("utf-8", "ignore" if len(data) > SIZE else "strict")
    except OSError as error:
        return {}, problem(name, "", "unreadable-file", why=error.strerror or "unknown reason")
    except UnicodeDecodeError:
        return {}, problem(name, "", "unreadable-file", why="it is not UTF-8")
    if len(data) > SIZE:
        return {}, problem(name, "", "too-large-file", most=SIZE)
    # The parser recurses, so depth is counted before it begins, and its own limit is caught all the same.
    if depth(text) > DEPTH:
        return {}, problem(name, "", "too-deep", most=DEPTH)
    try:
        return tomllib.loads(text), None
    except tomllib.TOMLDecodeError as error:
        return {}, problem(name, "", "not-toml", why=str(error).rstrip("."))
    except (RecursionError, ValueError) as error:
        return {}, problem(name, "", "not-toml", why=type(error).__name__)


def depth(text: str) -> int:
    """The deepest nesting of brackets, or the most dots in one line, outside strings and comments."""
    deepest = open_now = dots = at = 0
    while found := _NEXT.search(text, at):
        sign, at = found.group(), found.end()
        if pattern := _STRINGS.get(sign):
            string = pattern.match(text, found.start())
            at = string.end() if string else at
        elif sign in "[{":
            open_now += 1
        elif sign in "]}":
            open_now -= 1
        else:
            dots = dots + 1 if sign == "." else 0
        deepest = max(deepest, open_now, dots)
    return deepest
