"""The scripts stay small and plain, and never make a page out of text or run text as a script."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess

import pytest

from tests.front.parts import JS, joined, order

MOST_LINES = 1500
MOST_PACKED = 8 * 1024  # brotli
MOST_GZIPPED = 9.5 * 1024  # the same text; for machines without Node, whose brotli is used above
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    r"|\.style(?:\.\w|\s*=[^=])|setAttribute\('(?:style|on\w+)'|localStorage|console\.|\bimport\b|\bexport\b"
)
BROTLI = (
    "process.stdout.write(String(require('zlib').brotliCompressSync(require('fs').readFileSync(0)).length))"
)


def test_the_scripts_fit_their_budget() -> None:
    text = joined(JS)
    assert len(text.splitlines()) <= MOST_LINES
    assert len(gzip.compress(text.encode(), 9)) <= MOST_GZIPPED
    if node := shutil.which("node"):
        packed = subprocess.run([node, "-e", BROTLI], input=text.encode(), capture_output=True, check=True)
        assert int(packed.stdout) <= MOST_PACKED


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
