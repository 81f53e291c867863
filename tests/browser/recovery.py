"""Recovery words, made by hand on the pages."""

from __future__ import annotations

from tests.browser.hands import Hand


def keeps_words(hand: Hand) -> list[str]:
    """From the page of unlocks: twelve recovery words, written down and confirmed."""
    hand.taps("Show me twelve words")
    hand.reads("Write these twelve words down.")
    words = hand.page.locator(".twelve li").all_inner_texts()
    assert len(words) == 12
    hand.shot("words")
    hand.taps("I wrote them down")
    hand.reads("Three of them, to be sure.")
    asked = hand.page.locator("[name^=word-]")
    assert asked.count() == 3
    for field in asked.all():
        field.fill(words[int((field.get_attribute("name") or "").removeprefix("word-")) - 1])
    hand.shot("three-words")
    hand.taps("Keep these words")
    hand.sees("Twelve recovery words")
    return words
