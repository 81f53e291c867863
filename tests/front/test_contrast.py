"""Every pair of colours that meets can be told apart, in each theme."""

from __future__ import annotations

import re

import pytest

from tests.front.parts import CSS, bare

TEXT = 4.5  # WCAG 1.4.3
PART = 3.0  # WCAG 1.4.11

PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-2", "link") for ground in ("paper", "surface", "sunk")),
    *((ink, ground, TEXT) for ink in ("danger", "ok", "accent") for ground in ("paper", "surface")),
    ("on-accent", "accent", TEXT),
    ("me", "me-soft", TEXT),
    ("you", "you-soft", TEXT),
    *(
        ("ink", soft, TEXT)
        for soft in ("me-soft", "you-soft", "accent-soft", "ok-soft", "warn-soft", "danger-soft")
    ),
    *(("ink-2", soft, TEXT) for soft in ("me-soft", "you-soft", "accent-soft")),
    *((kind, f"{kind}-soft", TEXT) for kind in ("ok", "warn", "danger")),
    *(("edge", ground, PART) for ground in ("paper", "surface")),
    *(("focus", ground, PART) for ground in ("paper", "surface", "me-soft", "you-soft")),
]


def _blocks(text: str) -> list[dict[str, str]]:
    """The colours of every rule, in their order."""
    rules = re.findall(r"\{([^{}]*)\}", text)
    found = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", rule)) for rule in rules]
    return [colours for colours in found if colours]


def _themes() -> dict[str, dict[str, str]]:
    light, dark, by_hand, night, loud, loud_dark, loud_by_hand = _blocks(
        bare((CSS / "tokens.css").read_text())
    )
    assert dark == by_hand
    assert loud_dark == loud_by_hand
    return {
        "light": light,
        "dark": light | dark,
        "night": light | night,
        "light, more contrast": light | loud,
        "dark, more contrast": light | dark | loud | loud_dark,
        "night, more contrast": light | night | loud | loud_dark,
    }


THEMES = _themes()


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """How far apart two colours are, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert ratio("#000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#fff") < TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_words_and_edges_stand_out(theme: str) -> None:
    colours = THEMES[theme]
    weak = {
        f"{ink} on {ground}": round(found, 2)
        for ink, ground, needed in PAIRS
        if (found := ratio(colours[ink], colours[ground])) < needed
    }
    assert not weak


def test_a_theme_leaves_no_colour_to_another() -> None:
    assert set(THEMES["light"]) == set(THEMES["dark"]) == set(THEMES["night"])
    for name in set(THEMES["light"]) - {"on-accent", "on-danger"}:
        assert THEMES["light"][name] != THEMES["dark"][name] != THEMES["night"][name], name


def test_more_contrast_is_more() -> None:
    for theme in ("light", "dark", "night"):
        for ink in ("ink", "link", "accent", "edge"):
            before, after = THEMES[theme], THEMES[f"{theme}, more contrast"]
            assert ratio(after[ink], after["paper"]) > ratio(before[ink], before["paper"])
