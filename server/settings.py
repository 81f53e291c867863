"""What an operator may set: one frozen Struct, read once from `DUOLOGUE_*` and handed on, never a global."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from server import setting_values as values

PREFIX = "DUOLOGUE_"


class BadSettings(Exception):
    """Everything that is wrong with the settings, one plain sentence each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(Struct, frozen=True, kw_only=True):
    """How this server is set up. The meaning of each field stands in `TABLE`."""

    port: int = 8000
    host: str = "127.0.0.1"
    data: Path = Path("var/data")
    pepper: Path = Path("var/pepper")
    origin: str = "http://localhost:8000"  # as a browser writes it: lower case, no default port
    operator: str = ""
    database: str = ""
    starts: str = "anyone"
    proxies: tuple[str, ...] = ()
    log: str = "faults"
    worker: str = "on"

    @property
    def secure(self) -> bool:
        """On https: cookies are `Secure` and carry the `__Host-` prefix."""
        return self.origin.startswith("https://")

    @property
    def database_file(self) -> Path:
        """Where the embedded database is."""
        return self.data / "duologue.db"

    @staticmethod
    def read(environ: Mapping[str, str] | None = None) -> Settings:
        """The settings in `environ` (None: this process's own); raises BadSettings with every problem."""
        given = _given(os.environ if environ is None else environ)
        fields, problems = _parsed(given)
        # An origin that could not be read is no reason to complain of the host as well.
        found = Settings(**{"origin": "https://unread.invalid", **fields})
        problems += [*_unknown(given), *_unsafe(found)]
        if problems:
            raise BadSettings(tuple(problems))
        return found


def files() -> Path:
    """The folder that holds `web/` and `exercises/`: around this package in the tree, in it if installed."""
    here = Path(__file__).resolve().parent
    installed = here / "_files"
    return installed if installed.is_dir() else here.parent


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    """Ours alone; what is set to nothing counts as not set."""
    return {name: text for name, raw in environ.items() if name.startswith(PREFIX) and (text := raw.strip())}


def _parsed(given: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    fields: dict[str, Any] = {}
    problems: list[str] = []
    for setting in TABLE:
        default = setting.default.replace("<port>", str(fields.get("port", Settings().port)))
        try:
            fields[setting.name.lower()] = setting.parse(given.get(setting.key, default))
        except ValueError as problem:
            problems.append(f"{setting.key} {problem}")
    return fields, problems


def _unknown(given: Mapping[str, str]) -> list[str]:
    """A misspelt name would leave a default standing that nobody meant."""
    known = [setting.key for setting in TABLE]
    return [
        f"{name} is not a setting."
        + "".join(f" Did you mean {near}?" for near in get_close_matches(name, known, 1))
        for name in sorted(set(given) - set(known))
    ]


def _unsafe(found: Settings) -> list[str]:
    problems = []
    if not found.secure and not values.loopback(urlsplit(found.origin).hostname or ""):
        problems.append(
            f"DUOLOGUE_ORIGIN is {found.origin}, but plain http is only for this machine itself. "
            "Put a proxy with a certificate in front and give its https address."
        )
    if not found.secure and not values.loopback(found.host):
        problems.append(
            f"DUOLOGUE_HOST is {found.host}, which other machines can reach, but DUOLOGUE_ORIGIN is "
            "plain http. Listen on 127.0.0.1, or give the https address of the proxy in front."
        )
    if found.pepper.is_relative_to(found.data):
        problems.append(
            f"DUOLOGUE_PEPPER lies inside DUOLOGUE_DATA ({found.data}), so that one copy would hold both. "
            "Keep it elsewhere."
        )
    return problems


class Setting(Struct, frozen=True):
    """One line of the table: name without the prefix, default as text, meaning, and how its text is read."""

    name: str
    default: str
    meaning: str
    parse: Callable[[str], Any]

    @property
    def key(self) -> str:
        """The name of the environment variable."""
        return PREFIX + self.name


TABLE = (
    Setting("PORT", "8000", "The port to listen on.", values.port),
    Setting("HOST", "127.0.0.1", "The address of this machine to listen on.", values.host),
    Setting("DATA", "var/data", "The folder of the database; the part to back up.", values.folder),
    Setting(
        "PEPPER",
        "var/pepper",
        "The file of the secret that opens nothing alone but without which nothing opens; keep a copy of it "
        "apart from the data, never in the same backup.",
        values.folder,
    ),
    Setting(
        "ORIGIN",
        "http://localhost:<port>",
        "The address people see in their browser; anything but this machine itself must be https.",
        values.origin,
    ),
    Setting(
        "OPERATOR",
        "",
        "Who runs this server and how to reach them, shown at first run, on the join page and on /trust.",
        values.operator,
    ),
    Setting(
        "DATABASE",
        "",
        "Where the database is; empty for the embedded one in the data folder.",
        values.database,
    ),
    Setting(
        "STARTS",
        "anyone",
        "Who may begin here without an invitation: anyone, or invited people only. Whoever has "
        "begun before goes on in either case, so begin yourself first.",
        values.starts,
    ),
    Setting(
        "PROXIES",
        "",
        "The addresses of proxies in front, whose word on a visitor's own address is believed.",
        values.proxies,
    ),
    Setting(
        "LOG",
        "faults",
        "What goes to the log: faults alone, or requests as well, each as one line with method, address "
        "pattern, status and time. Neither holds an id, a code, a name or a word.",
        values.log,
    ),
    Setting(
        "WORKER",
        "on",
        "Pages without network: on; off ends the part of them that every browser has kept, if it misbehaves.",
        values.worker,
    ),
)
