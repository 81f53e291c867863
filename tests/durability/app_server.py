"""The real server as a process of its own: started by its command, ended by a signal or by -9."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Server:
    """One server on loopback, with its data and pepper below a folder; can be started again and again."""

    def __init__(self, place: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as found:
            self.port = found.getsockname()[1]
        self.place = place
        self.pepper = place / "pepper"
        self.address = f"http://localhost:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    @property
    def database(self) -> Path:
        """The file that holds everything."""
        return self.place / "data" / "duologue.db"

    def start(self) -> None:
        """Run `duologue serve`, and return once it answers."""
        environment = {
            name: text for name, text in os.environ.items() if not name.startswith("DUOLOGUE_")
        } | {
            "DUOLOGUE_PORT": str(self.port),
            "DUOLOGUE_DATA": str(self.place / "data"),
            "DUOLOGUE_PEPPER": str(self.pepper),
            "DUOLOGUE_PROXIES": "127.0.0.1",  # each phone here says where it is
        }
        command = [sys.executable, "-m", "server", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        self._process = process
        assert process.stdout is not None
        assert self.address in process.stdout.readline(), "the server did not start"

    def kill(self) -> None:
        """With -9, wherever it is just now."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """The orderly way; gives its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        code = process.wait(20)
        if process.stdout is not None:
            process.stdout.close()
        return code
