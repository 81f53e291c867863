"""Phones that reach a server on its socket, and a session between them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from tests.cast import Phone, couple
from tests.conftest import Listening
from tests.races.evening import shelved, write


@pytest.fixture
async def dial(listening: Listening) -> AsyncIterator[Callable[[str], Phone]]:
    """Makes phones for the listening server."""
    made: list[Phone] = []

    def make(name: str) -> Phone:
        made.append(Phone.at(listening.address, name))
        return made[-1]

    yield make
    for each in made:
        await each.close()


@pytest.fixture
def ada(dial: Callable[[str], Phone]) -> Phone:
    return dial("Ada")


@pytest.fixture
def ben(dial: Callable[[str], Phone]) -> Phone:
    return dial("Ben")


@pytest.fixture
async def session(listening: Listening, ada: Phone, ben: Phone) -> str:
    """A private step, then two that open together."""
    steps = write("p"), write("t", "together"), write("u", "together")
    session = await couple(ada, ben, shelved(listening.app, "e", *steps))
    await ben.post(f"{session}/steps/p/completion", text="ben's own")
    return session
