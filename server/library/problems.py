"""What can be wrong with an exercise file, in sentences for its author: what it is, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class Problem(Struct, frozen=True, order=True):
    """One thing wrong: the file below the folder, the place in it (`steps.three.ask`), and what to do."""

    file: str
    place: str
    code: str
    message: str
    remedy: str


class BrokenLibrary(Exception):
    """The exercises cannot be used as they are; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            "; ".join(f"{problem.file} {problem.place}: {problem.message}" for problem in problems)
        )
        self.problems = tuple(problems)


def problem(file: str, place: str, code: str, **values: object) -> Problem:
    """A problem with the sentences of its code, filled with the values."""
    message, remedy = SENTENCES[code]
    return Problem(file, place, code, message.format(**values), remedy.format(**values))


SENTENCES: dict[str, tuple[str, str]] = {
    # The file as such
    "no-exercises": ("The folder holds no exercise.", "Put exercises below individual/ and couples/."),
    "bad-file-name": (
        "The name of this file says neither an exercise, nor a language, nor cases.",
        "Name it <slug>.toml, <slug>.<language>.toml or <slug>.cases.toml.",
    ),
    "too-large-file": ("The file is larger than {most} bytes.", "Split the exercise in two."),
    "unreadable-file": (
        "The file cannot be read: {why}.",
        "Look at its permissions and its encoding (UTF-8).",
    ),
    "too-deep": (
        "Something is nested more than {most} deep.",
        "No exercise needs that; take the brackets or dots apart.",
    ),
    "not-toml": (
        "This is not TOML: {why}.",
        "Mend that line; often a quote, a bracket or a comma is missing.",
    ),
    # Fields
    "misspelt-field": ("There is no field '{given}' here.", "Did you mean '{near}'?"),
    "unknown-field": ("There is no field '{given}' here.", "Take it out. Known here: {known}."),
    "missing-field": ("The field '{given}' is missing.", "Add it."),
    "wrong-type": ("This is {given}, where {wanted} belongs.", "Write {wanted}."),
    "not-one-of": ("'{given}' is not known here.", "Use one of: {known}."),
    "unknown-kind": ("There is no kind of step called '{given}'.", "Use one of: {known}."),
    # A step's own definition
    "bad-id": (
        "'{given}' is not a proper id.",
        "Use small letters, digits and hyphens, beginning with a letter.",
    ),
    "cards-not-rounds": (
        "{given} cards and {rounds} rounds.",
        "Give each round one card: set 'rounds' to {given}, or change the cards.",
    ),
    "same-id": ("'{given}' stands here twice.", "Give each its own."),
    "empty": ("This text is empty.", "Write the words, or take the field out if it may be left out."),
    "too-small": ("{given} is too small.", "Use {least} or more."),
    "too-large": ("{given} is too large.", "Use {most} or less."),
    "wrong-order": ("{given} is more than '{other}' allows ({most}).", "Raise '{other}' or lower this."),
    "too-few-given": ("There are {given} here, and at least {least} are needed.", "Add what is missing."),
    "only-with-many": ("This counts only where several may be picked.", "Add many = true, or take this out."),
    "not-rising": ("The cues are not in the order of their times.", "Sort them by 'at', each time once."),
    "unfit-reveal": ("The rule '{given}' does not fit a step of kind '{kind}'.", "Use one of: {fitting}."),
    # The exercise as a whole
    "slug-not-file": ("The slug '{given}' differs from the file name.", "Make both '{wanted}'."),
    "same-slug": (
        "The slug '{given}' is taken by {other}.",
        "Give one of the two another slug and file name.",
    ),
    "wrong-folder": (
        "The file lies in {given} and belongs in {wanted}.",
        "Move it, or change audience or approach.",
    ),
    "weak-gate": ("An exercise for a pair begins with the gate for a pair.", 'Write gate = "pair".'),
    "strict-gate": ("One person alone cannot pass the gate for a pair.", 'Write gate = "solo".'),
    "no-solo-form": (
        "An exercise for a pair needs a form for one person.",
        "Add [solo] with a note and [[solo.steps]]: who cannot do it together still gets something.",
    ),
    "needless-solo-form": ("Only an exercise for a pair has a solo form.", "Take [solo] out."),
    "pair-kind-alone": ("A step of kind '{kind}' needs two people.", "Use another kind here."),
    "seen-alone": (
        "One person alone shows nothing to anybody.",
        "Take 'reveal' out, or make it \"private\".",
    ),
    "not-passable": (
        "On one phone there are no steps of the rule '{given}'.",
        "Make passable false, or use the rule shared, turns or joint.",
    ),
    "nothing-to-pass": (
        "On one phone nothing would be left to do: no step is shared, turns or joint.",
        "Make passable false.",
    ),
    "opens-with-disclosure": (
        "The first step already asks for something vulnerable.",
        "Begin with something to read, a pause, or a light step.",
    ),
    "minutes-short": (
        "The steps take {given} minutes, the exercise says {stated}.",
        "Make minutes = {given}.",
    ),
    "timer-longer": (
        "The timer runs {given} seconds, the step says {stated} minutes.",
        "Make minutes = {wanted}.",
    ),
    "work-without-year": ("'{given}' names no year.", "Write Author & Author, 1999, Title."),
    # References between steps
    "no-such-step": ("There is no step '{given}' before this one.", "Name an earlier step: {known}."),
    "not-earlier": ("'{given}' does not come before this step.", "Name an earlier step: {known}."),
    "when-asks-nothing": ("This asks nothing of the earlier answer.", "Add is, at_least or at_most."),
    "when-cannot-ask": ("A step of kind '{kind}' cannot be asked for this.", "Ask a {fitting} step."),
    "when-no-such-answer": ("Step '{step}' has no answer '{given}'.", "Use one of: {known}."),
    "when-out-of-range": (
        "Step '{step}' goes from {least} to {most}, so {given} decides nothing.",
        "Use a number between.",
    ),
    "when-never": ("No number is both at least {least} and at most {most}.", "Swap the two."),
    "nothing-to-recall": (
        "Nothing of '{given}' opens to both, so there is nothing to recall.",
        "Recall a step that is shared, together or chosen; for own words use 'quotes'.",
    ),
    "nothing-to-quote": ("A step of kind '{kind}' has no own answer to quote.", "Quote another step."),
    # Words
    "long-sentence": (
        "A sentence of {given} words: \u201c{start}\u2026\u201d",
        "Break it up; {most} words at most.",
    ),
    "long-title": ("A title of {given} words.", "Use {most} at most: it stands in lists."),
    "unwelcome-word": ("\u201c{given}\u201d does not sound like us.", "{advice}"),
    "presuming-word": (
        "\u201c{given}\u201d presumes how people live.",
        "Say partner, you two, or someone near you.",
    ),
    "shared-sentence": (
        "\u201c{start}\u2026\u201d stands in {other} too.",
        "Say it in other words; safety wording that is the same everywhere belongs into shared.toml.",
    ),
    "hard-to-read": ("This reads like school year {given}.", "Shorter words and sentences; {most} at most."),
    # Translations
    "translation-alone": (
        "There is no exercise '{given}' to translate here.",
        "Put the file beside its exercise.",
    ),
    "feelings-untranslated": (
        "This exercise asks for feelings, and there are no feeling words in its language.",
        "Write feelings.{language}.toml beside feelings.toml.",
    ),
    "untranslated": ("This text has no translation.", "Translate: \u201c{start}\u201d"),
    "translates-nothing": ("There is no text in this place.", "Take it out, or look for a misspelt id."),
    "no-feelings": ("There is no feelings.toml with the feeling words.", "Put it at the top of the folder."),
    # Packs
    "no-such-exercise": ("There is no exercise '{given}'.", "Use the slug of an exercise{near}."),
    "twice-in-pack": ("'{given}' stands in this pack twice.", "Take one of the two out."),
    "first-waits": ("The first exercise waits {given} days for nothing.", "Take 'after' out here."),
    "assigned-in-open": (
        "'{given}' is given only by a therapist, and anyone can follow this pack.",
        'Take it out, or write access = "assigned".',
    ),
    "pair-in-solo": (
        "'{given}' is for two, and this pack is for one.",
        'Use an exercise for one, or write audience = "pair".',
    ),
    "begins-with-disclosure": (
        "The pack begins with '{given}', where people show something vulnerable.",
        "Begin with a lighter exercise.",
    ),
    "no-pause-before": (
        "'{given}' touches a conflict before two have agreed how to pause.",
        "Put one of these before it: {known}.",
    ),
    "no-thanks-before": (
        "'{given}' touches a conflict before anything good was said.",
        "Put one of these before it: {known}.",
    ),
    # Helplines
    "bad-country": ("'{given}' is no code of a country.", "Use its two small letters, like de."),
    "bad-line-id": ("'{given}' is not a proper id.", "Use small letters, digits and hyphens."),
    "too-many-lines": (
        "There are {given} lines about '{about}' here.",
        "Keep {most} at most: somebody in need has to choose.",
    ),
    "no-number": ("Nobody can reach this line.", "Give 'call' or 'text', or take the line out."),
    "bad-number": (
        "'{given}' is no number to dial.",
        "Use digits, with single spaces or hyphens between them, and a + in front if it needs one.",
    ),
    "bad-word": (
        "'{given}' is no word to text.",
        "Use capital letters and digits, and give the number as 'text'.",
    ),
    "bad-address": ("'{given}' is no address that can be trusted.", "Begin it with https:// and a name."),
    "bad-hours": ("'{given}' are no hours.", "Write 24/7, or 15:30-00:30, or unknown."),
    "bad-language": ("'{given}' is no code of a language.", "Use small letters, like en."),
    "bad-day": ("'{given}' is no day.", "Write year, month and day, like 2026-10-05."),
    "no-day": (
        "It is not said when this was checked.",
        "Read it on the organisation's own site and add verified_on, or say with seen_on where it is from.",
    ),
    "verified-nowhere": (
        "This was checked, and nobody can see where.",
        "Add the address of the organisation's own site.",
    ),
    # Entrances
    "bad-page": ("'{given}' is no page of Duologue.", "Write it like /argued."),
    "one-way": (
        "An entrance leads to exercises, or to a page.",
        "Give it 'exercises', or 'leads', and not both.",
    ),
    "not-open": (
        "'{given}' is no exercise that anyone may begin.",
        "Name one that is here, with access open.",
    ),
    # What was published
    "published-changed": (
        "Version {version} was published and has changed since.",
        "Make it version {next}; people may be in the middle of this one.",
    ),
    "version-went-back": (
        "Version {version} is older than the published {highest}.",
        "Make it version {next}.",
    ),
    "published-gone": (
        "'{given}' was published and is not here any more.",
        "Bring the file back, or take its lines out of published.lock if nobody needs it.",
    ),
}
