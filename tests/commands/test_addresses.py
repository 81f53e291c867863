"""What `serve --lan` finds out and refuses before anything starts."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import segno

from server.__main__ import main
from server.commands import addresses, lan
from server.settings import BadSettings, Settings

NOW = 1_780_000_000_000
Output = pytest.CaptureFixture[str]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Says which addresses and name this machine has."""

    def say(*found: str, name: str = "Adas-Laptop.fritz.box") -> None:
        monkeypatch.setattr(addresses, "_by_way", lambda: list(found))
        monkeypatch.setattr(addresses, "_by_interface", lambda: ["127.0.0.1", *found])
        monkeypatch.setattr(socket, "gethostname", lambda: name)

    return say


def ours(tmp_path: Path, **more: Any) -> Settings:
    port = more.pop("port", 8000)
    usual = {"origin": f"http://localhost:{port}"}
    return Settings(data=tmp_path / "data", pepper=tmp_path / "pepper", port=port, **usual | more)


def problems(settings: Settings, named: str = "") -> tuple[str, ...]:
    with pytest.raises(BadSettings) as caught:
        lan.prepare(settings, named, NOW)
    return caught.value.problems


def test_the_ways_out_are_looked_up_and_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds, asked = [], []

    class Told(socket.socket):
        def __init__(self, family: int, kind: int) -> None:
            super().__init__(family, kind)
            kinds.append(kind)

        def connect(self, address: Any) -> None:
            asked.append(address[0])
            super().connect(address)

        def send(self, *_: Any) -> int:
            raise AssertionError("something was sent")

        sendto = sendall = send  # type: ignore[assignment]

    monkeypatch.setattr(socket, "socket", Told)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("a name was looked up"))
    found = addresses.addresses()
    assert set(kinds) == {socket.SOCK_DGRAM}, "connecting such a socket sends nothing"
    assert asked == list(addresses.ELSEWHERE)
    assert all(addresses.nearby(each) for each in (*found, *asked))


def test_what_the_internet_reaches_is_not_among_them(known: Callable[..., None]) -> None:
    known("93.184.216.34", "192.168.1.7", "127.0.0.1", "10.0.0.7", "192.168.1.7", "169.254.3.4")
    assert addresses.addresses() == ("192.168.1.7", "10.0.0.7", "169.254.3.4")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Adas-Laptop.fritz.box", ("adas-laptop.fritz.box", "adas-laptop.local")),
        ("adas-laptop.local", ("adas-laptop.local",)),
        ("ada", ("ada", "ada.local")),
        ("ada's laptop", ()),
        ("", ()),
    ],
)
def test_the_machine_is_called_by_names_that_a_certificate_can_hold(
    known: Callable[..., None], name: str, found: tuple[str, ...]
) -> None:
    known(name=name)
    assert addresses.names() == found


def test_address_origin_and_listening_follow_each_other(known: Callable[..., None], tmp_path: Path) -> None:
    known("192.168.1.7", "10.0.0.7")
    room = lan.prepare(ours(tmp_path), "", NOW)
    assert (room.settings.host, room.settings.origin) == ("192.168.1.7", "https://192.168.1.7:8000")
    assert room.settings.secure
    assert room.others == ("10.0.0.7",)
    assert "10.0.0.7" in lan.told(room)
    named = lan.prepare(ours(tmp_path, port=443), "10.0.0.7", NOW)
    assert (named.settings.host, named.settings.origin) == ("10.0.0.7", "https://10.0.0.7")
    assert lan.prepare(ours(tmp_path), "fd00:0::7", NOW).settings.origin == "https://[fd00::7]:8000"


def test_an_address_that_the_internet_reaches_is_refused(known: Callable[..., None], tmp_path: Path) -> None:
    known("192.168.1.7")
    (said,) = problems(ours(tmp_path), "93.184.216.34")
    assert said.startswith("93.184.216.34 can be reached from the internet")
    assert problems(ours(tmp_path), "0.0.0.0")
    assert problems(ours(tmp_path), "ada.local")[0].startswith("'ada.local' is no address.")
    assert not (tmp_path / "data-lan").exists()


def test_without_a_network_it_asks_for_the_address(known: Callable[..., None], tmp_path: Path) -> None:
    known()
    assert problems(ours(tmp_path)) == (
        "No address of this machine in a network was found. Name it: serve --lan 192.168.1.7",
    )


@pytest.mark.parametrize(
    "set_too",
    [
        {"origin": "https://two.example"},
        {"host": "127.0.0.2"},
        {"proxies": ("10.0.0.1",)},
    ],
)
def test_what_is_set_for_another_way_of_serving_is_refused(
    known: Callable[..., None], tmp_path: Path, set_too: dict[str, Any]
) -> None:
    known("192.168.1.7")
    (said,) = problems(ours(tmp_path, **set_too))
    assert said.startswith(f"DUOLOGUE_{next(iter(set_too)).upper()} is set")


def test_a_start_that_is_refused_is_two_and_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: Output, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUOLOGUE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DUOLOGUE_PEPPER", str(tmp_path / "pepper"))
    assert main(["serve", "--lan", "8.8.8.8"]) == 2
    assert capsys.readouterr().err.startswith("8.8.8.8 can be reached from the internet")


def test_help_says_what_it_is_for_and_what_does_not_work(capsys: Output) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert "--lan [ADDRESS]" in text
    assert "passkeys need a certificate that they trust" in text


def test_the_picture_is_the_address_whatever_the_colours_of_the_terminal() -> None:
    text = "https://192.168.1.7:8000"
    lines = lan.picture(text).split("\n")
    for line in lines:
        assert line.startswith(lan.BLACK_ON_WHITE) and line.endswith(lan.END)
    plain = [re.sub("\033\\[[0-9;]*m", "", line) for line in lines]
    read = [[mark in halves for mark in line] for line in plain for halves in ("█▀", "█▄")]
    wanted = [[bool(each) for each in row] for row in segno.make(text, micro=False, error="m").matrix_iter()]
    assert read[: len(wanted)] == wanted
    assert not any(any(row) for row in read[len(wanted) :])
