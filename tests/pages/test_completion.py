"""Answering a step: who sees it and when, what may still be changed, and what is never lost."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar

from tests.cast import Phone, begin, couple, hand
from tests.races.evening import shelved, words, write

CHOICE = {
    "id": "which",
    "kind": "choice",
    "reveal": "shared",
    "options": [{"id": "now", "label": "Now"}, {"id": "later", "label": "Later"}],
}
WHEN = {"id": "time", "kind": "write", "reveal": "shared", "when": {"step": "which", "is": ["later"]}}


async def said(phone: Phone, session: str, step: str, **fields: Any) -> int:
    return (await phone.post(f"{session}/steps/{step}/completion", fields)).status_code


async def opened(phone: Phone, session: str) -> list[str]:
    return [kept["step"]["id"] for kept in (await phone.view(session))["opened"]]


async def test_together_opens_when_both_are_complete(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, shelved(app, "e", write("t", "together")))
    assert await said(ada, session, "t", text="ada's") == 303
    view = await ben.view(session)
    assert (view["stage"], view["theirs"], view["partner"]["done"]) == ("ask", None, True)
    assert (await ada.view(session))["stage"] == "wait"
    assert await said(ben, session, "t", text="ben's") == 303
    for phone, theirs in ((ada, "ben's"), (ben, "ada's")):
        view = await phone.view(session)
        assert (view["stage"], view["theirs"]["text"]) == ("shown", theirs)
        assert await said(phone, session, "t", move="read-on") == 303
        assert await opened(phone, session) == ["t"]


async def test_shared_opens_when_its_author_is_done(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, shelved(app, "e", write("s", "shared")))
    assert await words(ben, session, "s") == ("", "")
    await said(ada, session, "s", text="ada's")
    assert await words(ben, session, "s") == ("", "ada's")
    assert await words(ada, session, "s") == ("ada's", "")


async def test_private_opens_to_nobody(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, shelved(app, "e", write("p"), write("s", "shared")))
    await said(ada, session, "p", text="only-mine")
    await said(ada, session, "s", text="ours")
    for path in (session, f"{session}/steps/p"):
        page = await ben.get(path)
        assert "only-mine" not in page.text
        if page.status_code == 200:
            assert (page.json()["theirs"], page.json()["partner"]["done"]) == (None, None)
    await said(ben, session, "p", text="ben's")
    assert await words(ben, session, "s") == ("", "ours"), "what is shared does come through"
    for phone in (ada, ben):
        if phone is ben:
            await said(ben, session, "s", text="too")
        await said(phone, session, "s", move="read-on")
    assert "only-mine" not in (await ben.get(session)).text
    assert "only-mine" in (await ada.get(session)).text


@pytest.mark.parametrize(("hers", "his"), [("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")])
async def test_chosen_opens_if_both_show_and_else_says_no_name(
    app: Litestar, ada: Phone, ben: Phone, hers: str, his: str
) -> None:
    session = await couple(ada, ben, shelved(app, "e", write("c", "chosen")))
    assert await said(ada, session, "c", text="ada's", show=hers) == 303
    assert await words(ben, session, "c") == ("", "")
    assert await said(ben, session, "c", text="ben's", show=his) == 303
    both = hers == his == "yes"
    assert await words(ada, session, "c") == ("ada's", "ben's" if both else "")
    assert await words(ben, session, "c") == ("ben's", "ada's" if both else "")
    views = [await phone.view(f"{session}/steps/c") for phone in (ada, ben)]
    assert [view["closed"] for view in views] == [not both] * 2
    for view in views:
        assert view["partner"]["done"]


async def test_to_show_or_to_keep_must_be_said_and_may_be_changed_until_it_opens(
    app: Litestar, ada: Phone, ben: Phone
) -> None:
    session = await couple(ada, ben, shelved(app, "e", write("c", "chosen")))
    unsaid = await ada.post(f"{session}/steps/c/completion", text="ada's")
    assert unsaid.status_code == 422
    assert (unsaid.json()["value"]["text"], unsaid.json()["flaws"][0]["field"]) == ("ada's", "show")
    await said(ada, session, "c", text="ada's", show="no")
    await said(ben, session, "c", text="ben's", show="yes")
    assert (await ada.post(f"{session}/steps/c/choice", show="yes")).status_code == 303
    assert await words(ben, session, "c") == ("ben's", "ada's")
    assert (await ada.post(f"{session}/steps/c/choice", show="no")).status_code == 409


async def test_an_answer_may_be_changed_until_it_opens(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, shelved(app, "e", write("t", "together")))
    for text in ("first", "second"):
        assert await said(ada, session, "t", text=text) == 303
    await said(ben, session, "t", text="ben's")
    assert await words(ben, session, "t") == ("ben's", "second")
    late = await ada.post(f"{session}/steps/t/completion", text="third")
    assert late.status_code == 409
    assert late.json()["value"]["text"] == "third"
    assert late.json()["notice"]
    assert (late.json()["mine"]["text"], late.json()["theirs"]["text"]) == ("second", "ben's")
    assert await words(ben, session, "t") == ("ben's", "second")


async def test_a_step_out_of_turn_keeps_the_words_and_shows_where_one_is(
    app: Litestar, ada: Phone, ben: Phone
) -> None:
    session = await couple(ada, ben, shelved(app, "e", write("t", "together"), write("u", "together")))
    early = await ada.post(f"{session}/steps/u/completion", text="too early")
    assert early.status_code == 409
    assert early.json()["value"]["text"] == "too early"
    assert early.json()["notice"]
    assert (await ada.view(session))["step"]["id"] == "t"
    assert (await ada.get(f"{session}/steps/u")).headers["location"] == session


async def test_a_tab_that_is_behind_is_told_and_keeps_its_words(
    app: Litestar, ada: Phone, ben: Phone
) -> None:
    """Both tabs show the step; one goes on and reads on, then the other saves."""
    session = await couple(ada, ben, shelved(app, "e", write("t", "together"), write("u", "together")))
    await said(ada, session, "t", text="one tab")
    await said(ben, session, "t", text="ben's")
    await said(ada, session, "t", move="read-on")
    behind = await ada.post(f"{session}/steps/t/completion", text="other tab")
    assert behind.status_code == 409
    assert behind.json()["value"]["text"] == "other tab"
    assert behind.json()["next"] == "u"


async def test_an_unopened_answer_can_be_taken_back(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, shelved(app, "e", write("t", "together")))
    await said(ada, session, "t", text="ada's")
    assert (await ada.post(f"{session}/steps/t/withdrawal")).status_code == 303
    view = await ada.view(session)
    assert (view["stage"], view["mine"]) == ("ask", None)
    assert (await ben.view(session))["partner"]["done"] is False
    await said(ben, session, "t", text="ben's")
    assert await words(ben, session, "t") == ("ben's", "")
    assert (await ben.post(f"{session}/steps/t/withdrawal")).status_code == 303


async def test_a_step_that_does_not_apply_is_passed_by(app: Litestar, ada: Phone, ben: Phone) -> None:
    session = await couple(ada, ben, shelved(app, "e", CHOICE, WHEN, write("end", "shared")))
    for phone, pick, after in ((ada, "now", "end"), (ben, "later", "time")):
        await said(phone, session, "which", pick=pick)
        await said(phone, session, "which", move="read-on")
        assert (await phone.view(session))["step"]["id"] == after


async def test_own_earlier_words_are_quoted_above_the_field(app: Litestar, ada: Phone, ben: Phone) -> None:
    quoting = {**write("q", "together"), "quotes": ["p"]}
    session = await couple(ada, ben, shelved(app, "e", write("p"), quoting))
    for phone in (ada, ben):
        await said(phone, session, "p", text=f"{phone.name} said")
    for phone in (ada, ben):
        quoted = (await phone.view(session))["quoted"]
        assert [line["text"] for quote in quoted for line in quote["lines"]] == [f"{phone.name} said"]


async def test_every_bad_field_is_named_and_every_word_kept(ada: Phone) -> None:
    session = await begin(ada, "cbt-thought-record")
    for _ in range(12):
        view = await ada.view(session)
        if "step" not in view or view["step"]["kind"] == "table":
            break
        await said(ada, session, view["step"]["id"], **hand(view["step"], "words"))
    step = view["step"]
    columns = {column["id"]: column["kind"] for column in step["columns"]}
    long = {f"{id}-1": "x" * 5000 if kind == "text" else "99" for id, kind in columns.items()}
    answer = await ada.post(f"{session}/steps/{step['id']}/completion", long)
    seen = [flaw["field"] for flaw in answer.json()["flaws"]]
    assert answer.status_code == 422
    assert set(long) <= set(seen)
    assert {name: answer.json()["value"][name] for name in long} == long
    assert answer.json()["stage"] == "ask"


async def test_a_session_of_ones_own_goes_on_at_the_same_step_anywhere(app: Litestar, ada: Phone) -> None:
    session = await begin(ada, shelved(app, "e", write("a"), write("b"), audience="solo"))
    await said(ada, session, "a", text="first")
    other = Phone.of(app, "Ada's other browser")
    other.client.cookies.update(ada.client.cookies)
    assert (await other.view(session))["step"]["id"] == "b"
    assert await said(other, session, "b", text="second") == 303
    own = [kept["mine"]["text"] for kept in (await ada.view(session))["own"]]
    assert own == ["first", "second"]
    await other.close()
