"""The API's document is valid, says what each address gives and takes, and the answers are what it says."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from litestar import Litestar
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from server.render.api import CALLS
from server.render.view import View
from tests.cast import SAME, Phone, begin, couple, finish, invite
from tests.privacy.test_dump import recovery
from tests.privacy.test_view_fields import every

Document = dict[str, Any]
PAGES = (
    *("/begin", "/exercises/for/sleep"),
    *("/today", "/together", "/journal", "/exercises", "/exercises/co-floor", "/exercises/co-floor/sheet"),
    *("/you", "/you/unlocks", "/join", "/help", "/argued", "/cover", "/trust", "/sign-in", "/more"),
    *("/offline", "/sessions/none"),
)


class Recording(httpx.AsyncBaseTransport):
    """The way to the app, which keeps what was asked and answered."""

    def __init__(self, app: Any) -> None:
        self._inner = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.kept: list[tuple[httpx.Request, httpx.Response]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        await answer.aread()
        self.kept.append((request, answer))
        return answer


@pytest.fixture
async def document(app: Litestar, ada: Phone) -> Document:
    """The document as it is served."""
    found: Document = (await ada.get("/openapi.json")).json()
    return found


@pytest.fixture
async def kept(app: Litestar) -> AsyncIterator[list[tuple[httpx.Request, httpx.Response]]]:
    """Everything that was said on an evening with many detours."""
    way = Recording(app)
    clients = [
        httpx.AsyncClient(transport=way, base_url="http://localhost:8000", headers=SAME) for _ in range(2)
    ]
    await evening(Phone(clients[0], "Ada"), Phone(clients[1], "Ben"))
    yield way.kept
    for client in clients:
        await client.aclose()


async def evening(ada: Phone, ben: Phone) -> None:
    """Every kind of step and rule, alone and for two; the other pages; and a few things that do not go."""
    await ada.get("/")
    for slug in ("gm-know-my-world", "cf-pause-deal", "co-floor", "at-needs"):
        session = await couple(ada, ben, slug)
        await ben.post(f"{session}/pause", kind="break", minutes="20")
        await ada.post(f"{session}/readiness")
        await ada.post(f"{session}/departure", way="nowhere")
        session = await couple(ada, ben, slug)
        await finish((ada, ben), session)
    for slug in ("cbt-thought-record", "jo-express", "sf-scale", "mbi-three-step"):
        await finish((ada,), await begin(ada, slug))
    session = await begin(ada, "gm-appreciations", partner=True)
    step = f"{session}/steps/three"
    await ada.put(f"{step}/draft", {"item": ["a", "b"]})
    await ada.post(f"{step}/completion", item="x" * 900)
    await ada.post(f"{step}/choice", show="yes")
    await ada.post(f"{step}/withdrawal")
    await ada.post(f"{session}/invitation", name="")
    way = await invite(ada, session)
    await ada.post(f"{session}/invitation/extension")
    await ben.post("/joins", code="0000 0000", name="Ben")
    knock = (await ben.post("/joins", code=way["code"], name="Ben")).headers["location"]
    await ben.get(knock)
    await ada.post(f"{session}/admission", knock=knock.rpartition("/")[2], admit="no")
    for page in PAGES:
        await ada.get(page)
    four = {"wish": "calm", "other": "wont", "weight": "weeks", "signs": ["afraid", "none"]}
    for fields in (four, {**four, "wish": ""}):
        await ada.client.post("/begin", data=fields, headers={"accept": "application/json"})
    await ada.get((await ada.post("/argued", {"for": "20", "zone": "60"})).headers["location"])
    await ada.get(f"{session}/departure")
    await ada.get("/packs/first-talk")
    await ada.post("/packs/first-talk/following")
    await ada.get("/packs/first-talk/place")
    await ada.get("/today")
    await ada.post("/packs/first-talk/place", way="rest")
    await ada.post("/packs/first-talk/place", way="set-aside", exercise="mbi-listen")
    await ada.get("/journal")
    await ada.post("/more", stop="yes")
    await ada.post("/you/look", theme="night", quiet="yes")
    await ada.post("/language", language="en", to="/you")
    words = await recovery(ada)
    await ada.post("/sign-ins", words=words)
    await ada.post("/sign-out", anyway="yes")
    await ada.post("/sign-ins", words=words)
    await ada.post("/exit")


def test_it_is_a_valid_document(document: Document) -> None:
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_a_broken_document_is_not_valid(document: Document) -> None:
    document["paths"]["/today"]["get"]["responses"]["200"].pop("description")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) != []


def test_every_address_and_every_view_stands_in_it(document: Document) -> None:
    told = {(method, path) for path, item in document["paths"].items() for method in item}
    assert told - set(CALLS) == {("get", "/health"), ("get", "/static/{name}")}
    assert set(CALLS) - told == set()
    shown = {kind for call in CALLS.values() for kind in (*call.gives, *call.again)}
    assert {kind.__name__ for kind in set(every(View)) - shown} == {"ErrorView"}, "errors are problem+json"
    fields = {
        name: set(schema["properties"])
        for name, schema in document["components"]["schemas"].items()
        if "properties" in schema
    }
    assert all(fields[kind.__name__] == set(kind.__struct_fields__) for kind in shown)


def test_every_answer_and_every_body_is_what_the_document_says(
    document: Document, kept: list[tuple[httpx.Request, httpx.Response]]
) -> None:
    wrong, seen = [], set()
    for request, answer in kept:
        method, path = request.method.lower(), place(document, request.url.path)
        seen.add((method, path))
        wrong += [f"{method} {path}: {flaw}" for flaw in wrong_with(document, method, path, request, answer)]
    assert wrong == []
    streams = {("get", path) for (method, path), call in CALLS.items() if call.stream}
    assert seen >= set(CALLS) - streams
    assert len(kept) > 300


def wrong_with(
    document: Document, method: str, path: str, request: httpx.Request, answer: httpx.Response
) -> list[str]:
    """What is wrong with an answer, and with the body of what was done, by the document."""
    told = document["paths"][path][method]
    status = str(answer.status_code) if str(answer.status_code) in told["responses"] else "default"
    content = told["responses"][status].get("content", {})
    kind = answer.headers.get("content-type", "").partition(";")[0]
    found = []
    if kind in content:
        found += flaws(document, content[kind]["schema"], answer.json())
    elif answer.content:
        found.append(f"{status} with {kind}")
    if "requestBody" in told and answer.status_code in (200, 204, 303):
        sent = parse_qs(request.content.decode(), keep_blank_values=True)
        form = {name: texts[0] if len(texts) == 1 else texts for name, texts in sent.items()}
        (schema, *_) = told["requestBody"]["content"].values()
        found += flaws(document, schema["schema"], form)
    return found


def test_an_answer_that_lacks_a_field_is_not_what_it_says(document: Document) -> None:
    schema = {"$ref": "#/components/schemas/CoverView"}
    assert flaws(document, schema, {"date": "today", "deed": "deed"}) == []
    assert flaws(document, schema, {}) != []
    assert flaws(document, {"$ref": "#/components/schemas/Step"}, {"kind": "none"}) != []


def place(document: Document, path: str) -> str:
    """The address in the document that a path is of: the plainest one that fits."""
    for told in sorted(document["paths"], key=lambda each: each.count("{")):
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", told), path):
            return str(told)
    raise AssertionError(path)


def flaws(document: Document, schema: Document, value: Any) -> list[str]:
    """What is wrong with a value by its schema."""
    checker = OAS31Validator({**schema, "components": document["components"]})
    return [f"{error.json_path}: {error.message[:200]}" for error in checker.iter_errors(value)]
