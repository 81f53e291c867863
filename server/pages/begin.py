"""Alone, together, or with someone: four questions and their answer. Nobody is asked for, nothing is kept."""

from __future__ import annotations

from typing import Any

from litestar import get, post

from server.core.choosing import NOTHING, OTHERS, SIGNS, WEIGHTS, WISHES, Answers, Suggestion, suggest
from server.core.exercise import Access
from server.core.steps.base import Flaw, Refused
from server.pages.rows import row_for
from server.pages.visit import AnyRequest, Shown, Visit, visit
from server.render.forms import Form, one
from server.render.problems import told
from server.render.views.begin import Offer, SuggestionView, choosing_view, reasons


@get("/begin")
async def ask(request: AnyRequest) -> Shown:
    """The four questions. Whoever asks is not looked up: the page is the same for all."""
    async with visit(request) as here:
        return here.show(choosing_view(here.language, {}, []))


@post("/begin", status_code=200)
async def answer(request: AnyRequest) -> Shown:
    """One suggestion of each. The answers end here, so it needs no deed, gives no cookie and goes nowhere."""
    async with visit(request) as here:
        form = await here.form()
        try:
            answers = _answers(form)
        except Refused as refusal:
            return here.show(choosing_view(here.language, form, told(refusal.flaws, here.language)), 422)
        return here.show(_shown(here, suggest(answers), answers))


def _answers(form: Form) -> Answers:
    """The four answers; raises `Refused` with every one that is missing. A sign counts beside "nothing"."""
    choices = {"wish": WISHES, "other": OTHERS, "weight": WEIGHTS}
    flaws = [
        Flaw(field=name, code="not-an-option")
        for name, known in choices.items()
        if one(form, name) not in known
    ]
    tapped = form.get("signs", ())
    if not tapped:
        flaws.append(Flaw(field="signs", code="nothing-tapped"))
    elif any(each not in (*SIGNS, NOTHING) for each in tapped):
        flaws.append(Flaw(field="signs", code="not-an-option"))
    if flaws:
        raise Refused(tuple(flaws))
    signs = frozenset(tapped) - {NOTHING}
    return Answers(signs=signs, **{name: one(form, name) for name in choices})


def _shown(here: Visit, found: Suggestion, answers: Answers) -> SuggestionView:
    return SuggestionView(
        solo=_offer(here, found.solo),
        joint=_offer(here, found.joint),
        alone=answers.other if answers.other in ("wont", "nobody") and not found.help else "",
        therapist=found.therapist,
        soon=answers.weight == "heavy" and not found.help,
        help=found.help,
    )


def _offer(here: Visit, slug: str) -> Offer | None:
    """The exercise as an offer; None where this server has no such open exercise."""
    exercise = here.house.shelf.get(slug)
    if exercise is None or exercise.access is not Access.OPEN:
        return None
    why = reasons(here.language)[slug]
    return Offer(row=row_for(here, exercise), why=why, limit=here.spoken(exercise).not_for)


HANDLERS: list[Any] = [ask, answer]
