"""What hands do on plain pages: the next thing on a page, a whole exercise, and coming in by code or link."""

from __future__ import annotations

import html
import re

from tests.pages.browser import Browser, Button, Form, Page

ONWARD = ("gate", "completion", "turn", "verdict", "signature")


def next_thing(page: Page) -> tuple[Form, Button] | None:
    """The form that the page is about; None where there is only waiting."""
    for form in page.forms:
        if form.path in ONWARD and not form.folded and "asides" not in form.classes:
            button = next(each for each in form.buttons if each.sends)
            # A name that stands there already is not taken back, only waited with.
            return None if (button.name, button.value) == ("sign", "no") else (form, button)
    return None


async def one_step(browser: Browser, session: str) -> bool:
    """Look where one is and do what is asked, if anything; whether the last page was reached."""
    page = await browser.open(session)
    assert page.status == 200
    found = next_thing(page)
    if found is not None:
        form, button = found
        done = await browser.press(form, button, form.filled(f"{browser.name}'s words"))
        assert done.status == 200, (form.action, done.words)
    elif "Go on" in page.links:
        await browser.click("Go on")
    return browser.page.path == session


async def finish(session: str, *browsers: Browser) -> None:
    for _ in range(90):
        if all([await one_step(browser, session) for browser in browsers]):
            return
    raise AssertionError([(browser.page.path, browser.page.headings) for browser in browsers])


def session_of(page: Page) -> str:
    found = re.match(r"/sessions/[0-9a-z]{26}", page.path)
    assert found is not None, page.path
    return found[0]


async def invited(browser: Browser, slug: str) -> tuple[str, str, str]:
    """Begin for two by the pages; gives the session, the code and the link as they are shown."""
    await browser.open(f"/exercises/{slug}")
    page = await browser.press(browser.page.form("sessions", **{"with": "partner"}))
    form = page.form("invitation")
    page = await browser.press(form, None, [*deed_in(form), ("name", browser.name)])
    code = re.search(r"\b([0-9A-Z]{4}) ([0-9A-Z]{4})\b", page.words)
    link = re.search(r">(http://[^<]+/join#[^<]+)<", html.unescape(page.text))
    assert code is not None and link is not None
    return session_of(page), code[0], link[1]


def deed_in(form: Form) -> list[tuple[str, str]]:
    return [(name, value) for name, value in form.fields if name == "deed"]


async def joins(browser: Browser, **way: str) -> Page:
    """Fill in the join page."""
    page = await browser.open("/join", "cross-site")
    form = page.form("joins")
    fields = {**dict(form.fields), "name": browser.name, **way}
    return await browser.press(form, None, list(fields.items()))


async def let_in_by_code(ada: Browser, ben: Browser, slug: str) -> str:
    session, code, _ = await invited(ada, slug)
    door = await joins(ben, code=code)
    assert "three pictures" in door.words
    page = await ada.open(f"{session}/invitation")
    assert "Ben would like to come in" in page.words
    form = page.form("admission")
    await ada.press(form, next(button for button in form.buttons if button.value == "yes"))
    assert (await ben.click("Look again")).path.startswith(session)
    await through_the_gate(session, ada, ben)
    return session


async def through_the_gate(session: str, *browsers: Browser) -> None:
    """Nothing speaks against joint work today."""
    for browser in browsers:
        page = browser.page if browser.page.path == f"{session}/gate" else await browser.open(session)
        if page.path == f"{session}/gate" and (found := next_thing(page)) is not None:
            await browser.press(*found, found[0].filled("words"))
