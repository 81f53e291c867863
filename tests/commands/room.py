"""A server as somebody starts it for one room: `serve --lan`, and what it printed."""

from __future__ import annotations

import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from msgspec import Struct

from tests.cast import SAME, Phone
from tests.house import ROOT
from tests.serving import environment, free_port

HERE = "127.0.0.1"
LAST = re.compile(r"    ((?:[0-9A-F]{2}:){15}[0-9A-F]{2})\n")


class Room(Struct, frozen=True):
    """A server that answers in one room."""

    process: subprocess.Popen[str]
    port: int
    said: str
    file: Path

    @property
    def origin(self) -> str:
        """Where the phones go."""
        return f"https://{HERE}:{self.port}"

    def trusting(self) -> ssl.SSLContext:
        """What takes this one certificate for this one address, and no other."""
        return ssl.create_default_context(cafile=self.file)

    def phone(self, name: str) -> Phone:
        """A phone whose owner went on after the warning."""
        client = httpx.AsyncClient(base_url=self.origin, headers=SAME, timeout=20, verify=self.trusting())
        return Phone(client, name)

    def stop(self) -> str:
        """End it; what it said since it answered."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=10)[0]


@contextmanager
def serving_a_room(home: Path) -> Iterator[Room]:
    """`duologue serve --lan`, from the moment it has printed all."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "serve", "--lan", HERE],
        cwd=ROOT,
        env=environment(home, port),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        said = ""
        while not LAST.search(said):
            line = process.stdout.readline()
            assert line, said
            said += line
        yield Room(process, port, said, home / "data-lan" / "certificate.pem")
    finally:
        process.kill()
        process.communicate()
