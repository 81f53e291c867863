"""The API's document: which views each address gives and what it takes, put into the list of addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from server.core.steps import AnyAnswer, AnyStep
from server.render import bodies
from server.render.problems import Told
from server.render.view import View
from server.render.views import begin, gate, pages, session


class Refusal(Struct, kw_only=True):
    """Why something was not done (RFC 9457); `flaws` names fields where some were wrong."""

    type: str
    title: str
    status: int
    detail: str
    flaws: list[Told] = []


class Call(Struct, frozen=True, kw_only=True):
    """One address and method: the views it gives, those it shows again when refused, and what it takes."""

    gives: tuple[type[View], ...] = ()
    again: tuple[type[View], ...] = ()
    takes: type[Struct] | None = None
    stream: bool = False


_STEP, _ENDED = (session.StepView,), (session.StepView, session.FinishedView)
_AT = "/sessions/{session}/steps/{step}"

CALLS: Mapping[tuple[str, str], Call] = {
    ("get", "/"): Call(gives=(pages.WelcomeView,)),
    ("get", "/today"): Call(gives=(pages.TodayView,)),
    ("get", "/together"): Call(gives=(pages.TogetherView,)),
    ("get", "/journal"): Call(gives=(pages.JournalView,)),
    ("get", "/begin"): Call(gives=(begin.ChoosingView,)),
    ("post", "/begin"): Call(
        takes=bodies.Choosing, gives=(begin.SuggestionView,), again=(begin.ChoosingView,)
    ),
    ("get", "/exercises"): Call(gives=(pages.LibraryView,)),
    ("get", "/exercises/for/{entrance}"): Call(gives=(pages.EntranceView,)),
    ("get", "/exercises/{slug}"): Call(gives=(pages.ExerciseView,)),
    ("get", "/exercises/{slug}/sheet"): Call(gives=(pages.SheetView,)),
    ("get", "/packs/{slug}"): Call(gives=(pages.PackView,)),
    ("post", "/packs/{slug}/following"): Call(takes=bodies.Plain),
    ("get", "/packs/{slug}/place"): Call(gives=(pages.FollowingView,)),
    ("post", "/packs/{slug}/place"): Call(takes=bodies.ChangePlace),
    ("post", "/sessions"): Call(takes=bodies.Begin),
    ("get", "/sessions/{session}"): Call(gives=(session.FinishedView,)),
    ("post", "/sessions/{session}/pause"): Call(takes=bodies.Halt, again=_ENDED),
    ("post", "/sessions/{session}/readiness"): Call(takes=bodies.Plain, again=_ENDED),
    ("get", "/sessions/{session}/departure"): Call(gives=(session.LeaveView,)),
    ("post", "/sessions/{session}/departure"): Call(takes=bodies.Depart, again=_ENDED),
    ("get", "/sessions/{session}/stream"): Call(stream=True),
    ("get", "/sessions/{session}/gate"): Call(gives=(gate.GateView,)),
    ("post", "/sessions/{session}/gate"): Call(takes=bodies.Check, again=(gate.GateView,)),
    ("get", "/more"): Call(gives=(gate.MoreView,)),
    ("post", "/more"): Call(takes=bodies.More),
    ("get", _AT): Call(gives=_STEP),
    ("post", f"{_AT}/completion"): Call(takes=bodies.Complete, again=_STEP),
    ("post", f"{_AT}/choice"): Call(takes=bodies.Choose, again=_STEP),
    ("post", f"{_AT}/turn"): Call(takes=bodies.Speak, again=_STEP),
    ("post", f"{_AT}/verdict"): Call(takes=bodies.Judge, again=_STEP),
    ("post", f"{_AT}/signature"): Call(takes=bodies.Sign, again=_STEP),
    ("post", f"{_AT}/withdrawal"): Call(takes=bodies.AtStep, again=_STEP),
    ("put", f"{_AT}/draft"): Call(takes=bodies.Draft),
    ("get", "/sessions/{session}/invitation"): Call(gives=(session.InvitationView,)),
    ("post", "/sessions/{session}/invitation"): Call(takes=bodies.Invite, again=(session.InvitationView,)),
    ("post", "/sessions/{session}/invitation/extension"): Call(takes=bodies.Plain),
    ("post", "/sessions/{session}/admission"): Call(takes=bodies.Admit),
    ("get", "/join"): Call(gives=(pages.JoinView,)),
    ("post", "/joins"): Call(takes=bodies.Join, again=(pages.JoinView,)),
    ("get", "/joins/{knock}"): Call(gives=(pages.KnockView,)),
    ("get", "/joins/{knock}/stream"): Call(stream=True),
    ("get", "/you"): Call(gives=(pages.YouView,)),
    ("post", "/you/look"): Call(takes=bodies.Look),
    ("post", "/language"): Call(takes=bodies.Language),
    ("get", "/you/unlocks"): Call(gives=(pages.UnlocksView,)),
    ("post", "/you/unlocks/words"): Call(takes=bodies.Plain, gives=(pages.WordsView,)),
    ("post", "/you/unlocks/confirmation"): Call(
        takes=bodies.Confirm, gives=(pages.WordsView,), again=(pages.WordsView,)
    ),
    ("get", "/sign-in"): Call(gives=(pages.SignInView,)),
    ("post", "/sign-ins"): Call(takes=bodies.SignIn, again=(pages.SignInView,)),
    ("post", "/exit"): Call(),
    ("post", "/sign-out"): Call(takes=bodies.SignOut),
    ("get", "/argued"): Call(gives=(pages.ArguedView,)),
    ("post", "/argued"): Call(takes=bodies.Break),
    ("get", "/argued/break"): Call(gives=(pages.BreakView, pages.BreakOverView)),
    ("get", "/help"): Call(gives=(pages.HelpView,)),
    ("get", "/cover"): Call(gives=(pages.CoverView,)),
    ("get", "/offline"): Call(gives=(pages.OfflineView,)),
    ("get", "/trust"): Call(gives=(pages.TrustView,)),
}
"""Every address that shows a view or takes a deed; the rest (health, files) are told by the framework."""

_AGAIN = {
    404: "The page again: nothing was found by this.",
    409: "The page as it stands now, with what was typed: it changed meanwhile, or this is not possible now.",
    422: "The page again, with what was typed and a sentence beside each field that was wrong.",
    503: "The page again, with what was typed: there is no room to save it.",
}


def described(document: dict[str, Any]) -> dict[str, Any]:
    """The framework's list of addresses with what each gives and takes."""
    refs, components = _schemas()
    paths = {
        path: {method: _operation(method, path, told, refs) for method, told in item.items()}
        for path, item in document["paths"].items()
    }
    return document | {"paths": paths, "components": {"schemas": components}}


def _operation(method: str, path: str, told: dict[str, Any], refs: _Refs) -> dict[str, Any]:
    call = CALLS.get((method, path))
    if call is None:
        return told
    told = told | {"responses": _responses(method, call, refs)}
    if call.takes is not None:
        kinds = ("application/x-www-form-urlencoded", "application/json")
        content = {kind: {"schema": refs[call.takes]} for kind in kinds}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _responses(method: str, call: Call, refs: _Refs) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if call.gives:
        found["200"] = _page("The view, as it is printed on its page.", call.gives, refs)
    if call.stream:
        signals = {"text/event-stream": {"schema": {"type": "string"}}}
        found["200"] = {
            "description": "Signals without content: look again, and who is there.",
            "content": signals,
        }
    if method == "put":
        found["204"] = {"description": "It is kept."}
    elif not call.stream:
        to = {"location": {"description": "Where to look now.", "schema": {"type": "string"}}}
        found["303"] = {"description": "It was done, or the page is elsewhere.", "headers": to}
    problem = {"application/problem+json": {"schema": refs[Refusal]}}
    for status, why in _AGAIN.items() if call.again else ():
        page = _page(why, call.again, refs)
        found[str(status)] = page | {"content": page["content"] | problem}
    return found | {"default": {"description": "Why it was not done.", "content": problem}}


def _page(why: str, kinds: tuple[type[View], ...], refs: _Refs) -> dict[str, Any]:
    schema = refs[kinds[0]] if len(kinds) == 1 else {"anyOf": [refs[kind] for kind in kinds]}
    content = {"application/json": {"schema": schema}, "text/html": {"schema": {"type": "string"}}}
    return {"description": why, "content": content}


_Refs = Mapping[type[Struct], dict[str, Any]]


def _schemas() -> tuple[_Refs, dict[str, Any]]:
    """A reference to the schema of every view and body, and the schemas; a step or answer is of any kind."""
    kinds: list[type[Struct]] = [Refusal, *_named(CALLS.values())]
    (*refs, step, answer), components = msgspec.json.schema_components(
        [*kinds, AnyStep, AnyAnswer], ref_template="#/components/schemas/{name}"
    )
    return dict(zip(kinds, refs, strict=True)), components | {"Step": step, "Answer": answer}


def _named(calls: Iterable[Call]) -> Iterable[type[Struct]]:
    """Every view and body once, in the order of the addresses."""
    taken = ((*call.gives, *call.again, *((call.takes,) if call.takes else ())) for call in calls)
    return dict.fromkeys(kind for kinds in taken for kind in kinds)
