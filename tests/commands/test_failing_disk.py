"""A disk that fails to sync ends the process: no second try, and nothing acknowledged that is not there."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.cast import Phone, begin, hand
from tests.house import ROOT
from tests.live.ear import Ear, stream
from tests.serving import Running, serving


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def on_a_failing_disk(sign: Path) -> tuple[str | Path, ...]:
    return (sys.executable, "-m", "tests.commands.failing_disk", sign)


async def ends(running: Running) -> tuple[int, str]:
    """The exit code, and all that was said, once it has ended by itself."""
    code = await asyncio.to_thread(running.process.wait, 10)
    assert running.process.stdout
    return code, running.process.stdout.read()


async def test_it_ends_with_a_sentence_and_is_started_anew(tmp_path: Path, home: Path) -> None:
    sign = tmp_path / "the disk fails"
    with serving(home, on_a_failing_disk(sign), ROOT) as running:
        ada = Phone.at(running.origin, "Ada")
        session = await begin(ada, "hum-focusing")
        view = await ada.view(session)
        path = f"{session}/steps/{view['step']['id']}"
        saved = await ada.post(f"{path}/completion", hand(view["step"], "before"))
        assert saved.status_code == 303
        view = await ada.view(session)
        path = f"{session}/steps/{view['step']['id']}"
        async with Ear(ada, await stream(ada, session)) as ear:
            sign.touch()
            began = time.monotonic()
            outcomes = await asyncio.gather(
                *(ada.put(f"{path}/draft", {"text": f"in doubt {n}"}) for n in range(30)),
                return_exceptions=True,
            )
            codes = {
                each.status_code if isinstance(each, httpx.Response) else type(each) for each in outcomes
            }
            assert 503 in codes
            assert not any(isinstance(code, int) and code < 500 for code in codes), codes
            await ear.ends()
        code, said = await ends(running)
        assert time.monotonic() - began < 8
        await ada.close()
    assert code == 1
    assert said.endswith(
        "The disk or the database file failed, so Duologue ends: "
        "disk I/O error (SQLITE_IOERR_FSYNC). Start it again.\n"
    )
    assert "Traceback" not in said
    assert sign.read_text() == "a commit was tried\n", "once, and never again"

    sign.unlink()
    with serving(home, on_a_failing_disk(sign), ROOT) as anew:
        again = Phone.at(anew.origin, "Ada")
        again.client.cookies.update(ada.client.cookies)
        assert (await again.view(session))["step"]["id"] == view["step"]["id"], (
            "what was acknowledged is there"
        )
        assert (await again.put(f"{path}/draft", {"text": "after"})).status_code == 204
        await again.close()
        assert anew.stop() in (0, -15)


async def test_on_a_disk_that_is_well_it_goes_on(home: Path, tmp_path: Path) -> None:
    with serving(home, on_a_failing_disk(tmp_path / "never"), ROOT) as running:
        ada = Phone.at(running.origin, "Ada")
        await begin(ada, "sf-scale")
        await asyncio.sleep(0.5)
        assert (await ada.get("/health")).json() == {"well": True}
        assert running.process.poll() is None
        await ada.close()
