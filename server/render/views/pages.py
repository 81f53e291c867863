"""Views of everything that is not a session: first run, Today, joining, You, and what went wrong."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct

from server.render.problems import Told
from server.render.view import View
from server.render.views.argued import ArguedView as ArguedView
from server.render.views.argued import BreakOverView as BreakOverView
from server.render.views.argued import BreakView as BreakView
from server.render.views.help import HelpView as HelpView
from server.render.views.library import Door as Door
from server.render.views.library import EntranceView as EntranceView
from server.render.views.library import ExerciseView as ExerciseView
from server.render.views.library import Group as Group
from server.render.views.library import LibraryView as LibraryView
from server.render.views.library import Row as Row
from server.render.views.library import SeenBy as SeenBy
from server.render.views.library import SheetView as SheetView
from server.render.views.library import Tongue as Tongue
from server.render.views.packs import FollowingView as FollowingView
from server.render.views.packs import PackLine as PackLine
from server.render.views.packs import PackNext as PackNext
from server.render.views.packs import PackView as PackView


class WelcomeView(View, kw_only=True):
    """First run: at most two taps to the first field one can write in."""

    template: ClassVar[str] = "welcome/show.html"
    deed: str
    first: str
    """The slug of the exercise that "Start on my own" begins."""
    open: bool
    """Whether anyone may begin here; else one comes in by an invitation."""


class Line(Struct, frozen=True, kw_only=True):
    """One session on a list."""

    id: str
    title: str
    words_in: str
    """The language of its title, where that is not the reader's."""
    partner: str
    waits: bool
    done: bool
    left: bool
    stopped: bool
    number: int
    of: int
    minutes: int
    day: str


class PlanLine(Struct, frozen=True, kw_only=True):
    """A plan and its day."""

    session: str
    cue: str
    act: str
    day: str
    due: bool


class TodayView(View, kw_only=True):
    """The one next thing, plans, and nothing that scolds."""

    template: ClassVar[str] = "today/show.html"
    tab: ClassVar[str] = "today"
    next: Line | None
    others: list[Line]
    packs: list[PackNext]
    plans: list[PlanLine]
    evening: bool
    more: bool
    """Fuller help waits behind "More for you"."""


class TogetherView(View, kw_only=True):
    """Sessions for two."""

    template: ClassVar[str] = "together/show.html"
    tab: ClassVar[str] = "together"
    lines: list[Line]
    suggestions: list[Row]
    first: Row | None = None
    """What two could begin with, for whoever has done nothing with anybody yet."""


class JournalView(View, kw_only=True):
    """One's own sessions."""

    template: ClassVar[str] = "journal/show.html"
    tab: ClassVar[str] = "journal"
    lines: list[Line]
    packs: list[PackLine]
    suggestions: list[Row]


class JoinView(View, kw_only=True):
    """Coming in by code or link."""

    template: ClassVar[str] = "joins/new.html"
    deed: str
    value: dict[str, Any]
    flaws: list[Told]
    notice: str = ""
    own: str = ""
    """The session, if the code belongs to one of the reader's own."""


class KnockView(View, kw_only=True):
    """Waiting to be let in."""

    template: ClassVar[str] = "joins/show.html"
    fragment: ClassVar[str] = "joins/_show.html"
    knock: str
    name: str
    pictures: tuple[int, int, int]
    state: str
    """waiting, refused or over."""


class UnlockLine(Struct, frozen=True):
    """One way to open one's words."""

    kind: str
    day: str
    here: bool


class LanguageLine(Struct, frozen=True):
    """A language that the interface speaks, named in itself."""

    id: str
    label: str

    @property
    def lang(self) -> str:
        """What it is named in."""
        return self.id


class YouView(View, kw_only=True):
    """Settings of this phone, and the ways in."""

    template: ClassVar[str] = "you/show.html"
    tab: ClassVar[str] = "you"
    ways: int
    theme: str
    quiet: bool
    deed: str
    languages: list[LanguageLine]
    language: str


class UnlocksView(View, kw_only=True):
    """The ways to open one's words, and recovery words."""

    template: ClassVar[str] = "you/unlocks.html"
    tab: ClassVar[str] = "you"
    lines: list[UnlockLine]
    has_words: bool
    deed: str


class WordsView(View, kw_only=True):
    """Recovery words, shown once and then confirmed by typing three of them."""

    template: ClassVar[str] = "you/words.html"
    words: list[str]
    """All twelve while they are shown."""
    ask: list[int]
    """Which three are asked for, counted from 1; empty while they are shown."""
    sealed: str
    deed: str
    flaws: list[Told]
    value: dict[str, Any]


class BackLine(Struct, frozen=True):
    """Somebody whom this phone can open, known by nothing but a day."""

    unlock: str
    day: str


class SignInView(View, kw_only=True):
    """Coming back with recovery words, or by what this phone still opens."""

    template: ClassVar[str] = "signins/new.html"
    deed: str
    flaws: list[Told]
    value: dict[str, Any]
    replaces: bool
    """This browser acts for somebody already."""
    back: list[BackLine]


class CoverView(View, kw_only=True):
    """A page that says nothing about anybody, and one tap back."""

    template: ClassVar[str] = "notices/cover.html"
    date: str
    deed: str


class OfflineView(View, kw_only=True):
    """There is no network: what works without it."""

    template: ClassVar[str] = "notices/offline.html"


class TrustView(View, kw_only=True):
    """Who runs this, what is promised and what is not."""

    template: ClassVar[str] = "notices/trust.html"
    operator: str


class ErrorView(View, kw_only=True):
    """Something did not go: what it was, and what to do."""

    template: ClassVar[str] = "errors/show.html"
    title: str
    text: str
    action: str
    href: str
    code: int
