"""Coming from elsewhere: a link in a message, a bookmark, a camera; with cookies and without."""

from __future__ import annotations

import pytest

from tests.pages.browser import Browser
from tests.pages.hands import invited, joins, through_the_gate

SITES = ["cross-site", "same-site", "none", "same-origin"]
OPEN = [
    "/",
    "/join",
    "/begin",
    "/exercises",
    "/exercises/for/thanks",
    "/exercises/sf-scale",
    "/exercises/gm-appreciations/sheet",
    "/help",
    "/argued",
    "/trust",
    "/cover",
]
OWN = ["/today", "/together", "/journal", "/you", "/you/unlocks"]


async def at_home(browser: Browser) -> str:
    """A session of one's own; gives the address of its step."""
    page = await browser.open("/")
    return (await browser.press(page.form("sessions"))).path


@pytest.mark.parametrize("site", SITES)
async def test_a_newcomer_gets_every_open_page_and_no_cookie(ben_reads: Browser, site: str) -> None:
    for path in OPEN:
        page = await ben_reads.open(path, site)
        assert (page.status, page.path) == (200, path)
    assert not ben_reads.client.cookies


@pytest.mark.parametrize("site", SITES)
async def test_whoever_was_here_before_goes_on(ada_reads: Browser, site: str) -> None:
    step = await at_home(ada_reads)
    before = dict(ada_reads.client.cookies)
    for path in (*OPEN[1:], *OWN, step, step.partition("/steps")[0]):
        page = await ada_reads.open(path, site)
        assert page.status == 200
    assert (await ada_reads.open("/", site)).path == "/today"
    assert dict(ada_reads.client.cookies) == before


@pytest.mark.parametrize("site", SITES)
async def test_without_cookies_what_is_ones_own_leads_to_the_first_page(
    ada_reads: Browser, ben_reads: Browser, site: str
) -> None:
    step = await at_home(ada_reads)
    for path in (*OWN, step, step.partition("/steps")[0], "/joins/00000000000000000000000000"):
        page = await ben_reads.open(path, site)
        assert (page.status, page.path) == (200, "/")
    assert not ben_reads.client.cookies


async def test_a_scanned_link_is_followed_to_the_first_step(ada_reads: Browser, ben_reads: Browser) -> None:
    """The camera opens the address; what is then sent comes from our own page."""
    session, _, link = await invited(ada_reads, "gm-appreciations")
    page = await ben_reads.open(link.partition("#")[0].removeprefix("http://localhost:8000"), "cross-site")
    assert page.form("joins").asks.keys() == {"name", "code", "link"}
    assert not ben_reads.client.cookies
    assert (await joins(ben_reads, link=link)).path == f"{session}/gate"
    await through_the_gate(session, ada_reads, ben_reads)
    assert (await ben_reads.open(session)).path == f"{session}/steps/three"
    assert ben_reads.client.cookies


async def test_a_form_on_another_site_is_refused_with_cookies_and_without(
    ada_reads: Browser, ben_reads: Browser
) -> None:
    step = await at_home(ada_reads)
    for browser in (ada_reads, ben_reads):
        for path in (f"{step}/completion", "/sessions", "/exit", "/joins"):
            answer = await browser.client.post(
                path, data={"text": "x"}, headers={"sec-fetch-site": "cross-site"}
            )
            assert answer.status_code == 403
    assert (await ada_reads.open(step)).status == 200


async def test_an_address_of_a_step_not_reached_leads_to_where_one_is(ada_reads: Browser) -> None:
    page = await ada_reads.open("/exercises/cbt-thought-record")
    first = (await ada_reads.press(page.form("sessions"))).path
    for step in ("next", "belief"):
        assert (await ada_reads.open(first.replace("situation", step), "cross-site")).path == first
    assert (await ada_reads.open(first.replace("situation", "no-such-step"))).status == 404
