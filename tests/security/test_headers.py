"""What every answer carries: pages, errors, files, streams, and what no route answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace

from server.app import create_app
from server.security.headers import POLICY
from server.settings import Settings
from tests.cast import Phone, begin, deed
from tests.privacy.wire import FRAGMENT, JSON, PAGE, Wire
from tests.security.test_faults import broken, every_handler, failing, failing_later

FORMS = (JSON, PAGE, FRAGMENT)
EXPECTED = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex",
}
OFF = {"camera", "geolocation", "microphone", "payment", "usb", "display-capture", "clipboard-read", "midi"}
NEVER = ("x-powered-by", "server", "access-control-allow-origin")


PAGES_FOR_ALL = ("argued", "help", "offline", "cover", "manifest.webmanifest", "sw.js")
FOR_ALL = {
    **{f"/{page}": "cache-control private, no-cache" for page in PAGES_FOR_ALL},
    "/favicon.ico": "cache-control public, max-age=86400",
}
"""Addresses whose answer holds no one's words, and how a browser may keep it."""


def lacks(found: tuple[tuple[str, str], ...], *, kept: bool = False) -> list[str]:
    """What is wrong with the headers of an answer."""
    names = [name.lower() for name, _ in found]
    given = {name.lower(): value for name, value in found}
    wrong = [name for name, value in EXPECTED.items() if given.get(name) != value]
    wrong += [name for name in EXPECTED if names.count(name) > 1] + [name for name in NEVER if name in given]
    allowed = dict(part.split("=", 1) for part in given.get("permissions-policy", "").split(", ") if part)
    wrong += [f"permission {name}" for name in OFF if allowed.get(name) != "()"]
    stored = "public, max-age=31536000, immutable" if kept else "no-store"
    if stored not in given.get("cache-control", ""):
        wrong.append(f"cache-control {given.get('cache-control')}")
    return wrong


def test_what_is_missing_would_be_noticed() -> None:
    assert len(lacks(())) == len(EXPECTED) + len(OFF) + 1


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    rules = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert rules.pop("default-src") == "'none'"
    assert {*rules.values()} == {"'self'", "'none'"}
    assert [rules[name] for name in ("frame-ancestors", "base-uri", "form-action")] == [
        "'none'",
        "'none'",
        "'self'",
    ]


async def test_every_address_answers_with_them_in_every_form(app: Litestar, ada: Phone) -> None:
    await begin(ada, "sf-scale")
    seen = set()
    for known in (False, True):
        for method, path, _ in every_handler(app):
            wire = Wire(app, "Ada")
            wire.cookies.update(ada.client.cookies if known else {})
            for form in FORMS:
                fields = {"deed": deed()}
                ask = wire.get(path, form) if method == "GET" else wire._send(method, path, fields, form)
                found = await ask
                wrong = [each for each in lacks(found.headers) if each != FOR_ALL.get(path)]
                assert not wrong, (method, path, found.status, wrong)
                seen.add(found.status)
    assert seen >= {200, 303, 401, 404, 422}


@pytest.mark.parametrize("form", FORMS)
async def test_errors_carry_them_too(app: Litestar, form: str) -> None:
    wire = Wire(app, "Ada")
    found = {
        404: await wire.get("/nowhere", form),
        405: await wire._send("DELETE", "/join", {}, form),
        413: await wire._send("POST", "/joins", {"name": "x" * 70_000}, form),
        415: await wire._ask("POST", "/joins", b"x", ((b"content-type", b"text/csv"),)),
        400: await wire._ask("POST", "/joins", b"{", ((b"content-type", b"application/json"),)),
        403: await wire._ask("POST", "/joins", b"", ((b"sec-fetch-site", b"cross-site"),)),
    }
    for method, path, handler in every_handler(app)[:1]:
        with broken(handler, failing if handler.has_sync_callable else failing_later):
            found[500] = (
                await wire._send(method, path, {}, form) if method != "GET" else await wire.get(path, form)
            )
    for status, answer in found.items():
        assert (answer.status, lacks(answer.headers)) == (status, [])


async def test_files_are_kept_for_ever_and_streams_never(app: Litestar, ada: Phone) -> None:
    wire = Wire(app, "Ada")
    page = (await wire.get("/", PAGE)).body.decode()
    files = set(re.findall(r"(?:/|&#x2f;)static(?:/|&#x2f;)([\w.-]+)", page))
    assert len(files) > 2
    for name in files:
        found = await wire.get(f"/static/{name}")
        assert (found.status, lacks(found.headers, kept=True)) == (200, [])
    session = await begin(ada, "sf-scale")
    wire.cookies.update(ada.client.cookies)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    await app(wire.scope("GET", f"{session}/stream", ()), receive, send)
    found_headers = tuple((name.decode(), value.decode()) for name, value in sent[0]["headers"])
    assert (sent[0]["status"], lacks(found_headers)) == (200, [])
    assert dict(found_headers)["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize("secure", [False, True])
async def test_only_https_is_promised_for_later(settings: Settings, secure: bool) -> None:
    origin = "https://two.example" if secure else settings.origin
    app = create_app(replace(settings, origin=origin))
    async with app.lifespan():
        for path in ("/", "/nowhere", "/health"):
            given = dict((await Wire(app, "Ada").get(path)).headers)
            expected = "max-age=63072000; includeSubDomains" if secure else None
            assert given.get("strict-transport-security") == expected


async def test_the_api_is_described_as_data_and_no_page_asks_elsewhere_for_scripts(app: Litestar) -> None:
    wire = Wire(app, "Ada")
    found = await wire.get("/openapi.json", PAGE)
    assert dict(found.headers)["content-type"].startswith("application/")
    assert b"<script" not in found.body
    for name in (
        "",
        "swagger",
        "redoc",
        "scalar",
        "elements",
        "rapidoc",
        "openapi.json",
        "openapi.yaml",
        "oauth2-redirect.html",
    ):
        for folder in ("/schema", "/docs", "/openapi.json"):
            if (path := f"{folder}/{name}".rstrip("/")) != "/openapi.json":
                found = await wire.get(path, PAGE)
                kind = dict(found.headers)["content-type"]
                assert found.status == 404 or kind.startswith("application/vnd.oai.openapi"), path
