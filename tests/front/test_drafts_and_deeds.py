"""What Ada types is never lost, and what she sends is done once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.front.stage import Play

pytestmark = pytest.mark.browser
SAVED = "[data-save]"


def _deeds(play: Play) -> list[str]:
    return [found[1] for body in play.of("POST", "/take") if (found := re.search(r"deed=(\w+)", body))]


def test_a_draft_is_there_again_and_the_server_has_it_too(page: Page, play: Play) -> None:
    page.goto("/form")
    page.fill("#f-text", "my first words")
    expect(page.locator(SAVED)).to_have_text("Saved")
    assert "text=my+first+words" in play.of("PUT", "/draft")[-1]
    page.goto("/form")
    expect(page.locator("#f-text")).to_have_value("my first words")
    expect(page.locator(SAVED)).to_have_text("We kept what you wrote earlier.")


def test_another_person_on_this_phone_is_not_shown_it(page: Page, play: Play) -> None:
    page.goto("/form")
    page.fill("#f-text", "only for Ada")
    expect(page.locator(SAVED)).to_have_text("Saved")
    page.route("**/form", lambda route: _as(route, "ben"))
    page.goto("/form")
    expect(page.locator("html")).to_have_attribute("data-owner", "ben")
    page.wait_for_timeout(300)
    expect(page.locator("#f-text")).to_have_value("")
    page.unroute("**/form")
    page.goto("/form")
    expect(page.locator("#f-text")).to_have_value("only for Ada")


def _as(route: Route, owner: str) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('data-owner="ada"', f'data-owner="{owner}"'))


def test_the_draft_lies_sealed_in_the_browser_and_the_key_does_not(page: Page, play: Play) -> None:
    page.goto("/form")
    page.fill("#f-text", "canary")
    expect(page.locator(SAVED)).to_have_text("Saved")
    names, drafts = page.evaluate(
        """() => new Promise(yes => { const open = indexedDB.open('duologue'); open.onsuccess = () => {
        const names = [...open.result.objectStoreNames];
        const all = open.result.transaction(names).objectStore('drafts').getAll();
        const read = each => [Object.keys(each).sort().join(), new TextDecoder('latin1').decode(each.data)];
        all.onsuccess = () => { open.result.close(); yes([names, all.result.map(read)]); }; }; })"""
    )
    assert names == ["drafts"]
    ((fields, sealed),) = drafts
    assert fields == "data,iv,there"
    assert "canary" not in sealed
    assert len(sealed) > len("canary")


def test_words_the_server_knows_are_not_overwritten_by_old_ones(page: Page, play: Play) -> None:
    page.goto("/form")
    page.fill("#f-text", "old, on this phone")
    expect(page.locator(SAVED)).to_have_text("Saved")
    play.context["text"] = "new, from another phone"
    page.goto("/form")
    page.wait_for_timeout(300)
    expect(page.locator("#f-text")).to_have_value("new, from another phone")


def test_what_was_typed_after_the_last_server_draft_comes_back(page: Page, play: Play) -> None:
    page.goto("/form")
    page.fill("#f-text", "one")
    expect(page.locator(SAVED)).to_have_text("Saved")
    page.fill("#f-text", "one two three")
    page.wait_for_timeout(500)
    assert "one+two" not in play.of("PUT", "/draft")[-1]
    play.context["text"] = "one"
    page.route("**/draft", lambda route: route.abort())  # nothing gets out when the page goes
    page.goto("/form")
    expect(page.locator("#f-text")).to_have_value("one two three")


def test_three_taps_send_once_and_the_draft_goes(page: Page, play: Play) -> None:
    page.goto("/form")
    page.fill("#f-text", "once")
    page.evaluate(
        "() => { const form = document.forms[1]; for (let i = 0; i < 3; i++) form.requestSubmit(); }"
    )
    page.wait_for_url("**/done")
    assert len(_deeds(play)) == 1
    assert re.fullmatch(r"[0-7][0-9a-hjkmnp-tv-z]{25}", _deeds(play)[0])
    page.goto("/form")
    page.wait_for_timeout(300)
    expect(page.locator("#f-text")).to_have_value("")


def test_each_submit_is_a_deed_of_its_own(page: Page, play: Play) -> None:
    for _ in range(2):
        page.goto("/form")
        page.fill("#f-text", "the same words")
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url("**/done")
    assert len(set(_deeds(play))) == 2


def test_after_a_lost_answer_the_same_form_is_the_same_deed(page: Page, play: Play) -> None:
    page.goto("/form")
    page.fill("#f-text", "did it arrive")
    play.takes[:] = ["lost"] * 8  # the browser itself tries again, too
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(SAVED)).to_have_text("Waiting for network. Your words are kept on this phone.")
    expect(page.locator("#f-text")).to_have_value("did it arrive")
    page.wait_for_timeout(900)
    play.takes.clear()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/done")
    assert len(set(_deeds(play))) == 1


def test_a_changed_form_is_another_deed(page: Page, play: Play) -> None:
    page.goto("/form")
    page.fill("#f-text", "first")
    play.takes[:] = ["full"]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(SAVED)).to_contain_text("Not sent yet.")
    page.wait_for_timeout(900)
    page.fill("#f-text", "second")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/done")
    assert len(set(_deeds(play))) == 2


def test_without_network_the_page_stays_and_says_so(page: Page, play: Play) -> None:
    page.goto("/form")
    page.context.set_offline(True)
    page.fill("#f-text", "in a tunnel")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(SAVED)).to_contain_text("Waiting for network.")
    expect(page.locator("#say")).to_contain_text("Waiting for network.")
    page.context.set_offline(False)
    page.wait_for_timeout(900)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/done")
    assert "text=in+a+tunnel" in play.of("POST", "/take")[-1]


def test_what_is_wrong_is_read_out_first_and_leads_to_the_field(page: Page, play: Play) -> None:
    page.goto("/form")
    play.takes[:] = ["refused"]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#problem")).to_be_focused()
    expect(page).to_have_title("Error: Form")
    page.click("#problem a")
    expect(page.locator("#f-text")).to_be_focused()
    expect(page.locator("#f-text")).to_have_attribute("aria-invalid", "true")
    page.wait_for_timeout(900)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/done")
