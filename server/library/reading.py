"""How hard an English text is to read: sentences, words, syllables and the Flesch-Kincaid grade."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# A sentence ends at its sign before a space or the end, closing quotes included; so 0.28 holds no end.
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?:\s+|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are mostly spoken apart: giant, period, serious, experience, easier, quiet, react, poet.
_APART = re.compile(
    r"ia(?!ge|ll?\b|n\b|r\b)|io(?![nu])|iu|(?<![cgtx])iou(?=s)|(?<![ct])ie(?=n[ct])|ie(?=r\b|st\b)|iet"
    r"|[aeouy]ing\b|\brea(?=ct|li)|(?<=cr)ea(?=t(?!u))|ua(?=[lt])|eo(?!p)|oe(?=t)|ao"
)
# An e that is not spoken: hope, hopes, hoped, whole, care; and the ends where it is: boxes, table, wanted.
_SILENT = re.compile(r"(?:[^laeiouyr]|[aeiouy][lr])es?$|(?<![aeioudt])ed$")
_SPOKEN = re.compile(r"(?:[sxz]|[cs]h|[cg])es$|[^aeiouylr]les?$")
_NOT = re.compile(r"(?<=[dsv])n't$")
_ENDINGS = ("ly", "ful", "ness", "less", "ment", "ty", "some")
_ODD = {
    "are": 1, "being": 2, "business": 2, "create": 2, "different": 3, "does": 1, "done": 1, "evening": 2,
    "every": 2, "everyone": 3, "everything": 3, "eye": 1, "eyes": 1, "lion": 2, "forever": 3, "idea": 3,
    "people": 2, "poem": 2, "quiet": 2, "science": 2, "sometimes": 2, "somewhere": 2, "something": 2,
    "someone": 2, "themselves": 2, "therefore": 2, "use": 1, "used": 1, "were": 1, "where": 1, "there": 1,
    "here": 1, "more": 1, "before": 2, "care": 1, "sure": 1, "aware": 2, "area": 3, "able": 2, "going": 2,
    "real": 1, "really": 2, "usually": 4, "violence": 3, "trial": 2, "trials": 2, "hour": 1, "our": 1,
    "dialogue": 3,
}  # fmt: skip


# An exercise is read several times, text by text and as a whole; so many texts has the longest.
_READ = 1024


@lru_cache(maxsize=_READ)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a line end ends one too, since labels and lists have no full stop."""
    return tuple(part for part in (part.strip() for part in _END.split(text)) if words(part))


@lru_cache(maxsize=_READ)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, numbers among them; parts joined by a hyphen or an apostrophe are one word."""
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=16_384)
def syllables(word: str) -> int:
    """About how many syllables an English word has: exact for most, one off for some."""
    return sum(_part(part) for part in word.lower().replace("’", "'").split("-"))


def _part(word: str) -> int:
    bare = re.sub(r"'\w*|[^a-z]", "", word)
    if bare in _ODD:
        return _ODD[bare]
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending) + 2:
            return _part(bare.removesuffix(ending)) + 1
    count = len(_VOWELS.findall(bare)) + len(_APART.findall(bare)) + bool(_NOT.search(word))
    if _SILENT.search(bare) and not _SPOKEN.search(bare):
        count -= 1
    return max(1, count)


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of texts read one after the other: about the school year that reads them."""
    found = [sentence for text in texts for sentence in sentences(text)]
    spoken = [word for sentence in found for word in words(sentence)]
    if not spoken:
        return 0.0
    length = len(spoken) / len(found)
    weight = sum(map(syllables, spoken)) / len(spoken)
    return 0.39 * length + 11.8 * weight - 15.59
