"""Every icon and picture that is named exists, and the 64 pictures can be told apart by name."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.front.parts import ICONS, print_text, templates

SVG = "{http://www.w3.org/2000/svg}"
COUNT = 64


def _ids(name: str) -> set[str]:
    root = ElementTree.fromstring((ICONS / name).read_text())
    return {symbol.attrib["id"] for symbol in root.iter(f"{SVG}symbol")}


def test_every_icon_named_in_a_template_is_drawn() -> None:
    text = "\n".join(text for _, text in templates())
    icons = set(re.findall(r"\bicon\(\"([\w-]+)\"", text))
    arts = {f"art-{name}" for name in re.findall(r"\bart\(\"([\w-]+)\"", text)}
    assert icons
    assert icons | arts <= _ids("sprite.svg")


def test_there_are_64_pictures_with_64_names() -> None:
    assert _ids("pictures.svg") == {f"p{place}" for place in range(COUNT)}
    source = '{% from "_parts/pictures.html" import picture_name %}{{ picture_name(id) }}'
    names = {print_text(source, id=place) for place in range(COUNT)}
    assert len(names) == COUNT
    assert all(names)


@pytest.mark.parametrize("name", ["sprite.svg", "pictures.svg", "icon.svg", "mask.svg", "../cover/list.svg"])
def test_drawings_hold_nothing_but_drawings(name: str) -> None:
    text = (ICONS / name).read_text()
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|href=|<image|<foreignObject", text)
