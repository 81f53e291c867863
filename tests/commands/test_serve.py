"""The command itself, in a process of its own: it starts, answers, and ends when it is told to."""

from __future__ import annotations

import resource
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.commands.serve import STREAMS, configured
from server.settings import Settings
from tests.house import ROOT
from tests.serving import environment, free_port, serving


def test_it_answers_and_says_nothing_of_what_it_is_made_of(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        answer = httpx.get(f"{server.origin}/health")
    assert answer.status_code == 200
    assert "date" in answer.headers
    assert "server" not in answer.headers


def test_it_listens_to_this_machine_alone(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        port = int(server.origin.rsplit(":", 1)[1])
        socket.create_connection(("127.0.0.1", port), 2).close()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), 2)


def test_nobody_else_on_the_machine_may_read_what_it_keeps(tmp_path: Path) -> None:
    with serving(tmp_path):
        kept = [tmp_path / "pepper", tmp_path / "data"]
        assert [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in kept] == [0, 0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_soon_after_a_signal_with_a_request_half_sent(number: int, tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        port = int(server.origin.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), 2) as half:
            half.sendall(b"GET /health HTTP/1.1\r\n")
            began = time.monotonic()
            code = server.stop(number)
        assert time.monotonic() - began < 3
        assert code in (0, -number)


def test_it_starts_again_on_the_same_data(tmp_path: Path) -> None:
    for _ in range(2):
        with serving(tmp_path) as server:
            assert httpx.get(f"{server.origin}/health").status_code == 200
            server.stop()


def test_a_second_one_on_the_same_data_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        second = subprocess.run(
            [sys.executable, "-m", "server", "serve"],
            cwd=ROOT,
            env=environment(tmp_path, free_port()),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert httpx.get(f"{first.origin}/health").status_code == 200
    assert second.returncode == 2
    assert f"Another Duologue (process {first.process.pid}) holds " in second.stderr
    assert "Traceback" not in second.stderr + second.stdout
    assert second.stdout == ""


async def seen_from(proxies: tuple[str, ...], peer: str) -> str:
    """The address that the app sees of a visitor whom this peer says to be 198.51.100.7."""
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["client"][0])

    config = configured(app, Settings(proxies=proxies))
    config.load()
    headers = [(b"x-forwarded-for", b"198.51.100.7")]
    await config.loaded_app({"type": "http", "client": (peer, 1), "headers": headers}, None, None)
    return seen[0]


async def test_only_a_named_proxy_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")  # what uvicorn itself would read
    assert await seen_from(("10.0.0.1",), "10.0.0.1") == "198.51.100.7"
    assert await seen_from(("10.0.0.1",), "10.0.0.2") == "10.0.0.2"
    assert await seen_from((), "127.0.0.1") == "127.0.0.1"


def test_it_may_hold_as_many_streams_as_it_promises(tmp_path: Path) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = ("sh", "-c", 'ulimit -Sn 256; exec "$@"', "sh", sys.executable, "-m", "server")
    with serving(tmp_path, few) as server:
        limits = Path(f"/proc/{server.process.pid}/limits").read_text()
    (line,) = [line for line in limits.splitlines() if line.startswith("Max open files")]
    assert int(line.split()[3]) >= min(STREAMS, hard)
