"""The scripts stay small and plain, and never make a page out of text or run text as a script."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from server.render import assets, worker
from tests.front.parts import JS, WEB, joined, order

MOST_LINES = 1500
MOST = 22 * 1024  # brotli, ours and htmx together, as they are served
MOST_WORKER = 4 * 1024  # brotli
ROOM = 1.2  # gzip takes more; for machines without Node, whose brotli is used above
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    r"|\.style(?:\.\w|\s*=[^=])|setAttribute\('(?:style|on\w+)'|localStorage|console\.|\bimport\b|\bexport\b"
)
WORKERS = sorted((WEB / "static" / "worker").glob("*.js"))
BROTLI = (
    "process.stdout.write(String(require('zlib').brotliCompressSync(require('fs').readFileSync(0)).length))"
)


def _packed(content: bytes) -> float:
    """The size in brotli, or what it would be at the most."""
    if node := shutil.which("node"):
        done = subprocess.run([node, "-e", BROTLI], input=content, capture_output=True, check=True)
        return int(done.stdout)
    return len(gzip.compress(content, 9)) / ROOM


def test_the_scripts_fit_their_budget() -> None:
    served = assets.read(WEB)
    assert len(joined(JS).splitlines()) <= MOST_LINES
    files = [served.files[address.rpartition("/")[2]].plain for address in (served.js, served.htmx)]
    assert sum(map(_packed, files)) <= MOST


def test_the_worker_fits_its_budget() -> None:
    script = worker.read(WEB, assets.read(WEB), ("/offline", "/cover", "/help"), "Thea", ending=False).plain
    assert script.startswith(b"const VERSION = ")
    assert _packed(script) <= MOST_WORKER


def test_what_is_served_has_every_line_that_does_something() -> None:
    served = assets.read(WEB)
    text = served.files[served.js.rpartition("/")[2]].plain.decode()
    lines = [line.strip() for line in joined(JS).splitlines() if line.strip().endswith((";", "{", "}"))]
    said = [line for line in lines if not line.startswith(("/*", "//"))]
    assert len(said) > 500
    assert [line for line in said if line not in text] == []


@pytest.mark.parametrize("path", WORKERS, ids=lambda path: path.name)
def test_the_worker_uses_no_dangerous_means(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("/* ")
    assert "\n'use strict';\n" in text
    assert not FORBIDDEN.findall(text)


def test_every_file_is_in_the_order_once() -> None:
    there = {path.relative_to(JS).as_posix() for path in JS.rglob("*.js")}
    assert sorted(order(JS)) == sorted(there)


@pytest.mark.parametrize("name", order(JS))
def test_a_script_says_what_it_is_for_and_keeps_to_itself(name: str) -> None:
    text = (JS / name).read_text()
    assert text.startswith("/* ")
    body = re.sub(r"^/\*.*?\*/\n", "", text, count=1, flags=re.DOTALL)
    assert body.startswith("(() => {\n  'use strict';\n")
    assert body.endswith("})();\n")


def test_the_rule_about_dangerous_means_can_fail() -> None:
    assert FORBIDDEN.search("box.innerHTML = words")
    assert FORBIDDEN.search("node.style.color = 'red'")
    assert not FORBIDDEN.search("box.textContent = words")


@pytest.mark.parametrize("name", order(JS))
def test_a_script_uses_no_dangerous_means(name: str) -> None:
    assert not FORBIDDEN.findall((JS / name).read_text())


@pytest.mark.parametrize("name", order(JS))
def test_words_that_people_read_come_from_the_page(name: str) -> None:
    code = re.sub(r"/\*.*?\*/|^\s*//.*$", "", (JS / name).read_text(), flags=re.DOTALL | re.MULTILINE)
    # A sentence: a capital letter, then at least two more words.
    assert not re.findall(r"['\"`][A-Z][a-z]+(?: [a-z]+){2,}", code)
