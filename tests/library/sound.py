"""Two sound exercises and a vocabulary as files, to be broken by one change each."""

from __future__ import annotations

from pathlib import Path

ALONE = "individual/journaling/one-thing.toml"
TOGETHER = "couples/gottman/two-cups.toml"

SOLO = """\
slug = "one-thing"
version = 1
title = "One thing"
summary = "You look at one small thing of today."
audience = "solo"
approach = "journaling"
aims = ["mood"]
minutes = 6
access = "open"
gate = "solo"
stop = "You can stop on any page."
not_for = "Not while you drive."

[source]
based_on = "Writing a little each day"
works = ["Author & Author, 1999, Title"]
evidence = "Clinical tradition, not tested alone."

[[steps]]
id = "calm"
kind = "scale"
title = "How calm"
ask = "How calm are you?"
minutes = 1
low = "not at all"
high = "fully"

[[steps]]
id = "room"
kind = "choice"
ask = "Where are you?"
minutes = 1
when = { step = "calm", at_most = 3 }
options = [
    { id = "home", label = "At home" },
    { id = "away", label = "Away" },
]

[[steps]]
id = "mood"
kind = "feelings"
ask = "What do you feel?"
minutes = 1
most = 3

[[steps]]
id = "text"
kind = "write"
ask = "What did you see today?"
minutes = 3
quotes = ["mood"]

[[steps]]
id = "rest"
kind = "timer"
ask = "Rest for a minute."
minutes = 1
seconds = 60
"""

PAIR = """\
slug = "two-cups"
version = 1
title = "Two cups"
summary = "You drink something warm and talk."
audience = "pair"
approach = "gottman"
aims = ["closeness", "rest"]
minutes = 10
access = "open"
gate = "pair"
stop = "Either of you can stop on any page."
not_for = "Not in the middle of a quarrel."
passable = true

[source]
based_on = "A warm drink"
works = ["Author, 2001, Title"]
evidence = "Clinical tradition, not tested alone."

[[steps]]
id = "sit"
kind = "read"
ask = "Sit down with two cups."
text = ["Take your time."]

[[steps]]
id = "good"
kind = "write"
ask = "What was good today?"
minutes = 2
reveal = "shared"

[[steps]]
id = "talk"
kind = "turns"
ask = "Speak by turns."
minutes = 4
reveal = "turns"
speak = "Say one thing."
mirror = "Say it back."

[[steps]]
id = "deal"
kind = "agree"
ask = "When do you sit down again?"
minutes = 2
reveal = "joint"

[solo]
note = "It has not been shown to change anything for two. It can still warm you."

[[solo.steps]]
id = "good"
kind = "write"
ask = "What was good today?"
minutes = 2
"""

FEELINGS = """\
[[families]]
id = "sad"
label = "Sad"
words = [{ id = "lonely", label = "lonely" }, { id = "hurt", label = "hurt" }]

[[families]]
id = "body"
label = "In the body"
words = [{ id = "tense", label = "tense" }]
"""

SOUND = {ALONE: SOLO, TOGETHER: PAIR, "feelings.toml": FEELINGS}


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write these files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder
