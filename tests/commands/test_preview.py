"""`duologue preview`: both seats of one exercise in a browser, read anew with every look, nothing kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.__main__ import main
from server.commands.preview import Preview, panes
from tests.house import ROOT
from tests.pages.browser import Page
from tests.serving import free_port

MAP = "couples/intimacy/in-touch-map.toml"
SORE = "couples/emotion-focused/eft-sore-spots.toml"
LINE = "When I am laughed at."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "exercises", tmp_path / "exercises"))


class Desk:
    """An author's browser."""

    def __init__(self, file: Path) -> None:
        app: Any = Preview(panes(file), 8001)
        transport = httpx.ASGITransport(app=app)
        self.client = httpx.AsyncClient(
            transport=transport, base_url="http://localhost:8001", follow_redirects=True
        )

    async def looks(self, path: str = "/") -> str:
        answer = await self.client.get(path)
        assert answer.status_code == 200, (path, answer.text)
        return answer.text

    async def stands(self, name: str) -> str:
        answer = await self.client.get(f"/sessions/{name}")
        return str(answer.url.path).rpartition("/")[2]

    async def fills(self, name: str, **fields: str) -> httpx.Response:
        """Send the main form of the page this seat is on, as it stands there, with these fields."""
        page = Page(await self.client.get(f"/sessions/{name}"))
        form = page.form("completion")
        sent = {**dict(form.fields), **fields}
        return await self.client.post(form.action, data=sent)

    async def goes_to(self, step: str) -> None:
        """Both go on, each page filled in plainly, to a step."""
        for _ in range(60):
            going = [name for name in ("ada", "ben") if await self.stands(name) != step]
            if not going:
                return
            for name in going:
                page = Page(await self.client.get(f"/sessions/{name}"))
                open_ = [form for form in page.forms if form.path == "completion" and not form.folded]
                for form in open_:
                    answer = await self.client.post(form.action, data=dict(form.filled("some words")))
                    assert answer.status_code == 200, answer.text
        raise AssertionError(step)


@pytest.fixture
async def sore(folder: Path) -> AsyncIterator[Desk]:
    desk = Desk(folder / SORE)
    yield desk
    await desk.client.aclose()


async def test_both_panes_and_plain_links_stand_on_one_page(sore: Desk) -> None:
    page = await sore.looks()
    for name in ("ada", "ben"):
        assert f'<iframe src="/sessions/{name}"' in page
        assert f'<a href="/sessions/{name}">' in page
        assert "A look inward" not in page
        assert 'name="distress"' in await sore.looks(f"/sessions/{name}")


async def test_what_ada_keeps_is_not_in_bens_pane(sore: Desk) -> None:
    await sore.goes_to("line")
    await sore.fills("ada", text=LINE, show="yes")
    assert LINE in await sore.looks("/sessions/ada")
    assert LINE not in await sore.looks("/sessions/ben")
    await sore.fills("ben", text="When nobody waits.", show="no")
    for name in ("ada", "ben"):
        assert "This one stays closed" in await sore.looks(f"/sessions/{name}")
    assert LINE not in await sore.looks("/sessions/ben")


async def test_a_field_that_is_missing_is_named_and_nothing_is_lost(sore: Desk) -> None:
    await sore.goes_to("line")
    answer = await sore.fills("ada", text=LINE)
    assert answer.status_code == 409
    assert LINE in answer.text
    answer = await sore.fills("ada", text="x" * 500, show="yes")
    assert answer.status_code == 422
    assert "Shorten it a little" in answer.text


async def test_a_changed_file_is_read_at_the_next_look_and_what_was_done_is_done_again(
    folder: Path, sore: Desk
) -> None:
    await sore.goes_to("spot")
    await sore.fills("ada", text="The yard.")
    before = await sore.stands("ada")
    file = folder / SORE
    file.write_text(file.read_text().replace('title = "Where I am sore"', 'title = "Where it hurts"'))
    assert "Where it hurts" in await sore.looks("/sessions/ada")
    assert await sore.stands("ada") == before


async def test_a_broken_file_shows_its_problems_and_a_mended_one_goes_on(folder: Path, sore: Desk) -> None:
    file = folder / SORE
    sound = file.read_text()
    file.write_text(sound.replace('kind = "turns"', 'kind = "torns"').replace("stop = ", "stopp = "))
    page = await sore.looks()
    assert "<iframe" not in page
    for words in ("no kind of step called &#x27;torns&#x27;", "Did you mean", "Nothing can be shown yet"):
        assert words in page
    assert (await sore.client.get("/sessions/ada")).status_code == 404
    file.write_text(sound)
    assert "<iframe" in await sore.looks()


async def test_a_match_is_narrowed_here_as_well(folder: Path) -> None:
    desk = Desk(folder / MAP)
    await desk.goes_to("map")
    page = Page(await desk.client.get("/sessions/ada"))
    lines = dict.fromkeys(page.form("completion").asks, "not")
    await desk.fills("ada", **(lines | {"answer-hands": "yes", "answer-hair": "yes"}))
    await desk.fills("ben", **(lines | {"answer-hands": "yes", "answer-hair": "ask"}))
    main = (await desk.looks("/sessions/ben")).partition("<main")[2]
    assert "Holding hands" in main
    assert "combing hair" not in main
    await desk.client.aclose()


async def test_one_may_begin_anew_alone_and_let_days_pass(sore: Desk) -> None:
    await sore.client.post("/later", data={"pass": "days"})
    page = (await sore.client.post("/anew", data={"alone": "yes"})).text
    assert 'src="/sessions/ada"' in page
    assert 'src="/sessions/ben"' not in page
    assert (await sore.client.get("/sessions/ben")).status_code == 404
    assert 'src="/sessions/ben"' in (await sore.client.post("/anew")).text


async def test_leaving_and_the_end_have_their_pages(sore: Desk) -> None:
    assert "You can leave at any time." in await sore.looks("/sessions/ada/departure")
    await sore.client.post("/sessions/ada/departure", data={"way": "keep"})
    assert "You left this" in await sore.looks("/sessions/ada")


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"sec-fetch-site": "cross-site"}])
async def test_other_pages_and_other_names_are_turned_away(sore: Desk, headers: dict[str, str]) -> None:
    assert (await sore.client.post("/anew")).status_code == 200
    assert (await sore.client.post("/anew", headers=headers)).status_code == 403


@pytest.mark.parametrize("path", ["/help", "/sessions/cleo", "/sessions", "/sessions/ada/steps/line/poem"])
async def test_what_is_not_part_of_it_is_said_to_be_so(sore: Desk, path: str) -> None:
    answer = await (sore.client.post(path) if path.endswith("poem") else sore.client.get(path))
    assert answer.status_code == 404


def test_a_file_that_is_not_there_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "nowhere.toml"]) == 2
    assert capsys.readouterr().err == "There is no file nowhere.toml.\n"


def test_it_listens_on_this_machine_alone_and_writes_nothing(folder: Path) -> None:
    port = free_port()
    before = sorted(folder.parent.rglob("*"))
    command = [sys.executable, "-m", "server", "preview", str(folder / SORE), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()
            answer = httpx.get(f"http://127.0.0.1:{port}/", timeout=20)
            assert "<iframe" in answer.text
            assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
        finally:
            process.terminate()
            process.wait(10)
    assert sorted(folder.parent.rglob("*")) == before
