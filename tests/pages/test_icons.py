"""What a browser asks for by itself tells nobody which page it belongs to."""

from __future__ import annotations

import shutil
import zlib
from struct import unpack_from

import httpx
import pytest
from litestar import Litestar
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import QUIET
from tests.cast import Phone, begin
from tests.conftest import Listening


async def asked(phone: Phone) -> httpx.Response:
    return await phone.client.get("/favicon.ico")


async def test_there_is_an_icon_the_same_for_everybody(app: Litestar, ada: Phone, ben: Phone) -> None:
    await begin(ada, "sf-scale")
    found, other = await asked(ada), await asked(ben)
    assert (found.status_code, found.headers["content-type"]) == (200, "image/x-icon")
    assert found.content == other.content
    assert "set-cookie" not in found.headers
    assert found.headers["cache-control"] == "public, max-age=86400"
    assert (await ada.client.get("/favicon.png")).status_code == 404


async def test_it_is_a_picture_and_says_nothing(app: Litestar, ada: Phone) -> None:
    raw = (await asked(ada)).content
    assert unpack_from("<HHH", raw) == (0, 1, 1)
    length, start = unpack_from("<II", raw, 14)
    picture = raw[start : start + length]
    assert len(raw) == start + length and picture.startswith(b"\x89PNG\r\n\x1a\n")
    size = unpack_from(">I", picture, 33)[0]
    rows = zlib.decompress(picture[41 : 41 + size])
    assert len(rows) == 32 * (1 + 32 * 4)
    assert len(set(rows[1:].split(b"\0"))) > 1
    assert b"uologue" not in raw


@pytest.mark.browser
def test_a_browser_can_draw_it(listening: Listening) -> None:
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page()
        page.goto(f"{listening.address}/help")
        drawn = page.evaluate(
            "async () => { const icon = new Image(); icon.src = '/favicon.ico'; await icon.decode();"
            " return [icon.naturalWidth, icon.naturalHeight]; }"
        )
        browser.close()
    assert drawn == [32, 32]
