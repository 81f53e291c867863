"""What each address that writes takes, as the API's document says it; forms.py reads it from form or JSON."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

Deed = Annotated[
    str,
    Meta(
        pattern="^[0-9a-zA-Z_-]{8,64}$",
        description="A name for what is done, new for each. The same name and body again changes nothing.",
    ),
]
Met = Annotated[Literal["yes"], Meta(description="The page that this comes from named the partner.")]
Digits = Annotated[str, Meta(pattern="^[0-9]+$")] | int
Yes = Literal["yes"]
YesNo = Literal["yes", "no"]
Signs = Literal["not-free", "afraid", "hurt", "controlled", "forced", "not-sure", "none"]


class Plain(Struct, kw_only=True):
    """Nothing but the deed."""

    deed: Deed


class Begin(Plain, kw_only=True):
    """An exercise, alone or with somebody who is yet to come."""

    exercise: str
    with_: Literal["me", "partner"] = field(name="with")


class Choosing(Struct, kw_only=True):
    """Four answers to "Alone, together, or with someone?". Nothing is kept, so it needs no deed."""

    wish: Literal["calm", "mood", "closeness", "talk", "conflict", "trust", "direction"]
    other: Literal["willing", "unsure", "wont", "pushes", "nobody"]
    signs: Signs | list[Signs]
    weight: Literal["light", "weeks", "heavy", "danger"]


class ChangePlace(Plain, kw_only=True):
    """Rest from a pack, go on with it, begin it anew, leave it, or set aside one `exercise` of it."""

    way: Literal["follow", "rest", "go-on", "anew", "set-aside", "leave"]
    exercise: str | UnsetType = UNSET


class Halt(Plain, kw_only=True):
    """Stop for both: a moment, or a break of so many minutes."""

    kind: Literal["moment", "break"] = "moment"
    minutes: Digits = "20"


class Break(Struct, kw_only=True):
    """A break after an argument. Nothing is kept, so it needs no deed."""

    for_: Literal["20", "30", "60", "180", "tomorrow"] = field(name="for")
    zone: Annotated[str, Meta(description="Minutes of the clock ahead of UTC; empty if not known.")] = ""


class Depart(Plain, kw_only=True):
    """Finish alone, leave and keep, leave and delete, or close the door again."""

    way: Literal["alone", "keep", "erase", "close-door"]


class AtStep(Plain, kw_only=True):
    """A deed at a step of an exercise for two."""

    met: Met | UnsetType = UNSET


class Complete(AtStep, kw_only=True):
    """The fields of the step's kind beside these; or only `move`, to go on from what was shown."""

    move: Literal["read-on", "keep"] | UnsetType = UNSET
    show: YesNo | UnsetType = UNSET
    base: Digits | UnsetType = UNSET


class Choose(AtStep, kw_only=True):
    """Show or keep."""

    show: YesNo


class Speak(AtStep, kw_only=True):
    """Words of a turn, that they were said aloud, or a move without words."""

    text: str | UnsetType = UNSET
    said: Yes | UnsetType = UNSET
    move: Literal["pass", "go-on"] | UnsetType = UNSET
    mode: Literal["written", "aloud"] | UnsetType = UNSET


class Judge(AtStep, kw_only=True):
    """Whether the speaker was heard."""

    verdict: Literal["heard", "partly", "again"]


class Sign(AtStep, kw_only=True):
    """Sign the version that was read, take the name back, or leave it open."""

    sign: Literal["yes", "no", "leave-open"]
    version: Digits | UnsetType = UNSET


class Draft(Struct, kw_only=True):
    """The fields of the step's kind as they are now, complete or not."""


Fits = Literal["time", "tired", "another-day", "not-free", "pushed", "afraid", "hurt", "none"]


class Check(Plain, kw_only=True):
    """What fits today: reasons, or `none`."""

    fits: Fits | list[Fits]
    met: Yes | UnsetType = UNSET


class More(Plain, kw_only=True):
    """Stop joint exercises for now or take them up again; or put the fuller help away."""

    stop: YesNo | UnsetType = UNSET
    seen: Yes | UnsetType = UNSET


class Invite(Plain, kw_only=True):
    """What the partner calls whoever invites."""

    name: str


class Admit(Plain, kw_only=True):
    """Let somebody in, or not."""

    knock: str
    admit: YesNo


class Join(Plain, kw_only=True):
    """A code, or a link whole or by its secret."""

    name: str
    code: str = ""
    link: str = ""


class Look(Struct, kw_only=True):
    """How this phone looks, and whether the other sees that it is there."""

    theme: str = ""
    language: str = ""
    quiet: YesNo = "no"


class Language(Struct, kw_only=True):
    """The language of this browser, and the page to come back to."""

    language: str
    to: str = "/"


class Confirm(Plain, kw_only=True):
    """What the page of the words gave; with three of `word-1` to `word-12`, once they were asked for."""

    sealed: str


class SignIn(Plain, kw_only=True):
    """Twelve words; or a way in that this phone still has."""

    words: str = ""
    replace: Yes | UnsetType = UNSET
    unlock: str | UnsetType = UNSET
    tap: Yes | UnsetType = UNSET
    """The tap on the cover: straight in where this phone is the only way, else on to the words."""


class SignOut(Struct, kw_only=True):
    """With `anyway`, also where no second way in is kept. `wiped`: the page empties the browser itself."""

    anyway: Yes | UnsetType = UNSET
    wiped: Yes | UnsetType = UNSET
