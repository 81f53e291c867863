"""Both partners act at the same moment: always one of the outcomes that acting in turn could have had."""

from __future__ import annotations

import asyncio

import pytest
from litestar import Litestar

from tests.cast import Phone, begin, couple
from tests.races.evening import Meeting, agree, both, meeting, shelved, unsound, words, write

READ_ON = {"move": "read-on"}
LATER = "2030-01-02"


@pytest.fixture
def met(app: Litestar) -> Meeting:
    return meeting(app)


async def evening(app: Litestar, ada: Phone, ben: Phone, rounds: int, reveal: str = "together") -> str:
    """A session with as many steps as there are rounds."""
    return await couple(ada, ben, shelved(app, "evening", *(write(f"s-{n}", reveal) for n in range(rounds))))


async def read_on(session: str, step: str, *phones: Phone) -> None:
    told = await both(*(phone.post(f"{session}/steps/{step}/completion", READ_ON) for phone in phones))
    assert told == [303] * len(phones)


async def test_a_together_step_opens_to_both_whoever_was_first(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    session = await evening(app, ada, ben, 70)
    for n in range(70):
        path = f"{session}/steps/s-{n}/completion"
        met.arranged()
        assert await both(ada.post(path, text=f"a{n}"), ben.post(path, text=f"b{n}")) == [303, 303]
        assert await words(ada, session, f"s-{n}") == (f"a{n}", f"b{n}")
        assert await words(ben, session, f"s-{n}") == (f"b{n}", f"a{n}")
        met.arranged()
        await read_on(session, f"s-{n}", ada, ben)
    assert "step" not in await ada.view(session)
    assert met.clashes > 50
    assert await unsound(app) == []


async def test_an_edit_comes_before_the_opening_or_is_refused(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    session, outcomes = await evening(app, ada, ben, 35), set()
    for n in range(35):
        path = f"{session}/steps/s-{n}/completion"
        assert await both(ada.post(path, text="early")) == [303]
        assert await words(ben, session, f"s-{n}") == ("", "")
        met.arranged()
        edited, completed = await both(ada.post(path, text="later"), ben.post(path, text="ben's"))
        outcomes.add(edited)
        assert completed == 303
        text = {303: "later", 409: "early"}[edited]
        assert await words(ada, session, f"s-{n}") == (text, "ben's")
        assert await words(ben, session, f"s-{n}") == ("ben's", text)
        await read_on(session, f"s-{n}", ada, ben)
    assert outcomes == {303, 409}
    assert await unsound(app) == []


async def test_an_answer_is_taken_back_in_time_or_it_opens(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    session, outcomes = await evening(app, ada, ben, 35), set()
    for n in range(35):
        base = f"{session}/steps/s-{n}"
        await both(ada.post(f"{base}/completion", text="ada's"))
        met.arranged()
        taken_back, completed = await both(
            ada.post(f"{base}/withdrawal"), ben.post(f"{base}/completion", text="ben's")
        )
        outcomes.add(taken_back)
        assert completed == 303
        assert await words(ben, session, f"s-{n}") == ("ben's", "" if taken_back == 303 else "ada's")
        if taken_back == 303:
            assert await words(ada, session, f"s-{n}") == ("", "")
            assert await both(ada.post(f"{base}/completion", text="again")) == [303]
        await read_on(session, f"s-{n}", ada, ben)
    assert outcomes == {303, 409}
    assert await unsound(app) == []


async def test_a_signature_stands_only_under_the_text_that_was_read(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    deals = shelved(app, "deals", *(agree(f"d-{n}") for n in range(60)))
    session, outcomes = await couple(ada, ben, deals), set()
    for n in range(60):
        base, ben_signed = f"{session}/steps/d-{n}", n % 2 == 0
        await both(ada.post(f"{base}/completion", text="old", review=LATER, base="0"))
        if ben_signed:
            await both(ben.post(f"{base}/signature", version="1", sign="yes"))
        met.arranged()
        signed, drawn = await both(
            ada.post(f"{base}/signature", version="1", sign="yes"),
            ben.post(f"{base}/completion", text="new", review=LATER, base="1"),
        )
        outcomes.add((ben_signed, signed, drawn))
        papers = [(await phone.view(base))["paper"] for phone in (ada, ben)]
        settled = drawn == 409
        assert [paper["text"] for paper in papers] == ["old" if settled else "new"] * 2
        assert [(paper["mine"], paper["theirs"]) for paper in papers] == [(settled, settled)] * 2
        if not settled:
            assert await both(ada.post(f"{base}/signature", sign="leave-open")) == [303]
        await read_on(session, f"d-{n}", ada, ben)
    # With Ben's name already there, Ada's settles it; without, a new text only makes hers worth nothing.
    assert outcomes == {(True, 303, 409), (True, 409, 303), (False, 303, 303), (False, 409, 303)}
    assert await unsound(app) == []


async def test_of_two_new_texts_on_one_the_second_is_refused(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    session, outcomes = await couple(ada, ben, shelved(app, "deal", agree("deal"))), set()
    for n in range(30):
        path = f"{session}/steps/deal"
        met.arranged()
        told = await both(
            ada.post(f"{path}/completion", text=f"a{n}", review=LATER, base=str(n)),
            ben.post(f"{path}/completion", text=f"b{n}", review=LATER, base=str(n)),
        )
        assert sorted(told) == [303, 409]
        outcomes.add(tuple(told))
        text = f"a{n}" if told[0] == 303 else f"b{n}"
        assert [(await phone.view(path))["paper"]["text"] for phone in (ada, ben)] == [text, text]
    assert len(outcomes) == 2


async def test_a_pause_comes_before_a_completion_or_after(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    session, outcomes = await evening(app, ada, ben, 50), set()
    for n in range(50):
        path = f"{session}/steps/s-{n}/completion"
        await both(ada.post(path, text="ada's"))
        met.arranged()
        paused, completed = await both(
            ada.post(f"{session}/pause", kind="moment"), ben.post(path, text="ben's")
        )
        outcomes.add(completed)
        assert paused == 303
        seen = await words(ada, session, f"s-{n}")
        assert seen == ("ada's", "ben's" if completed == 303 else "")
        met.arranged()
        assert await both(*(phone.post(f"{session}/readiness") for phone in (ada, ben))) == [303, 303]
        view = await ben.view(f"{session}/steps/s-{n}")
        assert view["stop"] is None
        if completed == 409:
            assert await both(ben.post(path, text="ben's")) == [303]
        await read_on(session, f"s-{n}", ada, ben)
    assert outcomes == {303, 409}
    assert await unsound(app) == []


async def test_it_goes_on_when_both_say_ready_at_once_and_not_before(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    session = await evening(app, ada, ben, 1)
    for _ in range(40):
        await both(ada.post(f"{session}/pause", kind="moment"))
        assert (await ben.view(session))["stop"]["kind"] == "moment"
        met.arranged()
        assert await both(*(phone.post(f"{session}/readiness") for phone in (ada, ben))) == [303, 303]
        for phone in (ada, ben):
            assert (await phone.view(session))["stop"] is None
    assert met.clashes > 20


async def test_one_tap_too_many_says_a_thing_once(
    app: Litestar, ada: Phone, ben: Phone, met: Meeting
) -> None:
    talk = {
        "id": "talk",
        "kind": "turns",
        "reveal": "turns",
        "speak": "Say.",
        "mirror": "Say back.",
        "rounds": 9,
    }
    session = await couple(ada, ben, shelved(app, "talk", talk))
    path, speaking = f"{session}/steps/talk", (ada, ben)
    for n in range(18):
        speaker, listener = speaking[n % 2], speaking[1 - n % 2]
        met.arranged()
        taps = [speaker.post(f"{path}/turn", text=f"say {n}") for _ in range(2)]
        assert sorted(await both(*taps)) == [303, 409]
        same = {"deed": f"mirror-{n:08d}", "text": f"mirror {n}"}
        met.arranged()
        assert await both(*(listener.post(f"{path}/turn", same) for _ in range(2))) == [303, 303]
        await both(speaker.post(f"{path}/verdict", verdict="heard"))
        await both(listener.post(f"{path}/turn", move="go-on"))
    talk_now = (await ada.view(path))["turn"]["talk"]
    assert [move["text"] for move in talk_now if move["text"]] == [
        text for n in range(18) for text in (f"say {n}", f"mirror {n}")
    ]


async def test_many_pages_of_one_person_at_once_lose_no_words(app: Litestar, ada: Phone) -> None:
    """They all write into one journal: whoever is overtaken too often is told so, and keeps the words."""
    slug = shelved(app, "own", write("s"), audience="solo")
    sessions = [await begin(ada, slug) for _ in range(12)]
    paths = [f"{session}/steps/s/completion" for session in sessions]
    forms = [{"text": f"words {n}", "deed": f"at-once-{n:06d}"} for n in range(12)]
    while True:
        answers = await asyncio.gather(*(ada.post(*each) for each in zip(paths, forms, strict=True)))
        for answer, form in zip(answers, forms, strict=True):
            assert answer.status_code == 303 or answer.json()["value"]["text"] == form["text"]
            assert answer.status_code in (303, 409)
        if all(answer.status_code == 303 for answer in answers):
            break
    own = [(await ada.view(session))["own"][0]["mine"]["text"] for session in sessions]
    assert own == [f"words {n}" for n in range(12)]
    assert await unsound(app) == []
