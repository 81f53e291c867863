"""Random exercises of all kinds and reveal rules, and random deeds in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from server.core import deeds
from server.core.exercise import Audience, Exercise
from server.core.progress import agreement, current
from server.core.state import MINUTE, Stop
from server.core.steps.base import Answer, Reveal, Step, When
from tests.core.cast import BEN, CLEO, FORMS, agree, deal, exercise, spoken, step, turns, words
from tests.core.evening import Evening

PERSONAL = (Reveal.PRIVATE, Reveal.SHARED, Reveal.TOGETHER, Reveal.CHOSEN)
FITS = {
    "debrief": (Reveal.PRIVATE,),
    "guess": (Reveal.TOGETHER,),
    "match": (Reveal.TOGETHER,),
    "letter": (Reveal.PRIVATE, Reveal.CHOSEN),
    "read": (Reveal.PRIVATE, Reveal.SHARED, Reveal.TOGETHER),
    "safety": (Reveal.PRIVATE,),
}
KINDS_OF = {
    reveal: tuple(kind for kind in FORMS if reveal in FITS.get(kind, PERSONAL)) for reveal in PERSONAL
}
ASKS: Mapping[str, Mapping[str, Any]] = {
    "scale": {"at_least": 5},
    "choice": {"one_of": ("yes",)},
    "safety": {"one_of": ("no",)},
    "debrief": {"at_most": 3},
}


@st.composite
def steps(draw: st.DrawFn, solo: bool = False) -> tuple[Step, ...]:
    """One to six steps; about every third looks at an earlier answer where there is one to look at."""
    made_: list[Step] = []
    for number in range(draw(st.integers(1, 6))):
        id = f"s{number}"
        kind = draw(st.sampled_from(["personal"] * 4 + ([] if solo else ["turns", "agree"])))
        if kind == "turns":
            after = draw(st.sampled_from([(), ("It makes sense.",), ("It makes sense.", "It must feel so.")]))
            made_.append(turns(id, rounds=draw(st.integers(1, 2)), after=after))
        elif kind == "agree":
            made_.append(agree(id))
        else:
            reveal = Reveal.PRIVATE if solo else draw(st.sampled_from(PERSONAL))
            own = draw(st.sampled_from(KINDS_OF[reveal]))
            earlier = [before for before in made_ if before.kind in ASKS]
            look = draw(st.sampled_from(earlier)) if earlier and draw(st.integers(0, 2)) == 0 else None
            when = When(step=look.id, **ASKS[look.kind]) if look is not None else None
            made_.append(step(own, id, reveal, when))
    return tuple(made_)


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    """Mostly for two, some with a solo form; now and then for one."""
    if draw(st.integers(0, 9)) == 0:
        return exercise(*draw(steps(solo=True)), audience=Audience.SOLO)
    solo = draw(steps(solo=True)) if draw(st.integers(0, 4)) == 0 else ()
    return exercise(*draw(steps()), solo=solo)


Loose = tuple[int, int, int, bool]
OWN = ("complete", "choose", "put-away", "keep", "read-on", "other-kind")
TALK = ("say", "say-aloud", "pass", "judge", "judge", "go-on", "switch")
PAPER = ("draw", "draw", "sign", "sign", "unsign", "leave-open")
AROUND = (
    *("moment", "break", "ready", "alone", "depart", "arrive", "arrive", "meet", "close-door", "name"),
    "ready",
)
loose_deeds: st.SearchStrategy[Any] = st.tuples(
    st.integers(0, 59), st.integers(0, 7), st.integers(0, 3), st.booleans()
)
"""A deed before it is known what steps there are: which, where, a number and a yes or no."""


def made(evening: Evening, seat: int, loose: Loose) -> deeds.Deed:
    """The deed in this evening: fitting where its seat is (place 0 to 3), or any, anywhere, nowhere (7)."""
    which, place, number, yes = loose
    found = _found(evening, seat, place)
    id = found.id if found is not None else "nowhere"
    fits = {"turns": TALK, "agree": PAPER}.get(found.kind if found is not None else "", OWN)
    names = fits if place < 4 else (*OWN, *TALK, *PAPER, *AROUND, *AROUND)
    name = names[which % len(names)]
    near = agreement(evening.session, found).version if yes and found is not None else number
    between = _between(name, id, number, near)
    return between or _own(name, found, id, number, yes) or _around(evening, name, number, yes)


def _found(evening: Evening, seat: int, place: int) -> Step | None:
    plan = evening.session.exercise.steps
    if place == 7:
        return None
    here = current(evening.session, seat, evening.at) if seat in evening.session.state.sittings else None
    return here if place < 5 and here is not None else plan[place % len(plan)]


def _answer(found: Step | None, number: int) -> Answer:
    return (
        words("lost")
        if found is None or found.kind not in FORMS
        else found.parse(FORMS[found.kind][number % 2])
    )


def _own(name: str, found: Step | None, id: str, number: int, yes: bool) -> deeds.Deed | None:
    match name:
        case "complete":
            chosen = found is not None and found.reveal is Reveal.CHOSEN
            return deeds.Complete(
                step=id, answer=_answer(found, number), show=yes if chosen and number else None
            )
        case "other-kind":
            return deeds.Complete(step=id, answer=deal("not asked for"), show=yes)
        case "choose":
            return deeds.Choose(id, yes)
        case "put-away":
            return deeds.PutAway(id)
        case "keep":
            return deeds.Keep(id)
        case "read-on":
            return deeds.ReadOn(id)
    return None


def _between(name: str, id: str, number: int, near: int) -> deeds.Deed | None:
    match name:
        case "say":
            return deeds.Say(id, words("not a move") if number == 3 else spoken("I"))
        case "say-aloud":
            return deeds.Say(id, None)
        case "pass":
            return deeds.PassTurn(id)
        case "judge":
            return deeds.Judge(id, ("heard", "partly", "again", "heard")[number])
        case "go-on":
            return deeds.GoOn(id)
        case "switch":
            return deeds.Switch(id, "aloud" if number else "written")
        case "draw":
            return deeds.Draw(id, near, words("not a deal") if number == 3 else deal(f"deal {number}"))
        case "sign":
            return deeds.Sign(id, near)
        case "unsign":
            return deeds.Unsign(id)
        case "leave-open":
            return deeds.LeaveOpen(id)
    return None


def _around(evening: Evening, name: str, number: int, yes: bool) -> deeds.Deed:
    match name:
        case "moment":
            return deeds.Halt(Stop.MOMENT, evening.at + (number - 1) * MINUTE)
        case "break":
            return deeds.Halt(Stop.BREAK, evening.at + number * 15 * MINUTE)
        case "alone":
            return deeds.FinishAlone()
        case "depart":
            return deeds.Depart(erase=yes)
        case "arrive":
            return deeds.Arrive((BEN, CLEO)[number % 2], "Ben", met=yes)
        case "meet":
            return deeds.Meet()
        case "close-door":
            return deeds.CloseDoor()
        case "name":
            return deeds.Name(f"name {number}")
    return deeds.Ready()
