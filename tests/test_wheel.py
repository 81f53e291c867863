"""What is built can be installed elsewhere, without the tree, and holds everything it needs."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.house import ROOT, committed
from tests.serving import Running, serving

WORDS = "packs, no problems."


def ran(*command: str | Path, folder: Path) -> str:
    """What a command prints; fails with all of it if the command does."""
    done = subprocess.run(
        [str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    ran(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, folder=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed: its folder of programs; what it depends on is lent by our environment."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, symlinks=True)
    pip = (sys.executable, "-m", "pip", "--python", home / "bin" / "python")
    ran(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, folder=home)
    (packages,) = home.glob("lib/python3*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def test_the_wheel_carries_all_pages_and_exercises_and_the_browser_scripts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    wanted = {
        name: content for name, content in committed().items() if name.startswith(("web/", "exercises/"))
    }
    assert len(wanted) > 12
    for name, content in wanted.items():
        assert held[f"server/_files/{name}"] == content
    assert held["server/_files/web/static/vendor/htmx.js"].startswith(
        b"/*! htmx.org 4.0.1 with hx-sse | licence: "
    )


def test_the_wheel_carries_nothing_that_was_left_lying_about(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "server/__main__.py" in names
    for name in names:
        assert name.startswith(("server/", "duologue-")), name
        assert "__pycache__" not in name
        assert ".part" not in name


def test_the_installed_command_runs_without_the_tree(programs: Path, tmp_path: Path) -> None:
    assert "serve" in ran(programs / "duologue", "--help", folder=tmp_path)
    assert WORDS in ran(programs / "duologue", "check", folder=tmp_path)
    where = ran(programs / "python", "-c", "import server; print(server.__file__)", folder=tmp_path)
    assert not Path(where).is_relative_to(ROOT)


def test_the_installed_exercises_are_those_of_the_tree(programs: Path, tmp_path: Path) -> None:
    here = ran(sys.executable, "-m", "server", "check", folder=ROOT)
    assert WORDS in here
    assert ran(programs / "duologue", "check", folder=tmp_path) == here


OPEN_PAGES = [
    *("/", "/exercises", "/exercises/gm-appreciations", "/exercises/gm-appreciations/sheet", "/join"),
    *("/help", "/cover", "/trust", "/openapi.json"),
]
MINTED = re.compile(r"\b[0-9a-hjkmnp-tv-z]{26}\b")  # a deed's id, made anew with every form
LINKED = re.compile(r'(?:href|src)="(/static/[^"#?]+)')


def pages(server: Running) -> dict[str, tuple[int, str, str]]:
    """Status, type and text of the open pages, and of every file that they link to."""
    found: dict[str, tuple[int, str, str]] = {}
    waiting = OPEN_PAGES.copy()
    with httpx.Client(base_url=server.origin) as browser:
        while waiting:
            path = waiting.pop()
            answer = browser.get(path)
            text = MINTED.sub("(an id)", answer.text).replace(server.origin, "(here)")
            found[path] = (answer.status_code, answer.headers["content-type"], text)
            waiting += sorted(set(LINKED.findall(unescape(text))) - found.keys() - set(waiting))
    return found


def test_the_installed_server_serves_the_same_pages_as_the_tree(programs: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "tree") as tree:
        expected = pages(tree)
    with serving(tmp_path / "wheel", [programs / "duologue"], folder=tmp_path) as installed:
        assert pages(installed) == expected
    assert {status for status, _, _ in expected.values()} == {200}
    assert any(path.endswith(".css") for path in expected)
    assert any(text.startswith("/*! htmx.org 4.0.1") for _, _, text in expected.values())
