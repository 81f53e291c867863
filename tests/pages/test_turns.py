"""A talk by turns: one speaks, the other mirrors, the speaker says whether that was it, then they swap."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar

from tests.cast import Phone, couple
from tests.races.evening import shelved, write

TALK = {
    "id": "talk",
    "kind": "turns",
    "reveal": "turns",
    "modes": ["written", "aloud"],
    "speak": "Say it.",
    "mirror": "Say it back.",
    "rounds": 1,
    "most": 1200,
}


@pytest.fixture
async def session(app: Litestar, ada: Phone, ben: Phone) -> str:
    """Ada has the floor."""
    return await couple(ada, ben, shelved(app, "e", TALK, write("end", "shared")))


async def turn(phone: Phone, session: str) -> Any:
    return (await phone.view(f"{session}/steps/talk"))["turn"]


async def does(phone: Phone, session: str, path: str = "turn", **fields: str) -> int:
    return (await phone.post(f"{session}/steps/talk/{path}", fields)).status_code


async def test_ada_speaks_ben_mirrors_she_is_heard_and_he_speaks(
    ada: Phone, ben: Phone, session: str
) -> None:
    assert [(await turn(phone, session))["mine"] for phone in (ada, ben)] == [True, False]
    assert await does(ada, session, text="I felt alone") == 303
    his = await turn(ben, session)
    assert (his["phase"], his["mine"], his["entries"][-1]["text"]) == ("mirror", True, "I felt alone")
    assert await does(ben, session, text="You felt alone") == 303
    hers = await turn(ada, session)
    assert (hers["phase"], hers["mine"], hers["entries"][-1]["text"]) == ("judge", True, "You felt alone")
    assert await does(ada, session, "verdict", verdict="heard") == 303
    assert (await turn(ada, session))["phase"] == "heard"
    assert await does(ben, session, move="go-on") == 303
    assert [(await turn(phone, session))["speaker"] for phone in (ada, ben)] == [False, True]
    assert await does(ben, session, text="So did I") == 303
    assert await does(ada, session, text="So did you") == 303
    assert await does(ben, session, "verdict", verdict="heard") == 303
    assert await does(ada, session, move="go-on") == 303
    for phone in (ada, ben):
        view = await phone.view(session)
        assert view["stage"] == "shown"
        told = [move["text"] for move in view["turn"]["talk"] if move["text"]]
        assert told == ["I felt alone", "You felt alone", "So did I", "So did you"]


async def test_what_is_being_written_is_seen_on_hand_over_and_not_before(
    ada: Phone, ben: Phone, session: str
) -> None:
    await ada.put(f"{session}/steps/talk/draft", {"text": "not yet said"})
    assert "not yet said" not in (await ben.get(f"{session}/steps/talk")).text
    await does(ada, session, text="said now")
    assert "said now" in (await ben.get(f"{session}/steps/talk")).text


async def test_out_of_turn_the_words_are_kept(ada: Phone, ben: Phone, session: str) -> None:
    for path, fields in (("turn", {"text": "me first"}), ("verdict", {"verdict": "heard"})):
        refused = await ben.post(f"{session}/steps/talk/{path}", fields)
        assert refused.status_code == 409
        assert refused.json()["notice"]
        assert refused.json()["value"].get("text", "") == fields.get("text", "")
        assert refused.json()["turn"]["phase"] == "speak"
    assert (await turn(ada, session))["talk"] == []


async def test_after_the_third_try_it_is_kindly_ended(ada: Phone, ben: Phone, session: str) -> None:
    await does(ada, session, text="I felt alone")
    for verdict in ("partly", "again", "partly"):
        assert await does(ben, session, text="You felt fine") == 303
        assert await does(ada, session, "verdict", verdict=verdict) == 303
    assert (await turn(ada, session))["phase"] == "later"
    assert await does(ben, session, text="You felt alone") == 409
    assert await does(ben, session, move="go-on") == 303
    assert (await turn(ben, session))["speaker"] is True


async def test_a_turn_may_go_by(ada: Phone, ben: Phone, session: str) -> None:
    assert await does(ada, session, move="pass") == 303
    assert await does(ben, session, move="pass") == 303
    assert [(await phone.view(session))["stage"] for phone in (ada, ben)] == ["shown", "shown"]


async def test_aloud_nothing_is_typed(ada: Phone, ben: Phone, session: str) -> None:
    assert await does(ben, session, mode="aloud") == 303, "either may ask for it"
    assert (await turn(ada, session))["mode"] == "aloud"
    typed = await ada.post(f"{session}/steps/talk/turn", text="typed all the same")
    assert typed.status_code == 409
    assert typed.json()["value"]["text"] == "typed all the same"
    for phone, path, fields in (
        (ada, "turn", {"said": "yes"}),
        (ben, "turn", {"said": "yes"}),
        (ada, "verdict", {"verdict": "heard"}),
        (ben, "turn", {"move": "go-on"}),
    ):
        assert await does(phone, session, path, **fields) == 303
    talk = (await turn(ben, session))["talk"]
    assert [(move["move"], move["text"]) for move in talk] == [("say", ""), ("mirror", ""), ("heard", "")]
    assert await does(ada, session, mode="written") == 303, "and back again at every turn"
    assert await does(ben, session, text="in writing") == 303


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "x" * 1201}, {"text": "both", "said": "yes"}])
async def test_a_turn_that_cannot_be_is_named(ada: Phone, session: str, fields: dict[str, str]) -> None:
    refused = await ada.post(f"{session}/steps/talk/turn", fields)
    assert refused.status_code == 422
    assert refused.json()["flaws"]
    assert refused.json()["value"]["text"] == fields["text"]


async def test_an_unknown_verdict_is_none(ada: Phone, ben: Phone, session: str) -> None:
    await does(ada, session, text="I felt alone")
    await does(ben, session, text="You felt alone")
    assert await does(ada, session, "verdict", verdict="perhaps") == 422
    assert (await turn(ada, session))["phase"] == "judge"


async def test_the_other_deeds_do_not_fit_a_talk(ada: Phone, session: str) -> None:
    for path in ("completion", "choice", "signature", "withdrawal"):
        answer = await ada.post(f"{session}/steps/talk/{path}", text="x", sign="yes", version="1", show="yes")
        assert answer.status_code in (409, 422), path
    assert (await turn(ada, session))["phase"] == "speak"
