"""Playing worked cases through the core: every deed is done, and what was foretold is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from server.core import deeds
from server.core.exercise import Exercise
from server.core.progress import agreement, floor
from server.core.state import MINUTE, Stop
from server.core.steps.base import Form, Refused, Step
from server.library.cases import SEATS, Case, CaseDeed, Cases
from server.library.hand import next_deed
from server.library.problems import Problem, problem
from server.library.table import PEOPLE, Table

MOST = 400
"""Deeds on one walk; no exercise takes that many."""
BREAK = 30
"""Minutes of a stop."""


def play(file: str, exercise: Exercise, cases: Cases) -> Iterator[Problem]:
    """Whatever comes out otherwise than it was foretold. A case ends at its first surprise."""
    for number, case in enumerate(cases.cases, start=1):
        told = _played(exercise, case)
        if told is not None:
            count, code, values = told
            yield problem(file, f"cases.{number}.deeds.{count}", code, title=case.title, **values)


def _played(exercise: Exercise, case: Case) -> tuple[int, str, dict[str, str]] | None:
    table = Table(exercise, alone=case.alone)
    for count, deed in enumerate(case.deeds, start=1):
        came = _do(table, deed)
        if came != deed.refused:
            code = "case-refused" if came else "case-taken"
            return count, code, {"given": came or deed.refused}
        for what, given, wanted in differences(table, deed):
            return count, "case-differs", {"what": what, "given": given, "wanted": wanted}
    return None


def _do(table: Table, deed: CaseDeed) -> str:
    """Do it; why not, or "" if it was taken."""
    if deed.wait:
        table.later(deed.wait)
        return ""
    if deed.walk:
        return walk(table, deed)
    seat = SEATS[deed.who]
    try:
        made = deed_of(table, deed)
    except Refused as refusal:
        return refusal.flaws[0].code
    declined = table.does(seat, made)
    return declined.code.value if declined is not None else ""


def walk(table: Table, deed: CaseDeed) -> str:
    """On to a step by plain answers; `stuck` if it is not reached."""
    seats = table.seats if deed.who == "both" else (SEATS[deed.who],)
    for _ in range(MOST):
        going = [seat for seat in seats if table.stands(seat)[0] != deed.walk]
        moves = [(seat, made) for seat in going if (made := next_deed(table.session, seat, table.at))]
        if not moves:
            return "stuck" if going else ""
        declined = table.does(*moves[0])
        if declined is not None:
            return declined.code.value
    return "stuck"


def fields(deed: CaseDeed) -> Form:
    """What a page would send."""
    return {name: value if isinstance(value, list) else [str(value)] for name, value in deed.fields.items()}


def deed_of(table: Table, deed: CaseDeed) -> deeds.Deed:
    """The deed of the core that this is; raises `Refused` if the fields are not taken."""
    if deed.move is not None:
        return _move(table, deed, deed.move)
    step, form = table.step(deed.step), fields(deed)
    answer = step.parse(form)
    if step.kind == "agree":
        return deeds.Draw(step.id, agreement(table.session, step).version, answer)
    if step.kind == "turns":
        said = form.get("said") == ["yes"] and floor(table.session, step).mode == "aloud"
        return deeds.Say(step.id, None if said else answer)
    return deeds.Complete(step=step.id, answer=answer, show=_show(step, form))


def _show(step: Step, form: Form) -> bool | None:
    if step.kind == "letter":
        return form.get("fate") == ["share"]
    return {"yes": True, "no": False}.get("".join(form.get("show", ())))


def _move(table: Table, deed: CaseDeed, move: str) -> deeds.Deed:
    id = deed.step
    match move:
        case "show" | "hide":
            return deeds.Choose(id, move == "show")
        case "heard" | "partly" | "again":
            return deeds.Judge(id, move)
        case "aloud" | "written":
            return deeds.Switch(id, move)
        case "sign":
            return deeds.Sign(id, agreement(table.session, table.step(id)).version)
        case "moment" | "break":
            return deeds.Halt(Stop(move), table.at + BREAK * MINUTE)
        case "leave" | "erase":
            return deeds.Depart(erase=move == "erase")
        case "ready":
            return deeds.Ready()
        case "alone":
            return deeds.FinishAlone()
    return _AT_A_STEP[move](id)


_AT_A_STEP: dict[str, Callable[[str], deeds.Deed]] = {
    "read-on": deeds.ReadOn,
    "put-away": deeds.PutAway,
    "keep": deeds.Keep,
    "pass": deeds.PassTurn,
    "go-on": deeds.GoOn,
    "unsign": deeds.Unsign,
    "leave-open": deeds.LeaveOpen,
}


def differences(table: Table, deed: CaseDeed) -> Iterator[tuple[str, str, str]]:
    """What was foretold and is otherwise: what it is about, as it is, as it was foretold."""
    for seat, name in PEOPLE.items():
        if seat in table.seats:
            yield from _differs(table, deed, seat, name)
    if deed.floor and table.floor(deed.step) != deed.floor:
        yield "the floor", table.floor(deed.step), deed.floor
    if deed.signed is not None and table.signed(deed.step) != deed.signed:
        yield "signed by", ", ".join(table.signed(deed.step)), ", ".join(deed.signed)


def _differs(table: Table, deed: CaseDeed, seat: int, name: str) -> Iterator[tuple[str, str, str]]:
    at, stage = table.stands(seat)
    for what, given, wanted in (("step", at, deed.at), ("stage", stage, deed.stage)):
        foretold = getattr(wanted, name)
        if foretold and given != foretold:
            yield f"the {what} of {name}", given, foretold
    for id, foretold in getattr(deed.sees, name).items():
        if table.sees(seat, id) != foretold:
            yield f"what {name} sees at {id}", table.sees(seat, id), foretold
    for id, text in getattr(deed.reads, name).items():
        if text not in table.reads(seat, id):
            yield f"what {name} reads at {id}", table.reads(seat, id), text
    for id, texts in getattr(deed.misses, name).items():
        for text in texts:
            if text in table.reads(seat, id):
                yield f"what {name} reads at {id}", table.reads(seat, id), f"without “{text}”"
    foretold = getattr(deed.again, name)
    if foretold and foretold not in table.again(seat):
        yield f"what {name} finds again", table.again(seat), foretold
