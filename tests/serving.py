"""A server as an operator runs it: the command, in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from tests.house import ROOT


class Running(Struct, frozen=True):
    """A server that answers."""

    process: subprocess.Popen[str]
    origin: str

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send the signal and wait; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(10)


def environment(home: Path, port: int, **more: str) -> dict[str, str]:
    """What is set for a server whose data lie below `home`."""
    ours = {"PORT": str(port), "DATA": str(home / "data"), "PEPPER": str(home / "pepper"), **more}
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("DUOLOGUE_")}
    return inherited | {f"DUOLOGUE_{name}": text for name, text in ours.items()}


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        number: int = probe.getsockname()[1]
    return number


@contextmanager
def serving(
    home: Path, command: Sequence[str | Path] = (), folder: Path = ROOT, **settings: str
) -> Iterator[Running]:
    """`duologue serve` (the tree's, or another by its command), from the moment it answers."""
    port = free_port()
    process = subprocess.Popen(
        [*map(str, command or (sys.executable, "-m", "server")), "serve"],
        cwd=folder,
        env=environment(home, port, **settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert line == f"Duologue is on http://localhost:{port} (Ctrl-C stops it).\n", (
            line + process.stdout.read()
        )
        yield Running(process, f"http://localhost:{port}")
    finally:
        process.kill()
        process.communicate()
