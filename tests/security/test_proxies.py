"""Whose word on a visitor's address is believed: the configured proxies', for one hop, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.app import create_app
from server.commands.serve import configured
from server.security.throttle import RATES, Rate, Throttle
from server.settings import Settings
from tests.cast import deed
from tests.privacy.wire import JSON, Wire

PROXY, PEER, VISITOR = "10.0.0.1", "203.0.113.9", "198.51.100.7"
LIES = [f"192.0.2.{n}" for n in range(250)]
MOST = 24  # wrong codes of an address, in these tests


class Line(Wire):
    """Requests that come over a connection from `peer`, as the server's own front hands them on."""

    def __init__(self, app: Litestar, proxies: tuple[str, ...], peer: str) -> None:
        few = Throttle(app.state.house.clock, {**RATES, "codes of an address": Rate(MOST, 2_000)})
        app.state.house = replace(app.state.house, throttle=few)
        config = configured(app, Settings(proxies=proxies))
        config.load()
        front: Any = config.loaded_app
        super().__init__(front, "Theo")
        self.place = peer

    async def wrong(self, *headers: tuple[str, str]) -> int:
        """A wrong code, with these headers."""
        more = tuple((name.encode(), value.encode()) for name, value in headers)
        typed = (b"content-type", b"application/x-www-form-urlencoded")
        asked = f"code=0000AAAA&name=Theo&deed={deed()}".encode()
        found = await self._ask("POST", "/joins", asked, ((b"accept", b"application/json"), typed, *more))
        assert found.status in (404, 429)
        return found.status


@pytest.fixture
def clock() -> Any:
    return lambda: 1_900_000_000_000  # no bucket fills up meanwhile


def spoofed(lie: str) -> list[tuple[tuple[str, str], ...]]:
    """Every way in which somebody might say that they are elsewhere."""
    return [
        (("x-forwarded-for", lie),),
        (("x-forwarded-for", f"{lie}, {PROXY}"),),
        (("x-forwarded-for", lie), ("x-forwarded-for", lie)),
        (("forwarded", f"for={lie}"),),
        (("x-real-ip", lie),),
        (("x-client-ip", lie),),
        (("cf-connecting-ip", lie),),
        (("true-client-ip", lie),),
        (("x-forwarded-host", lie), ("x-forwarded-proto", "https")),
    ]


@pytest.mark.parametrize("proxies", [(), (PROXY,)])
@pytest.mark.parametrize("way", range(len(spoofed(""))))
async def test_a_stranger_is_one_peer_whatever_they_say(
    app: Litestar, proxies: tuple[str, ...], way: int
) -> None:
    line = Line(app, proxies, PEER)
    for n in range(MOST):
        assert await line.wrong(*spoofed(LIES[n % 250])[way]) == 404
    assert await line.wrong(*spoofed("192.0.2.251")[way]) == 429
    assert len(app.state.house.throttle) == 1, "never two buckets for one peer"


async def test_behind_the_proxy_each_visitor_is_themselves(app: Litestar) -> None:
    line = Line(app, (PROXY,), PROXY)
    for _ in range(MOST):
        assert await line.wrong(("x-forwarded-for", VISITOR)) == 404
    assert await line.wrong(("x-forwarded-for", VISITOR)) == 429
    assert await line.wrong(("x-forwarded-for", "198.51.100.8")) == 404


async def test_what_a_visitor_wrote_before_the_proxy_did_is_not_believed(app: Litestar) -> None:
    """The proxy puts the address it saw at the end; all that stands before it is the visitor's own."""
    line = Line(app, (PROXY,), PROXY)
    for n in range(MOST):
        lie = LIES[n % 250]
        said = (
            (("x-forwarded-for", f"{lie}, {VISITOR}"),),
            (("x-forwarded-for", lie), ("x-forwarded-for", VISITOR)),
            (("x-forwarded-for", f"{PROXY}, {lie}, {VISITOR}"),),
        )[n % 3]
        assert await line.wrong(*said) == 404
    assert await line.wrong(("x-forwarded-for", f"192.0.2.252, {VISITOR}")) == 429
    assert len(app.state.house.throttle) == 1


async def test_a_proxy_of_ours_is_one_hop_and_another_machine_on_the_way_is_none(app: Litestar) -> None:
    other = "10.0.0.2"
    line = Line(app, (PROXY,), PROXY)
    for n in range(MOST):
        assert await line.wrong(("x-forwarded-for", f"{LIES[n % 250]}, {other}")) == 404
    assert await line.wrong(("x-forwarded-for", f"192.0.2.253, {other}")) == 429


@pytest.mark.parametrize("said", ["nonsense", "x" * 3000, "1.2.3.4.5", "[::1", "%00"])
async def test_what_is_no_address_is_one_place_together(app: Litestar, said: str) -> None:
    line = Line(app, (PROXY,), PROXY)
    for n in range(MOST):
        assert await line.wrong(("x-forwarded-for", f"{said}{n % 7}")) == 404
    assert await line.wrong(("x-forwarded-for", f"{said}9")) == 429


async def test_the_environment_of_the_server_below_is_not_asked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    app = create_app(settings, lambda: 1_900_000_000_000)
    async with app.lifespan():
        line = Line(app, (), "127.0.0.1")
        for n in range(MOST):
            assert await line.wrong(("x-forwarded-for", LIES[n % 250])) == 404
        assert await line.wrong(("x-forwarded-for", "192.0.2.254")) == 429
        assert (await line.get("/health", JSON)).status == 200
