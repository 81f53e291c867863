"""Whatever is sent to any address of the API, fitting its document or not, no answer is a fault of ours."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from schemathesis import GenerationMode

from server.security.throttle import RATES, Rate, Throttle
from tests.cast import SAME, Phone, answer, begin, couple, invite
from tests.conftest import Listening

SOLO = ("cbt-thought-record", "hum-focusing", "go-values-sort", "cp-ground", "pdt-pattern-story", "sf-scale")
PAIR = ("gm-know-my-world", "co-floor", "cf-pause-deal", "at-needs", "im-dialogue", "tr-promises")
ACCEPTS = ("application/json", "text/html", "*/*", "application/problem+json;q=0.1")


class Place(Struct, frozen=True):
    """Real values for the places of an address, and the cookies of somebody for whom they are real."""

    values: dict[str, str]
    cookies: dict[str, str]


class World(Struct, frozen=True):
    """A server, its document, and people in the middle of all kinds of steps."""

    address: str
    document: dict[str, Any]
    places: list[Place]
    way: requests.Session


@pytest.fixture
def world(listening: Listening) -> Iterator[World]:
    house = listening.app.state.house
    generous = Throttle(house.clock, dict.fromkeys(RATES, Rate(10**6, 1)))
    listening.app.state.house = replace(house, throttle=generous)
    document = httpx.get(f"{listening.address}/openapi.json").json()
    with requests.Session() as way:
        yield World(listening.address, document, asyncio.run(lived(listening.address)), way)


async def lived(address: str) -> list[Place]:
    """Ada alone and with Ben, at every step of many exercises; and Cleo at the door."""
    found = []
    ada, ben, cleo = (Phone.at(address, name) for name in ("Ada", "Ben", "Cleo"))
    door = await begin(ada, "gm-know-my-world", partner=True)
    code = (await invite(ada, door))["code"]
    knock = (await cleo.post("/joins", code=code, name="Cleo")).headers["location"].rpartition("/")[2]
    for slug in (*SOLO, *PAIR):
        phones = (ada, ben) if slug in PAIR else (ada,)
        session = await couple(ada, ben, slug) if slug in PAIR else await begin(ada, slug)
        for _ in range(3):
            views = [await answer(phone, session, "words") for phone in phones]
            for view, phone in zip(views, phones, strict=True):
                id = session.rpartition("/")[2]
                step = view.get("step", {"id": "ended"})["id"]
                found.append(Place({"session": id, "step": step, "slug": slug}, dict(phone.client.cookies)))
    found.append(Place({"slug": "first-talk"}, dict(ada.client.cookies)))
    for phone in (ada, cleo):
        values = {"session": door.rpartition("/")[2], "step": "cards", "knock": knock}
        found.append(Place(values, dict(phone.client.cookies)))
    for phone in (ada, ben, cleo):
        await phone.close()
    return found


def sent(world: World, case: Any, place: Place | None, accept: str) -> requests.Response:
    """One case as it was made up; with a place, at an address that is there, by somebody who may be."""
    if place is not None:
        case.path_parameters = {
            name: place.values.get(name, value) for name, value in (case.path_parameters or {}).items()
        }
    kwargs = case.as_transport_kwargs(base_url=world.address)
    headers = {name: value for name, value in dict(kwargs.pop("headers", None) or {}).items() if name}
    cookies = place.cookies if place is not None else {}
    kwargs |= {"headers": {**headers, **SAME, "accept": accept}, "cookies": cookies}
    kwargs |= {"allow_redirects": False, "stream": True, "timeout": 20}
    found = world.way.request(**kwargs)
    if "event-stream" not in found.headers.get("content-type", ""):
        assert found.content is not None
    found.close()
    world.way.cookies.clear()
    return found


def tried(world: World, examples: int) -> dict[str, set[int]]:
    """Every operation with so many cases of each sort; the statuses that came, by operation."""
    seen: dict[str, set[int]] = {}
    for result in schemathesis.openapi.from_dict(world.document).get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr]
        seen[operation.label] = asked(world, operation, examples)
    return seen


def asked(world: World, operation: Any, examples: int) -> set[int]:
    """The statuses of one operation; fails at a fault."""
    statuses: set[int] = set()
    cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases, place=st.sampled_from([None, *world.places]), accept=st.sampled_from(ACCEPTS))
    def no_fault(case: Any, place: Place | None, accept: str) -> None:
        found = sent(world, case, place, accept)
        statuses.add(found.status_code)
        assert found.status_code < 500, (found.request.method, found.request.url, found.request.body)

    no_fault()
    return statuses


def test_no_case_finds_a_fault_anywhere(world: World) -> None:
    seen = tried(world, 8)
    assert len(seen) > 40
    assert set.union(*seen.values()) >= {200, 303, 400, 401, 404, 422}


@pytest.mark.long
def test_no_case_of_very_many_finds_a_fault_anywhere(world: World) -> None:
    seen = tried(world, 250)
    assert len(seen) > 40


def test_a_fault_would_be_found(world: World, listening: Listening) -> None:
    house = listening.app.state.house
    listening.app.state.house = replace(house, shelf=None)
    with pytest.raises(AssertionError, match="GET"):
        tried(world, 8)
