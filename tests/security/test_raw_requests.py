"""Bytes that no browser sends, to the real server: a no or a hang-up, and everybody else is served."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.cast import Phone, begin
from tests.durability.app_server import Server

HEAD = (
    b"POST /joins HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\naccept: application/json\r\n"
)
FORM = b"content-type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("raw"))
    made.start()
    yield made
    made.stop()


async def says(server: Server, *pieces: bytes, wait: float = 3.0) -> bytes:
    """What the server answers to these bytes before it hangs up or falls silent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    found = b""
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        async with asyncio.timeout(wait):
            while part := await reader.read(65536):
                found += part
                if found.count(b"\r\n\r\n") >= 1 and b"content-length" in found.lower() and len(part) < 65536:
                    break
    except (TimeoutError, ConnectionError):
        pass
    finally:
        writer.close()
    return found


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([HEAD, FORM, b"content-length: 70000\r\n\r\nname=x"], {413}),
        ([HEAD, FORM, b"content-length: 6\r\n\r\nname=x", b"y" * 70_000], {422, 400}),
        ([HEAD, FORM, b"content-length: -1\r\n\r\nname=x"], {400}),
        ([HEAD, FORM, b"content-length: x\r\n\r\nname=x"], {400}),
        ([HEAD, FORM, b"content-length: 99999999999999999999999\r\n\r\n"], {400, 413}),
        ([HEAD, FORM, b"content-length: 6\r\ncontent-length: 7\r\n\r\nname=x"], {400}),
        ([HEAD, FORM, b"content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"], {400}),
        (
            [HEAD, FORM, b"transfer-encoding: chunked\r\n\r\n", *[b"400\r\n" + b"x" * 1024 + b"\r\n"] * 70],
            {413},
        ),
        ([HEAD, FORM, b"transfer-encoding: chunked\r\n\r\nzz\r\nx\r\n"], {400}),
        ([b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nhost: localhost\r\n\r\n"], {400, 0}),
        ([b"GET / HTTP/1.1\r\nhost: localhost\r\n" + b"x: %s\r\n" % (b"y" * 90) * 400 + b"\r\n"], {400, 0}),
        ([b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"], {400, 0}),
        ([b"GARBAGE\r\n\r\n"], {400}),
        ([b"GET / HTTP/9.9\r\n\r\n"], {400, 505}),
        ([b"GET /\0 HTTP/1.1\r\nhost: localhost\r\n\r\n"], {400}),
        ([HEAD, b"content-type: multipart/form-data; boundary=x\r\ncontent-length: 3\r\n\r\n--x"], {415}),
    ],
)
async def test_it_is_refused_and_the_next_one_served(
    server: Server, pieces: list[bytes], expected: set[int]
) -> None:
    assert status(await says(server, *pieces)) in expected
    good = await says(server, b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n")
    assert status(good) == 200


async def test_a_body_that_is_too_long_is_told_in_our_own_voice(server: Server) -> None:
    answer = await says(server, HEAD, FORM, b"content-length: 70000\r\n\r\nname=x")
    assert b"application/problem+json" in answer
    assert b"content-security-policy" in answer.lower()


async def test_a_half_sent_request_holds_up_nobody(server: Server) -> None:
    waiting = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(20)]
    for _, writer in waiting:
        writer.write(HEAD + FORM + b"content-length: 60000\r\n\r\nname=")
    ada = Phone.at(server.address, "Ada")
    await begin(ada, "sf-scale")
    assert (await ada.get("/today")).status_code == 200
    await ada.close()
    for _, writer in waiting:
        writer.close()
