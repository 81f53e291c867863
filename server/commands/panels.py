"""What stands around the two panes of a preview, and what the forms in them say."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from server.library.cases import CaseDeed
from server.library.problems import Problem
from server.render.forms import Form, one


def side_by_side(title: str, names: Iterable[str]) -> str:
    """A pane for each, as wide as a phone."""
    links = " ".join(f'<a href="/sessions/{name}">as {name.title()}</a>' for name in names)
    panes = "\n".join(
        f'<iframe src="/sessions/{name}" title="as {name.title()}" width="390" height="844"></iframe>'
        for name in names
    )
    return _FRAME.format(title=escape(title), body=f"<p>{links}</p>{_BUTTONS}{panes}")


def what_is_wrong(title: str, problems: Iterable[Problem]) -> str:
    """Every problem of the file, with what to do."""
    lines = "".join(
        f"<li><b>{escape(', '.join(filter(None, (each.file, each.place))))}</b>: "
        f"{escape(each.message)}<br>{escape(each.remedy)}</li>"
        for each in problems
    )
    return _FRAME.format(title=escape(title), body=f"<p>Nothing can be shown yet.</p><ul>{lines}</ul>")


def deed_in(who: Any, id: str, end: str, form: Form) -> CaseDeed | None:
    """What a form of a page says, in the words of worked cases."""
    said: Any = one(form, "move") or one(form, "mode")
    if end in ("completion", "turn"):
        if said in _SAID:
            return CaseDeed(who=who, step=id, move=said)
        return CaseDeed(who=who, step=id, fields={name: list(sent) for name, sent in form.items()})
    move = _MOVES.get((end, one(form, _SAYS.get(end, ""))))
    return CaseDeed(who=who, step=id, move=move) if move else None


_SAID = ("read-on", "keep", "pass", "go-on", "aloud", "written")
_SAYS = {"choice": "show", "verdict": "verdict", "signature": "sign", "pause": "kind", "departure": "way"}
_MOVES: dict[tuple[str, str], Any] = {
    ("choice", "yes"): "show",
    ("choice", "no"): "hide",
    ("verdict", "heard"): "heard",
    ("verdict", "partly"): "partly",
    ("verdict", "again"): "again",
    ("signature", "yes"): "sign",
    ("signature", "no"): "unsign",
    ("signature", "leave-open"): "leave-open",
    ("withdrawal", ""): "put-away",
    ("pause", "moment"): "moment",
    ("pause", "break"): "break",
    ("readiness", ""): "ready",
    ("departure", "alone"): "alone",
    ("departure", "keep"): "leave",
    ("departure", "erase"): "erase",
}
_FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head><body><h1>{title}</h1>
{body}
</body></html>"""
_BUTTONS = """<form method="get" action="/"><button>Look again</button></form>
<form method="post" action="/anew"><button>Begin anew</button>
<button name="alone" value="yes">Begin anew, for one person</button></form>
<form method="post" action="/later"><button name="pass" value="hour">Let an hour pass</button>
<button name="pass" value="days">Let four days pass</button></form>
"""
