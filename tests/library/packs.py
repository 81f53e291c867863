"""A sound pack for one and one for two, on a shelf of sound exercises; to be broken by one change each."""

from __future__ import annotations

from tests.library.sound import ALONE, PAIR, SOLO, SOUND


def _for_two(slug: str, *, aims: str = '["closeness"]', access: str = "open", chosen: bool = False) -> str:
    text = PAIR.replace('slug = "two-cups"', f'slug = "{slug}"').replace('["closeness", "rest"]', aims)
    text = text.replace('access = "open"', f'access = "{access}"')
    if chosen:
        text = text.replace('reveal = "shared"', 'reveal = "chosen"').replace("passable = true\n", "")
    return text


def _for_one(slug: str) -> str:
    return SOLO.replace('slug = "one-thing"', f'slug = "{slug}"')


EXERCISES = {
    **SOUND,
    ALONE.replace("one-thing", "a-walk"): _for_one("a-walk"),
    ALONE.replace("one-thing", "a-rest"): _for_one("a-rest"),
    "couples/gottman/cf-pause-deal.toml": _for_two("cf-pause-deal", aims='["conflict", "calm"]'),
    "couples/gottman/gm-appreciations.toml": _for_two("gm-appreciations"),
    "couples/gottman/gm-weekly-talk.toml": _for_two("gm-weekly-talk", aims='["conflict"]'),
    "couples/gottman/hard-talk.toml": _for_two("hard-talk", aims='["conflict"]'),
    "couples/gottman/a-secret.toml": _for_two("a-secret", chosen=True),
    "couples/gottman/given.toml": _for_two("given", access="assigned"),
}

ONE = "packs/one-week.toml"
TWO = "packs/two-weeks.toml"
GIVEN = "packs/given-only.toml"

_ENTRIES = """
[[entries]]
exercise = "one-thing"

[[entries]]
exercise = "a-walk"
after = 2

[[entries]]
exercise = "a-rest"
after = 4
"""
ONE_TEXT = f"""\
slug = "one-week"
version = 1
title = "One week"
summary = "You look at a small thing, and then at one more."
for_whom = "For one person."
not_for = "Not while you drive."
audience = "solo"
access = "open"
{_ENTRIES}"""
TWO_TEXT = """\
slug = "two-weeks"
version = 1
title = "Two weeks"
summary = "You sit down with two cups, and later you talk."
for_whom = "For two who like tea."
not_for = "Not in a quarrel."
audience = "pair"
access = "open"

[[entries]]
exercise = "two-cups"

[[entries]]
exercise = "cf-pause-deal"
after = 2

[[entries]]
exercise = "gm-appreciations"
after = 2

[[entries]]
exercise = "hard-talk"
after = 7
"""
GIVEN_TEXT = TWO_TEXT.replace("two-weeks", "given-only").replace('access = "open"', 'access = "assigned"')
GIVEN_TEXT = GIVEN_TEXT.replace('"two-cups"', '"given"')

PACKED = {**EXERCISES, ONE: ONE_TEXT, TWO: TWO_TEXT, GIVEN: GIVEN_TEXT}
