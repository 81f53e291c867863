"""Requests too long or too slow to be meant are refused before the app sees any of them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from server.commands import bounds
from server.commands.bounds import HEAD, Bounded

GET = b"GET / HTTP/1.1\r\nhost: localhost\r\n"


class Served:
    """A small app behind the protocol: it counts requests and answers with the size of their body."""

    def __init__(self) -> None:
        self.requests = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            self, http=Bounded, ws="none", loop="uvloop", lifespan="off", log_level="critical"
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],))
        self.thread.start()
        while not self.server.started:
            time.sleep(0.005)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.requests += 1
        size, more = 0, True
        while more:
            message = await receive()
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"6")]})
        await send({"type": "http.response.body", "body": b"%6d" % size})

    def connect(self) -> socket.socket:
        return socket.create_connection(self.socket.getsockname(), timeout=5)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture
def served() -> Iterator[Served]:
    running = Served()
    yield running
    running.stop()


def answers(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def asked(served: Served, *pieces: bytes) -> bytes:
    """The server's whole answer to what is sent in these pieces."""
    with served.connect() as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(0.02)
        connection.shutdown(socket.SHUT_WR)
        return answers(connection)


def closing(padding: int) -> bytes:
    return GET + b"connection: close\r\nx: " + b"a" * padding + b"\r\n\r\n"


def test_a_head_that_is_just_short_enough_is_answered(served: Served) -> None:
    assert asked(served, closing(HEAD - 200)).startswith(b"HTTP/1.1 200 OK")


def test_a_long_head_in_one_piece_is_refused(served: Served) -> None:
    assert asked(served, closing(HEAD)).startswith(b"HTTP/1.1 400 ")
    assert served.requests == 0


def test_a_header_without_end_is_refused_while_it_grows(served: Served) -> None:
    half = b"a" * (HEAD // 2)
    assert asked(served, GET + b"x: ", half, half).startswith(b"HTTP/1.1 400 ")
    assert served.requests == 0


def test_an_address_without_end_is_refused_while_it_grows(served: Served) -> None:
    half = b"a" * (HEAD // 2 + 1)
    assert asked(served, b"GET /" + half, half).startswith(b"HTTP/1.1 400 ")
    assert served.requests == 0


def test_a_long_body_is_the_apps_to_judge(served: Served) -> None:
    head = b"POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 90000\r\n\r\n"
    assert asked(served, head + b"b" * 40000, b"b" * 50000).endswith(b"\r\n\r\n 90000")


def test_two_requests_on_one_connection_are_counted_apart(served: Served) -> None:
    padded = GET + b"x: " + b"a" * (HEAD * 2 // 3) + b"\r\n\r\n"
    with served.connect() as connection:
        for _ in range(3):
            connection.sendall(padded)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK")
    assert served.requests == 3


def test_requests_sent_one_after_another_without_waiting_are_all_answered(served: Served) -> None:
    assert asked(served, (GET + b"\r\n") * 2 + closing(1)).count(b"HTTP/1.1 200 OK") == 3


@pytest.mark.parametrize("begun", [b"", GET, b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nhalf"])
def test_a_request_that_does_not_come_is_not_waited_for(
    begun: bytes, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served.connect() as patient:
        patient.sendall(begun)
        patient.settimeout(0.6)
        with pytest.raises(TimeoutError):  # it could have waited
            patient.recv(1)
    monkeypatch.setattr(bounds, "SECONDS", 0.2)
    monkeypatch.setattr(bounds, "HEAD_SECONDS", 0.2)
    with served.connect() as connection:
        connection.sendall(begun)
        assert answers(connection) == b""


def dripping(served: Served, begun: bytes, drop: bytes, seconds: float) -> tuple[float, bytes]:
    """Sends a drop at a time; how long until the server hung up, and what it said."""
    began = time.monotonic()
    with served.connect() as connection:
        connection.sendall(begun)
        connection.settimeout(0.05)
        said = b""
        while time.monotonic() < began + seconds:
            try:
                connection.sendall(drop)
                part = connection.recv(65536)
                if not part:
                    break
                said += part
            except TimeoutError:
                continue
            except (ConnectionResetError, BrokenPipeError):
                break
    return time.monotonic() - began, said


@pytest.mark.parametrize(
    ("begun", "drop", "which"),
    [
        (GET, b"x: y\r\n", "HEAD_SECONDS"),
        (b"", b"G", "HEAD_SECONDS"),
        (b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 60000\r\n\r\n", b"b", "SECONDS"),
        (b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\nb\r\n", "SECONDS"),
    ],
)
def test_a_request_that_comes_drop_by_drop_is_cut(
    begun: bytes, drop: bytes, which: str, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    if begun:
        assert dripping(served, begun, drop, 0.6)[0] >= 0.6, "it could have gone on"
    monkeypatch.setattr(bounds, which, 0.3)
    took, said = dripping(served, begun, drop, 5)
    assert took < 5
    assert b" 200 " not in said


def test_a_slow_head_has_less_time_than_a_slow_body(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "HEAD_SECONDS", 0.3)
    head = b"POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 6\r\n\r\n"
    with served.connect() as connection:
        connection.sendall(head)
        time.sleep(0.6)
        connection.sendall(b"123456")
        assert answers(connection).endswith(b"     6")
