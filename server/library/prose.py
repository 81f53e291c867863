"""How an exercise sounds: sentence length, reading grade, words that push, blame, praise or presume."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from server.library import presuming
from server.library.problems import Problem, problem
from server.library.reading import grade, sentences, words

LONGEST = 20
"""Words in a sentence."""
TITLE = 4
"""Words in a step's title."""
GRADE = 6
"""The reading grade of a whole exercise."""
STEP_GRADE = 7
"""The reading grade of one step."""
ENOUGH = 10
"""Words below which a grade says nothing."""

_UNWELCOME = {
    r"should(?:n['’]t)?|must(?:n['’]t)?|ought to": "Invite instead: you could, you might, if you like.",
    r"fail(?:s|ed|ing|ures?)?": "Say what happened instead.",
    r"just|simply": "Leave it out: it makes a hard thing sound small.",
    r"streaks?|oops|hurray|yay": "Leave it out: nobody keeps score here.",
    r"why (?:did|do|didn['’]t|don['’]t) you": "Ask what or how: why sounds like an accusation.",
    r"your fault|to blame|blame you|you are wrong": "Say what happened, without anyone who caused it.",
    r"great job|good job|well done|awesome|congratulations|amazing": "Say what is, without praise.",
}
_SIGNS = {"!": "End with a full stop."}


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{pattern})(?![\w'’-])", re.IGNORECASE)


_RULES = [(_whole(pattern), advice) for pattern, advice in _UNWELCOME.items()]
_RULES += [(re.compile(re.escape(sign)), advice) for sign, advice in _SIGNS.items()]


def check(file: str, texts: Mapping[str, str]) -> Iterator[Problem]:
    """What does not sound like us in these texts; the names of methods are not ours to choose."""
    own = {place: text for place, text in texts.items() if place != "source.based_on"}
    for place, text in own.items():
        yield from _text(file, place, text)
    yield from presuming.check(file, "en", own)
    yield from _grades(file, own)


def _text(file: str, place: str, text: str) -> Iterator[Problem]:
    for sentence in sentences(text):
        length = len(words(sentence))
        if length > LONGEST:
            start = " ".join(sentence.split()[:4])
            yield problem(file, place, "long-sentence", given=length, most=LONGEST, start=start)
    if ".steps." in f".{place}" and place.endswith(".title") and len(words(text)) > TITLE:
        yield problem(file, place, "long-title", given=len(words(text)), most=TITLE)
    for pattern, advice in _RULES:
        if found := pattern.search(text):
            yield problem(file, place, "unwelcome-word", given=found.group(), advice=advice)


def _grades(file: str, texts: Mapping[str, str]) -> Iterator[Problem]:
    parts: dict[str, list[str]] = {}
    for place, text in texts.items():
        parts.setdefault(_part(place), []).append(text)
    yield from _grade(file, "", list(texts.values()), GRADE)
    for part, own in parts.items():
        yield from _grade(file, part, own, STEP_GRADE)


def _grade(file: str, place: str, texts: Sequence[str], most: int) -> Iterator[Problem]:
    reached = grade(texts)
    if reached > most and sum(len(words(text)) for text in texts) >= ENOUGH:
        yield problem(file, place, "hard-to-read", given=round(reached, 1), most=most)


def _part(place: str) -> str:
    """The step that a place lies in, or the place itself outside steps."""
    found = re.match(r"(?:solo\.)?steps\.[^.]+", place)
    return found.group() if found else place
