"""The style sheet stays small, layered, free of sides, and draws every colour from the tokens."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.front.parts import CSS, bare, joined, order

MOST_PACKED = 10 * 1024
LAYERS = ["reset", "tokens", "base", "layout", "components", "utilities", "print"]
SIDES = re.compile(
    r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b"
    r"|(?<![\w-])(?:left|right|top|bottom)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|(?<![\w-])(?:width|height)\s*:"
)
# White behind a QR code and a blanked page, black on paper: these are not matters of theme.
OWN_COLOURS = {"components/joining.css", "components/frame.css", "print.css"}


def test_the_sheet_fits_its_budget() -> None:
    assert len(gzip.compress(joined(CSS).encode(), 9)) <= MOST_PACKED


def test_every_file_is_in_the_order_once() -> None:
    there = {path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css")}
    assert sorted(order(CSS)) == sorted(there)


@pytest.mark.parametrize("name", order(CSS))
def test_a_file_says_what_it_is_for_and_has_one_layer(name: str) -> None:
    text = (CSS / name).read_text()
    assert text.startswith("/* ")
    opened = re.findall(r"^@layer (\w+) \{", text, flags=re.MULTILINE)
    assert len(opened) == 1
    assert opened[0] in LAYERS
    assert opened[0] == ("components" if "/" in name else name.removesuffix(".css"))


def test_the_layers_are_declared_once_and_in_order() -> None:
    declared = re.findall(r"^@layer ([\w, ]+);", joined(CSS), flags=re.MULTILINE)
    assert declared == [", ".join(LAYERS)]


def test_a_rule_about_sides_can_fail() -> None:
    assert SIDES.search("margin-left: 1px")
    assert SIDES.search("left : 0")
    assert not SIDES.search("margin-inline-start: 1px; border-block-end: 0; max-inline-size: 3rem")


@pytest.mark.parametrize("name", order(CSS))
def test_a_page_reads_from_either_side(name: str) -> None:
    text = re.sub(r"@media[^{]*|safe-area-inset-\w+", "", bare((CSS / name).read_text()))
    assert not SIDES.findall(text)


@pytest.mark.parametrize("name", [name for name in order(CSS) if name != "tokens.css"])
def test_colours_come_from_the_tokens(name: str) -> None:
    found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", bare((CSS / name).read_text())))
    assert not found or name in OWN_COLOURS, found


def test_the_sheet_asks_nobody_for_anything() -> None:
    text = bare(joined(CSS))
    assert not re.search(r"url\(|@import|@font-face|expression\(", text)


def test_every_token_used_is_defined() -> None:
    text = bare(joined(CSS))
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert used
    assert used <= set(re.findall(r"(--[\w-]+)\s*:", text))


@pytest.mark.parametrize(
    "question",
    ["prefers-reduced-motion", "prefers-contrast", "forced-colors", "print", "prefers-color-scheme"],
)
def test_what_a_reader_asked_their_device_for_is_heard(question: str) -> None:
    assert question in joined(CSS)
