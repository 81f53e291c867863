"""Whatever is sent: an answer in our own voice that says what to do, never a 500, and nothing lost."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from litestar import Litestar

from tests.cast import Phone, begin, couple, deed
from tests.races.evening import shelved, write

FORM = "application/x-www-form-urlencoded"
BIG = 64 * 1024


@pytest.fixture
async def path(app: Litestar, ada: Phone, ben: Phone) -> str:
    """Where Ada's first answer goes."""
    return f"{await couple(ada, ben, shelved(app, 'e', write('t', 'together')))}/steps/t/completion"


async def sends(phone: Phone, path: str, body: Any, type: str, *, page: bool = False) -> httpx.Response:
    headers = {"content-type": type, "accept": "text/html" if page else "application/json"}
    return await phone.client.post(path, content=body, headers=headers)


def in_our_voice(answer: httpx.Response, status: int, *, page: bool = False, head: bool = False) -> None:
    """A page with a heading and a way on, or problem+json; both with every header."""
    assert answer.status_code == status, answer.text[:300]
    if head:
        assert answer.text == ""
    elif page:
        assert answer.headers["content-type"].startswith("text/html")
        assert "<h1" in answer.text and 'href="/"' in answer.text
    else:
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert (problem["status"], bool(problem["title"]), bool(problem["detail"])) == (status, True, True)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("page", [False, True])
async def test_a_body_over_64_kib_is_refused_whole_or_in_pieces(ada: Phone, path: str, page: bool) -> None:
    start = f"deed={deed()}&text=".encode()
    fits = start + b"x" * (BIG - len(start))
    assert (await sends(ada, path, fits, FORM)).status_code == 422, (
        "it was read, and is too long for the field"
    )
    in_our_voice(await sends(ada, path, fits + b"x", FORM, page=page), 413, page=page)

    async def pieces() -> AsyncIterator[bytes]:
        yield start
        for _ in range(70):
            yield b"x" * 1024

    in_our_voice(await sends(ada, path, pieces(), FORM, page=page), 413, page=page)
    in_our_voice(await sends(ada, path, json.dumps({"text": "x" * BIG}), "application/json"), 413)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'"text"', b"7", b"\xff\xfe", b'{"text": "\xff"}', b'{"text": NaN}',
        b'{"text": "\\ud800"}', b'{"text": "a"} and more', b"[" * 30_000, b'{"a":' * 10_000,
        b'{"text":' + b"9" * 5_000 + b"}", b"{" + b",".join(b'"f%d":1' % n for n in range(900)) + b"}",
    ],
)  # fmt: skip
async def test_json_that_is_none_is_a_400(ada: Phone, path: str, body: bytes) -> None:
    in_our_voice(await sends(ada, path, body, "application/json"), 400)


async def test_json_of_wrong_types_names_every_field(ada: Phone, path: str) -> None:
    body = {
        "deed": deed(),
        "text": {"deep": [1]},
        "show": 1.5,
        "base": [["x"]],
        "move": "read-on",
        "on": None,
    }
    answer = await sends(ada, path, json.dumps(body), "application/json")
    in_our_voice(answer, 422)
    assert [flaw["field"] for flaw in answer.json()["flaws"]] == ["text", "show", "base"]
    assert all(flaw["text"] for flaw in answer.json()["flaws"])


async def test_a_field_that_comes_twice_is_not_guessed_at(ada: Phone, path: str) -> None:
    for body, kind in (
        (f'{{"deed": "{deed()}", "text": "one", "text": "two"}}', "application/json"),
        (f"deed={deed()}&text=one&text=two", FORM),
    ):
        answer = await sends(ada, path, body, kind)
        assert answer.status_code == 422
        assert [flaw["field"] for flaw in answer.json()["flaws"]] == ["text"]
    twice = await sends(ada, path, f"deed={deed()}&deed={deed()}&text=one", FORM)
    in_our_voice(twice, 400)
    good = await sends(ada, path, f'{{"deed": "{deed()}", "text": "one"}}', "application/json")
    assert good.status_code == 303


@pytest.mark.parametrize("body", [b"text=%ff", b"text=%ed%a0%80", b"\xff", b"&".join([b"a=1"] * 500)])
async def test_a_form_that_cannot_be_read_is_a_400(ada: Phone, path: str, body: bytes) -> None:
    in_our_voice(await sends(ada, path, body, FORM), 400)


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", "application/xml", "x"])
@pytest.mark.parametrize("page", [False, True])
async def test_another_kind_of_body_is_a_415(ada: Phone, path: str, kind: str, page: bool) -> None:
    in_our_voice(await sends(ada, path, b"--x\r\n\r\ntext\r\n--x--", kind, page=page), 415, page=page)


async def test_a_sign_that_cannot_be_kept_is_named_and_the_words_stay(ada: Phone, path: str) -> None:
    answer = await ada.post(path, text="before\0after")
    assert answer.status_code == 422
    assert (answer.json()["value"]["text"], answer.json()["flaws"][0]["field"]) == ("before\0after", "text")
    odd = "👩‍👩‍👧 \u202eright to left\u202c \ufffe \U0010ffff é"
    assert (await ada.post(path, text=odd)).status_code == 303
    assert (await ada.view(path.removesuffix("/completion")))["mine"]["text"] == odd


@pytest.mark.parametrize("name", ["", "short", "x" * 65, "with space", "sl/ash000", "ümlaut00", "nul\0nul0"])
async def test_a_deed_needs_a_name(ada: Phone, path: str, name: str) -> None:
    in_our_voice(await ada.post(path, text="words", deed=name), 400)
    assert (await ada.view(path.removesuffix("/completion")))["mine"] is None


ODD = [
    "%00",
    "%FF",
    "..%2f..",
    "%F0%9F%8C%BF",
    "'%20or%201=1",
    "-1",
    "x" * 3_000,
    "%E2%80%AE",
    "{id}",
    "a;b=c",
]


@pytest.mark.parametrize("odd", ODD)
async def test_an_address_that_leads_nowhere_is_a_404(ada: Phone, path: str, odd: str) -> None:
    session = path.partition("/steps")[0]
    in_our_voice(await ada.get(f"/exercises/{odd}", page=True), 404, page=True)
    for address in (
        f"/sessions/{odd}", f"{session}/steps/{odd}", f"/joins/{odd}", f"/static/{odd}",
        f"/sessions/{odd}/steps/t",
        f"/exercises/{odd}/sheet", f"/{odd}/{odd}", f"/sessions/{odd}/stream", f"/joins/{odd}/stream",
    ):  # fmt: skip
        in_our_voice(await ada.get(address), 404)
    for address in (f"/sessions/{odd}/pause", f"{session}/steps/{odd}/completion", f"/{odd}"):
        in_our_voice(await ada.post(address, text="x"), 404)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("audience=nobody&aim=%00&approach=x&minutes=-1&words=" + "y" * 5000, 200),
        ("minutes=999999999999", 200), ("minutes=%D9%A3", 200), ("aim=a&aim=b", 200), ("unknown=1", 200),
        ("words=%FF%FE", 200), ("=&&&==", 200), ("audience[]=x", 200),
    ],
)  # fmt: skip
async def test_an_odd_question_to_the_library_finds_less_and_breaks_nothing(
    ada: Phone, query: str, status: int
) -> None:
    assert (await ada.get(f"/exercises?{query}")).status_code == status
    assert (await ada.get(f"/exercises?{query}", page=True)).status_code == status


async def test_a_stream_asked_for_from_nowhere_is_a_400(ada: Phone, path: str) -> None:
    in_our_voice(await ada.get(f"{path.partition('/steps')[0]}/stream?seen=soon"), 400)


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize(
    ("method", "address"),
    [("DELETE", "/sessions"), ("PUT", "/join"), ("POST", "/today"), ("PATCH", "/"), ("GET", "/sessions")],
)
async def test_what_an_address_does_not_do_is_a_405(
    ada: Phone, method: str, address: str, page: bool
) -> None:
    headers = {"accept": "text/html" if page else "application/json"}
    answer = await ada.client.request(method, address, headers=headers)
    in_our_voice(answer, 405, page=page)
    assert answer.headers["allow"]


async def test_looking_at_the_head_alone_says_what_a_page_says_before_its_words(ada: Phone) -> None:
    session = await begin(ada, "sf-scale")
    for address in ("/", "/today", "/join", "/nowhere", "/health", session):
        head, page = await ada.client.head(address), await ada.client.get(address)
        assert (head.status_code, head.text) == (page.status_code, "")
        assert dict(head.headers) == dict(page.headers)
    in_our_voice(await ada.client.head(f"{session}/stream"), 405, head=True)
    options = await ada.client.options("/joins")
    assert (options.status_code, options.text) == (204, "")
    assert "POST" in options.headers["allow"]


@pytest.mark.parametrize("page", [False, True])
async def test_without_a_sign_in_nothing_is_done(cleo: Phone, path: str, page: bool) -> None:
    answer = await cleo.post(path, text="cleo's", page=page)
    in_our_voice(answer, 401, page=page)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "cookies",
    [
        {"signin": "x" * 4000}, {"device": "x"}, {"signin": "", "device": ""}, {"clock": "9" * 5000},
        {"language": "xx-XX", "theme": "pink", "quiet": "maybe", "clock": "soon"}, {"clock": "-99999"},
    ],
)  # fmt: skip
async def test_odd_cookies_are_nobody(ada: Phone, path: str, cookies: dict[str, str]) -> None:
    session = path.partition("/steps")[0]
    kept = dict(ada.client.cookies)
    ada.client.cookies.update(cookies)
    assert (await ada.get(session)).status_code in (303, 401)
    assert (await ada.get("/", page=True)).status_code in (200, 303)
    for name in cookies:
        ada.client.cookies.delete(name)
    ada.client.cookies.update(kept)
    assert (await ada.get(session)).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": ",;q=,xx;q=nan,de;q=-1,*" + ",a" * 500}, {"accept": "*/*;q=x, application/json"},
        {"last-event-id": "1" * 40}, {"hx-request": "true"}, {"content-type": "application/json"},
        {"cookie": "="},
    ],
)  # fmt: skip
async def test_odd_headers_break_nothing(ada: Phone, path: str, headers: dict[str, str]) -> None:
    for address in ("/", "/join", path.removesuffix("/completion")):
        assert (await ada.client.get(address, headers=headers)).status_code < 500
