"""Every text of every view is on its page and in its JSON, so that pages and API cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from server.core.exercise import Exercise
from server.core.steps import KINDS
from server.core.steps.base import Step
from server.render import locale, printer
from server.render.frame import Frame
from server.render.view import View
from server.settings import files
from tests.core.steps.examples import STEPS
from tests.privacy import other_views, session_views

IN_WORDS = (
    *("StepView", "FinishedView", "GateView", "InvitationView", "LeaveView"),
    *("ExerciseView", "SheetView", "BreakOverView", "PackView", "FollowingView"),
    *("PackRow", "EntryLine", "PlaceLine", "PackNext", "PackLine"),
)
WORDS = {
    "a word of ours that chooses what is said": (
        *("StepView.stage", "StepView.rule", "StepView.show", "Turn.mode", "Turn.phase", "Move.move"),
        *("StopLine.kind", "PartnerLine.presence", "SeenBy.kind", "SeenBy.rule", "Row.audience"),
        *("LibraryView.audience", "LibraryView.aims", "LibraryView.aim", "LibraryView.approach"),
        *("Group.aim", "LibraryView.language", "Tongue.id", "Question.id", "SuggestionView.alone"),
        *("SuggestionView.therapist", "Label.id", "Question.picked"),
        *("LibraryView.approaches", "LibraryView.minutes", "KnockView.state", "UnlockLine.kind"),
        *("YouView.theme", "YouView.language", "LanguageLine.id", "Exercise.approach", "Exercise.aims"),
        *("GateView.passage", "GateView.tapped", "Row.words_in", "Line.words_in", "Exercise.reviewed"),
        *(f"{name}.words_in" for name in IN_WORDS),
        *("PackRow.audience", "PackView.audience", "EntryLine.audience", "EntryLine.rules"),
        *("PlaceLine.place", "PackNext.name_in"),
        *("HelpView.chosen", "BreakView.day", "Column.kind", "TurnsStep.modes", "TimerStep.style"),
    ),
    "a word of ours that was picked, shown by its label": (
        *("ChoiceAnswer.picked", "FeelingsAnswer.picked", "RankAnswer.order", "BodyAnswer.regions"),
        *("TimerAnswer.ended", "LetterAnswer.fate", "SafetyAnswer.ok", "DebriefAnswer.want"),
    ),
    "a name by which parts of an exercise find each other": (
        *("Option.id", "Column.id", "Card.id", "Family.id", "When.step", "When.one_of"),
        *(f"{kind.step.__name__}.quotes" for kind in KINDS.values()),
        *(f"{kind.step.__name__}.recalls" for kind in KINDS.values()),
    ),
    "the name of the field beside which the sentence stands": ("Told.field",),
    "the same words in other languages": ("Exercise.translations",),
}
"""Texts that are no words to read, each with its reason: they get no canary."""

PASSED_OVER = {
    "FinishedView: FinishedView.stop_advice": "when to stop is said while one goes on",
    "FinishedView: StopLine.until": "nothing is left to wait for; that a break goes on is said",
    "FinishedView: Turn.card": "a talk that is over has no turn any more",
    "FinishedView: Paper.by": "a text both signed is of both",
    "GateView: GateView.stop_advice": "when to stop is said while one goes on",
    "GateView: GateView.me": "nobody needs their own name to answer",
    "GateView: StopLine.until": "a stop is shown on the step that it holds up",
    "InvitationView: StopLine.until": "said on the step that one comes back to",
    "LeaveView: StopLine.until": "leaving needs no waiting",
    "LeaveView: LeaveView.me": "nobody needs their own name to leave",
    "LeaveView: LeaveView.say": "nothing here changes by itself, so nothing is read out",
    "LeaveView: KnockLine.id": "whoever knocks is let in on the pages of the exercise",
    "LeaveView: KnockLine.name": "whoever knocks is let in on the pages of the exercise",
    **{
        f"{kind.step.__name__}.title": "for lists: SeenBy.title and Quote.title say it"
        for kind in KINDS.values()
    },
}
"""Texts that a page leaves out though its JSON has them."""


class Seeded:
    """A view with a canary in each of its texts, and the field (as `Type.field`) of each canary."""

    def __init__(self, view: View) -> None:
        self.fields: dict[str, str] = {}
        self._step: Step | None = getattr(view, "step", None)
        self.view: View = self._seeded(view, "")

    def _seeded(self, value: Any, field: str) -> Any:
        if type(value) is str:
            return value if not value or field in _words() else self._canary(field)
        if isinstance(value, Struct):
            kind = type(value).__name__
            there = {name: getattr(value, name) for name in value.__struct_fields__}
            return replace(
                value, **{name: self._seeded(each, f"{kind}.{name}") for name, each in there.items()}
            )
        if isinstance(value, list | tuple):
            return type(value)(self._seeded(each, field) for each in value)
        if isinstance(value, dict):
            return {key: self._typed(key, each, field) for key, each in value.items()}
        return value

    def _typed(self, key: str, value: Any, field: str) -> Any:
        """A value of a form: a text only where its field holds one."""
        if self._step is not None and field == "StepView.value":
            held = {each.name: each.holds for each in self._step.fields()}
            return (
                self._seeded(value, f"StepView.value of {self._step.kind}") if held[key] == "text" else value
            )
        return self._seeded(value, field)

    def _canary(self, field: str) -> str:
        canary = f"q{len(self.fields):04d}zz"
        self.fields[canary] = field
        return canary


@cache
def _words() -> frozenset[str]:
    return frozenset(field for fields in WORDS.values() for field in fields)


@cache
def printed() -> tuple[printer.Printer, Frame]:
    """The real templates, and a frame that says nothing of its own."""
    web = files() / "web"
    pages = printer.read(web / "templates", locale.read(web / "locale"), {"icons": "/i", "pictures": "/p"})
    names = ("css", "js", "htmx", "icons", "pictures", "icon")
    urls: dict[str, Any] = {name: f"/{name}" for name in names}
    return pages, Frame(lang="en", dir="ltr", theme="system", path="/", operator="", owner="o", **urls)


@cache
def owners() -> frozenset[str]:
    """Everything that belongs to a view, and not to an exercise or an answer that it carries."""
    return frozenset(each.__name__ for each in structs(*every(View), Forgetful))


def looked_through(examples: list[View]) -> tuple[set[str], set[str]]:
    """What was seeded and what was then seen on a page; a carried exercise counts on whatever page it is."""
    seeded, seen = set(), set()
    pages, frame = printed()
    for example in examples:
        found = Seeded(example)
        page, name = pages.page(found.view, frame), type(example).__name__
        data = msgspec.json.encode(found.view).decode()
        for canary, field in found.fields.items():
            place = f"{name}: {field}" if field.partition(".")[0] in owners() else field
            assert canary in data, f"{place} is not in the JSON"
            seeded.add(place)
            seen |= {place} if canary in page else set()
    return seeded, seen


def every(kind: type[View]) -> Iterator[type[View]]:
    """Every view that has a page."""
    for child in kind.__subclasses__():
        if child.__module__.startswith("server.") and child.template:
            yield child
        yield from every(child)


def structs(*kinds: type[Struct]) -> set[type[Struct]]:
    """Structs and those they hold, but not what they carry of the core."""
    found: set[type[Struct]] = set()
    todo: list[Any] = list(kinds)
    while todo:
        kind = todo.pop()
        todo += get_args(kind)
        if not (isinstance(kind, type) and issubclass(kind, Struct)) or kind in found:
            continue
        if not kind.__module__.startswith("server.core"):
            found.add(kind)
            todo += [field.type for field in msgspec.structs.fields(kind)]
    return found


def texts(kind: type[Struct]) -> set[str]:
    """The fields of a struct that hold texts, as `Type.field`."""
    fields = msgspec.structs.fields(kind)
    return {
        f"{kind.__name__}.{each.name}" for each in fields if each.type is str or str in get_args(each.type)
    }


EXAMPLES: list[View] = [*session_views.sessions(), *other_views.others()]


@cache
def all_looked_through() -> tuple[set[str], set[str]]:
    """Every example, looked through once."""
    return looked_through(EXAMPLES)


def test_every_text_is_on_its_page_and_in_its_json() -> None:
    seeded, seen = all_looked_through()
    assert len(seeded) > 200
    assert seeded - seen == set(PASSED_OVER)


def test_every_view_is_among_the_examples() -> None:
    assert set(every(View)) == {type(example) for example in EXAMPLES}


def test_every_text_field_was_given_something() -> None:
    seeded, _ = all_looked_through()
    fields = {place.rpartition(": ")[2].partition(" of ")[0] for place in seeded}
    kinds: set[type[Struct]] = {Exercise, *structs(*every(View))}
    kinds |= {kind.step for kind in KINDS.values()}
    # What was said or agreed comes as `Move` and `Paper`, never as an answer.
    kinds |= {kind.answer for kind in KINDS.values() if kind.name not in ("turns", "agree")}
    wanted = {field for kind in kinds for field in texts(kind)}
    assert wanted - fields - _words() == set()


def test_every_kind_shows_again_what_was_typed() -> None:
    _, seen = all_looked_through()
    typing = {kind for kind in KINDS if any(each.holds == "text" for each in STEPS[kind].fields())}
    assert {f"StepView: StepView.value of {kind}" for kind in typing} <= seen


class Forgetful(View, kw_only=True):
    """A page that says less than its JSON."""

    template: ClassVar[str] = "notices/cover.html"
    date: str
    deed: str
    note: str


def test_a_text_that_is_on_no_page_would_be_missed() -> None:
    seeded, seen = looked_through([Forgetful(date="today", deed="deed", note="secretly")])
    assert seeded - seen == {"Forgetful: Forgetful.note"}
