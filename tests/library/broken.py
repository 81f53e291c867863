"""Sound files with one change each, and everything that is to be said about it."""

from __future__ import annotations

from typing import NamedTuple

from tests.library.sound import ALONE, SOUND, TOGETHER

Said = set[tuple[str, str]]


class Broken(NamedTuple):
    """A file, what in it is replaced by what, and the place and code of each problem that follows."""

    file: str
    old: str
    new: str
    said: Said

    def files(self) -> dict[str, str]:
        text = SOUND[self.file]
        if self.old not in text:
            raise AssertionError(f"the sound file has no {self.old!r}")
        return {**SOUND, self.file: text.replace(self.old, self.new, 1)}


def alone(old: str, new: str, *said: tuple[str, str]) -> Broken:
    return Broken(ALONE, old, new, set(said))


def together(old: str, new: str, *said: tuple[str, str]) -> Broken:
    return Broken(TOGETHER, old, new, set(said))


_LONG = "It is a long day and we walk and walk and talk and sing and look at all the birds up there."
_HARD = "Extraordinarily complicated administrative organisations unnecessarily overcomplicate communication."
_TITLE = 'title = "How calm"'
_OPTIONS = '{ id = "away", label = "Away" }'
_FIRST = 'id = "sit"\nkind = "read"\nask = "Sit down with two cups."\ntext = ["Take your time."]\n'
_SOLO_FORM = SOUND[TOGETHER][SOUND[TOGETHER].index("[solo]") :]
_LETTER = 'id = "sit"\nkind = "letter"\nask = "Write a letter."\nreveal = "chosen"\n'

BROKEN = {
    # The file as such
    "a quote is missing": alone('slug = "one-thing"', 'slug = "one-thing', ("", "not-toml")),
    "a name stands twice": alone("version = 1", "version = 1\nversion = 2", ("", "not-toml")),
    # Fields
    "a field is misspelt": alone(
        "minutes = 6", "minuts = 6", ("minuts", "misspelt-field"), ("", "missing-field")
    ),
    "a field of a step is misspelt": alone(
        'title = "How calm"', 'titel = "How calm"', ("steps.calm.titel", "misspelt-field")
    ),
    "a field is unknown": alone("minutes = 6", 'minutes = 6\ncolour = "red"', ("colour", "unknown-field")),
    "a field of another kind": alone(
        'high = "fully"', 'high = "fully"\nstarters = ["a"]', ("steps.calm.starters", "unknown-field")
    ),
    "a field of the loader": alone(
        "\nmost = 3", "\nmost = 3\nfamilies = []", ("steps.mood.families", "unknown-field")
    ),
    "an unknown field of an option": alone(
        _OPTIONS,
        '{ id = "away", label = "Away", hint = "a" }',
        ("steps.room.options.away.hint", "unknown-field"),
    ),
    "the evidence is missing": alone(
        'evidence = "Clinical tradition, not tested alone."\n', "", ("source", "missing-field")
    ),
    "the stop advice is missing": alone('stop = "You can stop on any page."\n', "", ("", "missing-field")),
    "a step asks nothing": alone('ask = "How calm are you?"\n', "", ("steps.calm", "missing-field")),
    "a step has no id": alone('id = "calm"\n', "", ("steps.1", "missing-field")),
    "a step has no kind": alone('kind = "scale"\n', "", ("steps.calm", "missing-field")),
    "a kind is unknown": alone('kind = "scale"', 'kind = "slider"', ("steps.calm.kind", "unknown-kind")),
    "a kind is a number": alone('kind = "scale"', "kind = 7", ("steps.calm.kind", "wrong-type")),
    "a number is a text": alone("minutes = 6", 'minutes = "6"', ("minutes", "wrong-type")),
    "a number has a point": alone("version = 1", "version = 1.0", ("version", "wrong-type")),
    "a number is true": alone("version = 1", "version = true", ("version", "wrong-type")),
    "a text is a date": alone('title = "One thing"', "title = 2027-01-01", ("title", "wrong-type")),
    "a list is a text": alone('aims = ["mood"]', 'aims = "mood"', ("aims", "wrong-type")),
    "an item is a number": alone('aims = ["mood"]', 'aims = ["mood", 3]', ("aims.2", "wrong-type")),
    "an option is a text": alone(_OPTIONS, '"away"', ("steps.room.options.2", "wrong-type")),
    "a table is a text": alone(
        'when = { step = "calm", at_most = 3 }', 'when = "calm"', ("steps.room.when", "wrong-type")
    ),
    "an audience is unknown": alone('audience = "solo"', 'audience = "group"', ("audience", "not-one-of")),
    "a rule is unknown": together(
        'reveal = "shared"', 'reveal = "open"', ("steps.good.reveal", "not-one-of")
    ),
    "a mode is unknown": together(
        'speak = "Say one thing."',
        'speak = "Say one thing."\nmodes = ["sung"]',
        ("steps.talk.modes.1", "not-one-of"),
    ),
    # A step's own definition
    "an id has a capital": alone('id = "text"', 'id = "Text"', ("steps.Text.id", "bad-id")),
    "two steps have one id": alone('id = "text"', 'id = "room"', ("steps", "same-id")),
    "two options have one id": alone('id = "away"', 'id = "home"', ("steps.room.options", "same-id")),
    "a question is blank": alone('ask = "How calm are you?"', 'ask = " "', ("steps.calm.ask", "empty")),
    "a step takes less than no time": alone(
        "minutes = 1\nlow", "minutes = -1\nlow", ("steps.calm.minutes", "too-small")
    ),
    "a scale runs backwards": alone(
        'title = "How calm"',
        'title = "How calm"\noptional = true\nleast = 11',
        ("steps.calm.least", "too-large"),
        ("steps.calm.least", "wrong-order"),
        ("steps.room.when", "when-out-of-range"),
    ),
    "too many feelings": alone("\nmost = 3", "\nmost = 30", ("steps.mood.most", "too-large")),
    "no feelings at all": alone("\nmost = 3", "\nmost = 0", ("steps.mood.most", "too-small")),
    "one option is none": alone(f"{_OPTIONS},", "", ("steps.room.options", "too-few-given")),
    "how many of one": alone("when = {", "most = 2\nwhen = {", ("steps.room.most", "only-with-many")),
    "cues run backwards": alone(
        "seconds = 60",
        'seconds = 60\ncues = [{ at = 9, text = "a" }, { at = 1, text = "b" }]',
        ("steps.rest.cues", "not-rising"),
    ),
    "turns are shown together": together(
        'reveal = "turns"',
        'reveal = "together"',
        ("steps.talk.reveal", "unfit-reveal"),
        ("steps.talk.reveal", "not-passable"),
    ),
    # The exercise as a whole
    "the slug is not the file": alone(
        'slug = "one-thing"', 'slug = "two-cups"', ("slug", "slug-not-file"), ("slug", "same-slug")
    ),
    "the slug has a space": alone(
        'slug = "one-thing"', 'slug = "one thing"', ("slug", "slug-not-file"), ("slug", "bad-id")
    ),
    "the approach is another folder's": alone(
        'approach = "journaling"', 'approach = "cbt"', ("", "wrong-folder")
    ),
    "the approach is unknown": alone(
        'approach = "journaling"', 'approach = "reiki"', ("approach", "not-one-of"), ("", "wrong-folder")
    ),
    "an aim is unknown": alone('aims = ["mood"]', 'aims = ["fame"]', ("aims", "not-one-of")),
    "there is no aim": alone('aims = ["mood"]', "aims = []", ("aims", "too-few-given")),
    "version a million": alone("version = 1", "version = 1000000", ("version", "too-large")),
    "a day of rest": alone(
        "minutes = 1\nseconds",
        "minutes = 1440\nseconds",
        ("steps.rest.minutes", "too-large"),
        ("minutes", "minutes-short"),
    ),
    "version nought": alone("version = 1", "version = 0", ("version", "too-small")),
    "the stop advice is blank": alone('stop = "You can stop on any page."', 'stop = ""', ("stop", "empty")),
    "the gate is too weak": together('gate = "pair"', 'gate = "solo"', ("gate", "weak-gate")),
    "the gate is too strict": alone('gate = "solo"', 'gate = "pair"', ("gate", "strict-gate")),
    "a pair has no form for one": together(_SOLO_FORM, "", ("solo", "no-solo-form")),
    "the form for one has no steps": together(
        _SOLO_FORM, '[solo]\nnote = " "\nsteps = []', ("solo.note", "empty"), ("solo.steps", "too-few-given")
    ),
    "a form for one beside one": alone(
        "[source]",
        '[solo]\nnote = "Warm."\nsteps = [{ id = "a", kind = "write", ask = "What?" }]\n[source]',
        ("solo", "needless-solo-form"),
    ),
    "a kind for two alone": alone(
        'kind = "write"',
        'kind = "guess"\ncards = [{ id = "a", ask = "Tea?" }]',
        ("steps.text", "pair-kind-alone"),
    ),
    "a rule for two alone": alone(
        "minutes = 3", 'minutes = 3\nreveal = "shared"', ("steps.text.reveal", "seen-alone")
    ),
    "a rule for two in the form for one": together(
        "[[solo.steps]]", '[[solo.steps]]\nreveal = "shared"', ("solo.steps.good.reveal", "seen-alone")
    ),
    "chosen on one phone": together(
        'reveal = "shared"', 'reveal = "chosen"', ("steps.good.reveal", "not-passable")
    ),
    "nothing to do on one phone": alone(
        "[source]", "passable = true\n[source]", ("passable", "nothing-to-pass")
    ),
    "it opens with a letter": together(
        _FIRST, _LETTER, ("steps.sit", "opens-with-disclosure"), ("steps.sit.reveal", "not-passable")
    ),
    "it takes longer than it says": alone("minutes = 6", "minutes = 5", ("minutes", "minutes-short")),
    "a timer is longer than its step": alone("seconds = 60", "seconds = 61", ("steps.rest", "timer-longer")),
    "a work has no year": alone("1999, ", "", ("source.works", "work-without-year")),
    # References between steps
    "a quote of nothing": alone(
        'quotes = ["mood"]', 'quotes = ["moods"]', ("steps.text.quotes", "no-such-step")
    ),
    "a quote of what comes later": alone(
        'quotes = ["mood"]', 'quotes = ["rest"]', ("steps.text.quotes", "not-earlier")
    ),
    "a quote of itself": alone(
        'quotes = ["mood"]', 'quotes = ["text"]', ("steps.text.quotes", "not-earlier")
    ),
    "a quote of what both said": together(
        'reveal = "joint"', 'reveal = "joint"\nquotes = ["talk"]', ("steps.deal.quotes", "nothing-to-quote")
    ),
    "a recall of what nobody else sees": together(
        'reveal = "joint"',
        'reveal = "joint"\nrecalls = ["talk"]',
        ("steps.deal.recalls", "nothing-to-recall"),
    ),
    "a recall of what comes later": together(
        'reveal = "joint"', 'reveal = "joint"\nrecalls = ["deals"]', ("steps.deal.recalls", "no-such-step")
    ),
    "more cards than rounds": together(
        'mirror = "Say it back."',
        'mirror = "Say it back."\ncards = ["A walk?", "A song?"]',
        ("steps.talk.cards", "cards-not-rounds"),
    ),
    "a condition on what comes later": alone(
        'step = "calm"', 'step = "text"', ("steps.room.when", "not-earlier")
    ),
    "a condition that asks nothing": alone(", at_most = 3", "", ("steps.room.when", "when-asks-nothing")),
    "a condition on a scale's words": alone(
        "at_most = 3", 'is = ["calm"]', ("steps.room.when", "when-cannot-ask")
    ),
    "a condition beyond the scale": alone(
        "at_most = 3", "at_most = 11", ("steps.room.when", "when-out-of-range")
    ),
    "a condition that is never met": alone(
        "at_most = 3", "at_least = 4, at_most = 3", ("steps.room.when", "when-never")
    ),
    "a condition on an answer that is not there": alone(
        "minutes = 3",
        'minutes = 3\nwhen = { step = "room", is = ["roof"] }',
        ("steps.text.when", "when-no-such-answer"),
    ),
    "a condition on a choice's number": alone(
        "minutes = 3",
        'minutes = 3\nwhen = { step = "room", at_least = 1 }',
        ("steps.text.when", "when-cannot-ask"),
    ),
    # Words
    "a sentence of twenty-one words": alone("You can stop on any page.", _LONG, ("stop", "long-sentence")),
    "a title of five words": alone(
        _TITLE, 'title = "How calm you are now"', ("steps.calm.title", "long-title")
    ),
    "a word that pushes": alone("You can stop", "You should stop", ("stop", "unwelcome-word")),
    "a word that makes small": alone("Rest for", "Just rest for", ("steps.rest.ask", "unwelcome-word")),
    "a raised voice": alone("Rest for a minute.", "Rest for a minute!", ("steps.rest.ask", "unwelcome-word")),
    "an accusation": alone("What did you see", "Why did you cry", ("steps.text.ask", "unwelcome-word")),
    "praise": alone("Rest for a minute.", "Well done. Rest.", ("steps.rest.ask", "unwelcome-word")),
    "a husband": together("good today", "good with your husband", ("steps.good.ask", "presuming-word")),
    "an office speaks": alone(
        "Rest for a minute.", f"{_HARD} {_HARD}", ("steps.rest", "hard-to-read"), ("", "hard-to-read")
    ),
}
