"""The house rules, each a function from one source file to what it does against them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 250  # lines

# Who may import whom; the layer is the second part of a module's name. Everybody may import their own layer.
ARROWS: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"__init__", "commands"},
    "app": {"*"},
    "commands": {"app", "settings", "core", "library", "render", "store", "vault"},
    "routes": {"pages"},
    "guard": {"security"},
    "refusals": {"core", "desk", "pages", "render", "security", "store", "vault"},
    "settings": {"setting_values"},
    "setting_values": set(),
    "core": set(),
    "library": {"core"},
    "vault": {"core"},
    "store": {"core"},
    "desk": {"core", "library", "store", "vault"},
    "live": {"core", "store"},
    "security": {"core", "store"},
    "render": {"core"},
    "pages": {"core", "library", "desk", "live", "security", "render"},
    "jobs": {"core", "store", "live"},
    "exchange": {"core"},
}
# Packages that belong to one layer alone.
OWNED = {"cryptography": "vault", "aiosqlite": "store", "sqlite3": "store", "asyncpg": "store"}

CLOCKS = {
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime")),
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    "datetime.date.today",
}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv"}
IMPURE = {
    *("asyncio", "concurrent", "ctypes", "http", "io", "logging", "multiprocessing", "os", "pathlib"),
    *("random", "secrets", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile"),
    *("threading", "time", "uuid"),
}
IMPURE_CALLS = {"open", "print", "input", "exec", "eval"}
SQL = re.compile(
    r"select\s[^.!?]*?\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|pragma\s+\w"
    r"|begin\s+immediate|with\s+\w+\s+as\s*\(|(create|alter|drop)\s+(unique\s+)?(table|index|trigger|view)\s",
    re.IGNORECASE,
)


class Source(NamedTuple):
    """One file of the server: its module name, its text, its tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        return self.name.split(".")[1]


Rule = Callable[[Source], Iterator[str]]


def source(name: str, text: str) -> Source:
    return Source(name, text, ast.parse(text))


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """Every Python file below a folder; a package is named by its `__init__`."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return tuple(source(".".join(p.relative_to(ROOT).with_suffix("").parts), p.read_text()) for p in paths)


def server() -> tuple[Source, ...]:
    """All of the server."""
    return sources("server")


def imported(file: Source) -> Iterator[str]:
    """The full names that a file imports: `from server.store import people` gives server.store.people."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = file.name.split(".")[: -node.level] if node.level else []
            base = ".".join([*home, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def named(file: Source) -> Iterator[str]:
    """The full names of what a file uses: after `from time import time`, the name `time` is time.time."""
    known: dict[str, str] = {}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                known[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and not node.level:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, *rest = ast.unparse(node).split(".")
            if first in known:
                yield ".".join([known[first], *rest])


def texts(file: Source) -> Iterator[tuple[int, str]]:
    """Every string with its line, without the space before it; an x stands where an f-string puts a value."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value.lstrip()
        elif isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values]
            yield node.lineno, "".join(parts).lstrip()


def arrows(file: Source) -> Iterator[str]:
    """Imports go the way of the arrows only."""
    if file.layer not in ARROWS:
        yield f"{file.name} has no place in the house"
        return
    allowed = ARROWS[file.layer]
    for name in imported(file):
        first, *rest = [*name.split("."), "__init__"]
        layer = rest[0] if rest[0] in ARROWS else "__init__"
        if first == "server" and layer != file.layer and not allowed & {layer, "*"}:
            yield f"{file.name} imports {name}"


@cache
def pages() -> set[str]:
    """The modules that answer addresses themselves; what they share lies beside them and answers none."""
    handlers = {
        f"litestar.{name}" for name in ("Controller", "get", "post", "put", "delete", "route", "head")
    }
    return {file.name for file in server() if file.layer == "pages" and handlers & set(imported(file))}


def apart(file: Source) -> Iterator[str]:
    """No page imports another."""
    if file.layer == "pages":
        others = pages() - {file.name}
        for name in imported(file):
            if {name, name.rpartition(".")[0]} & others:
                yield f"{file.name} imports {name}"


def owned(file: Source) -> Iterator[str]:
    """Only the vault sees ciphers, only the store sees databases."""
    for name in imported(file):
        if OWNED.get(name.split(".")[0], file.layer) != file.layer:
            yield f"{file.name} imports {name}"


def environment(file: Source) -> Iterator[str]:
    """Only settings.py reads the environment."""
    if file.name != "server.settings":
        yield from (f"{file.name} uses {name}" for name in named(file) if name in ENVIRONMENT)


def clock(file: Source) -> Iterator[str]:
    """Only app.py makes a clock; everybody else is handed the time."""
    if file.name != "server.app":
        yield from (f"{file.name} uses {name}" for name in named(file) if name in CLOCKS)


def sql(file: Source) -> Iterator[str]:
    """Only the store speaks SQL."""
    for line, text in texts(file) if file.layer != "store" else ():
        word = text.split(maxsplit=1)[0] if text else ""
        # Small letters or capitals throughout; a capital at the start alone begins an English sentence.
        if word in (word.lower(), word.upper()) and SQL.match(text):
            yield f"{file.name}:{line} says {text[:40]!r}"


def pure(file: Source) -> Iterator[str]:
    """The core awaits nothing, asks no clock or chance, reads and writes nothing, and needs only msgspec."""
    if file.layer != "core":
        return
    for name in imported(file):
        first = name.split(".")[0]
        if first in IMPURE or first not in {*sys.stdlib_module_names, "msgspec", "server"}:
            yield f"{file.name} imports {name}"
    for node in ast.walk(file.tree):
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
            yield f"{file.name}:{node.lineno} waits"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
            yield f"{file.name}:{node.lineno} calls {node.func.id}"


def told(file: Source) -> Iterator[str]:
    """Every module says what lives there."""
    if not (ast.get_docstring(file.tree) or "").strip():
        yield f"{file.name} has no docstring"


def short(file: Source) -> Iterator[str]:
    """A file can be held in the head whole."""
    lines = file.text.count("\n")
    if lines > LONGEST:
        yield f"{file.name} has {lines} lines"


RULES: tuple[Rule, ...] = (arrows, apart, owned, environment, clock, sql, pure, told, short)


def committed() -> dict[str, bytes]:
    """The content of each committed file; of every file where git knows nothing, as in an archive."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        paths = [ROOT / name for name in asked.stdout.split("\0") if name]
    else:
        skip = {".venv", "node_modules", "vendor", "var", ".git", "__pycache__"}
        paths = [path for path in ROOT.rglob("*") if not skip & set(path.relative_to(ROOT).parts)]
    return {str(path.relative_to(ROOT)): path.read_bytes() for path in paths if path.is_file()}
