"""One exercise for both seats, side by side, in memory: what `duologue preview` shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from server.commands.panels import deed_in, side_by_side, what_is_wrong
from server.core.problems import Problem as Declined
from server.core.progress import current, reached
from server.core.state import Standing
from server.core.steps.base import Refused, Reveal, Step
from server.library import load
from server.library.cases import SEATS, CaseDeed
from server.library.play import deed_of
from server.library.problems import Problem
from server.library.table import Table
from server.render import values
from server.render.assets import Assets
from server.render.forms import Form, one, typed
from server.render.frame import Frame
from server.render.locale import Languages
from server.render.printer import Printer
from server.render.problems import Told, sentence, told
from server.render.view import View
from server.render.views.keepsake import finished_view
from server.render.views.session import LeaveView
from server.render.views.stepping import Around, common, step_view

HOURS = {"hour": 1, "days": 96}
"""What can be let pass; after four days words are read again before they open."""


class Said(NamedTuple):
    """One answer: a page, a file, or where to look instead."""

    status: int
    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    to: str = ""


class Panes:
    """The file as it is now, and all that was done with it. A changed file gets the same deeds again."""

    def __init__(self, file: Path, printer: Printer, languages: Languages, assets: Assets) -> None:
        self._file = file.resolve()
        self._printer, self._languages, self._assets = printer, languages, assets
        self._alone = False
        self._done: list[tuple[int, CaseDeed]] = []
        self._seen: object = None
        self._problems: tuple[Problem, ...] = ()
        self._table: Table | None = None

    def get(self, path: str) -> Said:
        """A page or a file."""
        if path.startswith("/static/"):
            return self._static(path.removeprefix("/static/"))
        self._reads()
        if path == "/":
            return Said(200, self._both().encode())
        table, parts = self._table, path.strip("/").split("/")
        seat = SEATS.get(parts[1], 0) if len(parts) > 1 and parts[0] == "sessions" else 0
        if table is None or seat not in table.seats:
            return Said(404, b"This is not part of the preview.", "text/plain")
        return self._shown(table, seat, parts[2:])

    def post(self, path: str, form: Form) -> Said:
        """A deed, or one of the three buttons over the panes."""
        self._reads()
        if path == "/anew":
            self._alone, self._done, self._seen = one(form, "alone") == "yes", [], None
            return Said(303, to="/")
        table, parts = self._table, path.strip("/").split("/")
        if table is not None and path == "/later":
            self._does(table, 0, CaseDeed(who="both", wait=HOURS.get(one(form, "pass"), 1)))
            return Said(303, to="/")
        seat = SEATS.get(parts[1], 0) if len(parts) > 2 and parts[0] == "sessions" else 0
        if table is None or seat not in table.seats:
            return Said(404, b"This is not part of the preview.", "text/plain")
        return self._acted(table, seat, parts, form)

    # The file

    def _reads(self) -> None:
        """Read the file again if it, its cases or its translations changed; then do everything again."""
        folder = self._file.parent
        beside = sorted(folder.glob(f"{self._file.stem}.*")) + sorted(folder.parents[1].glob("*.toml"))
        stamps = [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in beside]
        if stamps == self._seen:
            return
        self._seen = stamps
        root = folder.parents[1]
        exercise, self._problems = load.one(root, self._file.relative_to(root).as_posix())
        if exercise is None or self._problems:
            self._table = None
            return
        self._table = Table(exercise, alone=self._alone)
        done, self._done = self._done, []
        for seat, deed in done:
            self._does(self._table, seat, deed)

    def _does(self, table: Table, seat: int, deed: CaseDeed) -> Declined | None:
        if deed.wait:
            table.later(deed.wait)
        elif table.session.exercise.step(deed.step) is None and deed.step:
            return None  # it was a step of the file as it stood before
        elif (declined := table.does(seat, deed_of(table, deed))) is not None:
            return declined
        self._done.append((seat, deed))
        return None

    # One seat

    def _shown(self, table: Table, seat: int, rest: list[str]) -> Said:
        now = current(table.session, seat, table.at)
        left = table.session.state.sittings[seat].standing is Standing.LEFT
        home = f"/sessions/{_name(seat)}"
        if rest == ["departure"]:
            return self._page(LeaveView(**common(self._held(table, seat), self._around(table, seat))))
        if rest[:1] == ["steps"] and len(rest) == 2:
            step = table.session.exercise.step(rest[1])
            if step is None or not reached(table.session, seat, step, table.at):
                return Said(303, to=home)
            return self._step(table, seat, step)
        if now is None or left:
            return self._page(finished_view(self._held(table, seat), self._around(table, seat)))
        return Said(303, to=f"{home}/steps/{now.id}")

    def _acted(self, table: Table, seat: int, parts: list[str], form: Form) -> Said:
        home = f"/sessions/{_name(seat)}"
        id = parts[3] if len(parts) == 5 else ""
        step = table.session.exercise.step(id) if id else None
        deed = deed_in(_name(seat), id, parts[-1], form)
        if deed is None or (id and step is None):
            return Said(404, b"This is not part of the preview.", "text/plain")
        try:
            declined = self._does(table, seat, deed)
        except Refused as refusal:
            flaws = told(refusal.flaws, self._languages.choose("", "en"))
            return self._step(table, seat, step, form, flaws) if step else Said(303, to=home)
        if declined is not None and step is not None:
            notice = sentence(declined, self._languages.choose("", "en"))
            return self._step(table, seat, step, form, notice=notice)
        stays = step is not None and table.stands(seat)[0] == step.id
        return Said(303, to=f"{home}/steps/{id}" if stays else home)

    def _step(
        self,
        table: Table,
        seat: int,
        step: Step,
        form: Form | None = None,
        flaws: list[Told] | None = None,
        notice: str = "",
    ) -> Said:
        held = self._held(table, seat)
        between = step.reveal in (Reveal.TURNS, Reveal.JOINT)
        mine = None if between else held.answers.get((step.id, seat, 0))
        value = typed(form) if form is not None else (values.of(mine) if mine is not None else {})
        around = self._around(table, seat, notice)
        view = step_view(held, step, around, value=value, flaws=flaws, typed=form is not None)
        return self._page(view, 422 if flaws else 409 if notice else 200)

    def _held(self, table: Table, seat: int) -> Any:
        """The session under the name of who looks, so that each pane has addresses of its own."""
        return replace(table.held(seat), id=_name(seat))

    def _around(self, table: Table, seat: int, notice: str = "") -> Around:
        return Around(
            seat=seat,
            sequence=0,
            at=table.at,
            language=self._languages.choose("", "en"),
            deed="preview",
            presence="here",
            notice=notice,
        )

    def _page(self, view: View, status: int = 200) -> Said:
        """As on a phone without scripts: nothing listens, and a reload shows what the other did."""
        a = self._assets
        frame = Frame(
            lang="en", dir="ltr", theme="system", path="/", css=a.css, js="/static/none.js",
            htmx="/static/none.js", icons=a.icons, pictures=a.pictures, icon=a.icon, operator="a preview",
        )  # fmt: skip
        return Said(status, self._printer.page(view, frame).encode())

    def _both(self) -> str:
        if self._table is None:
            return what_is_wrong(self._file.name, self._problems)
        return side_by_side(self._file.name, [_name(seat) for seat in self._table.seats])

    def _static(self, name: str) -> Said:
        if name == "none.js":
            return Said(200, b"", "text/javascript")
        found = self._assets.files.get(name)
        return Said(404) if found is None else Said(200, found.plain, found.type)


def _name(seat: int) -> str:
    return next(name for name, there in SEATS.items() if there == seat)
