"""Two phones in one room: encrypted, by a certificate that people can compare, and locking nobody out."""

from __future__ import annotations

import hashlib
import re
import socket
import ssl
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from server.app import create_app
from server.settings import Settings
from tests.cast import Phone, couple, finish
from tests.commands.room import HERE, Room, serving_a_room

HSTS = "strict-transport-security"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One server for all that only look."""
    with serving_a_room(tmp_path_factory.mktemp("room")) as server:
        yield server


def test_what_is_printed_is_where_it_is(room: Room) -> None:
    assert room.said.startswith(f"Duologue is on {room.origin} (Ctrl-C stops it).\n")
    assert f"\n    {room.origin}\n" in room.said
    assert httpx.get(f"{room.origin}/health", verify=room.trusting()).json() == {"well": True}


def test_the_printed_fingerprint_is_that_of_the_handshake(room: Room) -> None:
    unasking = ssl.create_default_context()
    unasking.check_hostname = False
    unasking.verify_mode = ssl.CERT_NONE
    with socket.create_connection((HERE, room.port), 5) as line, unasking.wrap_socket(line) as shaken:
        given = shaken.getpeercert(binary_form=True)
        assert shaken.version() in ("TLSv1.2", "TLSv1.3")
    assert given is not None
    pairs = re.findall(r"^    ((?:[0-9A-F]{2}:?){16})$", room.said, re.MULTILINE)
    assert "".join(pairs).replace(":", "").lower() == hashlib.sha256(given).hexdigest()


def test_a_phone_that_trusts_the_usual_authorities_does_not_go_on_by_itself(room: Room) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"{room.origin}/health")


@pytest.mark.parametrize(
    "words",
    [
        "This Connection Is Not Private",
        "Show Details",
        "Your connection is not private",
        "Advanced, then Proceed",
        "without network",
        "home screen",
        "passkey",
        "SHA-256 fingerprint",
        "the address is the one above",
    ],
)
def test_it_says_what_the_phones_will_say_and_what_does_not_work(room: Room, words: str) -> None:
    assert words in " ".join(room.said.split())


def test_it_listens_at_the_named_address_alone(room: Room) -> None:
    socket.create_connection((HERE, room.port), 2).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", room.port), 2)


def test_plain_http_gets_no_answer_and_does_no_harm(tmp_path: Path) -> None:
    with serving_a_room(tmp_path) as room:
        with socket.create_connection((HERE, room.port), 5) as line:
            line.settimeout(5)
            line.sendall(b"GET /help HTTP/1.1\r\nHost: there\r\n\r\n")
            try:
                got = line.recv(4096)
            except ConnectionResetError:
                got = b""
        assert b"HTTP/" not in got
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://{HERE}:{room.port}/help")
        assert httpx.get(f"{room.origin}/help", verify=room.trusting()).status_code == 200
        assert room.stop() == "", "a phone that spoke plainly fills no log"


def test_the_key_lies_outside_the_data_and_only_its_owner_reads_it(room: Room) -> None:
    data = room.file.parent.parent / "data"
    assert (data / "duologue.db").is_file()
    assert [path.name for path in data.iterdir() if "pem" in path.name] == []
    assert stat.S_IMODE(room.file.stat().st_mode) == 0o600


def test_a_second_start_keeps_the_certificate_that_people_compared(tmp_path: Path) -> None:
    fingerprints = []
    for _ in range(2):
        with serving_a_room(tmp_path) as room:
            fingerprints.append(room.said.rpartition("certificate:\n")[2])
            room.stop()
    assert fingerprints[0] == fingerprints[1]


async def test_no_phone_is_told_to_take_no_other_certificate(room: Room, tmp_path: Path) -> None:
    """It would shut out everybody who went on after the warning, for two years."""
    settings = Settings(data=tmp_path / "d", pepper=tmp_path / "p", origin="https://two.example")
    app = create_app(settings)
    usual, ada = Phone.of(app, "Ada"), room.phone("Ada")
    async with app.lifespan():
        refused = await usual.client.post("/exit", headers={"sec-fetch-site": "cross-site"})
    assert (refused.status_code, HSTS in refused.headers) == (403, True)
    for path in ("/help", "/nothing", "/"):
        assert HSTS not in (await ada.get(path)).headers
    assert HSTS not in (await ada.client.post("/exit", headers={"sec-fetch-site": "cross-site"})).headers
    for phone in (usual, ada):
        await phone.close()


async def test_the_cookies_are_for_https_and_for_this_host_alone(room: Room) -> None:
    ada = room.phone("Ada")
    answer = await ada.post("/sessions", {"exercise": "sf-scale", "with": "me"})
    given = answer.headers.get_list("set-cookie")
    assert len(given) == 2
    for line in given:
        parts = [part.strip().lower() for part in line.split(";")]
        assert line.startswith(("__Host-signin=", "__Host-device="))
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= set(parts)
        assert not any(part.startswith("domain") for part in parts)
    await ada.close()


async def test_a_couple_goes_from_the_code_to_the_last_page(room: Room) -> None:
    ada, ben = room.phone("Ada"), room.phone("Ben")
    session = await couple(ada, ben, "gm-appreciations")
    await finish((ada, ben), session)
    assert "Ben's words" in (await ada.get(session)).text
    link = (await ada.view(f"{session}/invitation"))["link"]
    assert link == "" or link.startswith(f"{room.origin}/join#")
    for phone in (ada, ben):
        await phone.close()


async def test_the_link_and_the_picture_lead_to_this_address(room: Room) -> None:
    ada, ben = room.phone("Ada"), room.phone("Ben")
    answer = await ada.post("/sessions", {"exercise": "gm-appreciations", "with": "partner"})
    session = "/sessions/" + answer.headers["location"].split("/")[2]
    await ada.post(f"{session}/invitation", name="Ada")
    link = (await ada.view(f"{session}/invitation"))["link"]
    assert link.startswith(f"{room.origin}/join#")
    assert (await ben.post("/joins", link=link, name="Ben")).status_code == 303
    for phone in (ada, ben):
        await phone.close()


async def test_another_site_can_write_nothing_here_either(room: Room) -> None:
    ada = room.phone("Ada")
    ada.client.headers.pop("sec-fetch-site")
    form = {"exercise": "sf-scale", "with": "me", "deed": "deed" * 4}
    for origin, status in (("https://elsewhere.example", 403), (room.origin, 303)):
        answer = await ada.client.post("/sessions", data=form, headers={"origin": origin})
        assert answer.status_code == status
    await ada.close()
