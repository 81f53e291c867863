"""Where in the body something is felt."""

from __future__ import annotations

from server.core.steps._form import Reading
from server.core.steps.base import Answer, Field, Form, Line, Step, When

REGIONS = (
    "head",
    "face",
    "jaw",
    "throat",
    "shoulders",
    "chest",
    "belly",
    "back",
    "arms",
    "hands",
    "hips",
    "legs",
    "feet",
    "skin",
    "all-over",
    "nowhere",
)
"""From top to bottom, then those without a place. Their words and places in the drawing are render's."""

NOTE = 500
"""Characters in the note."""


class BodyStep(Step, frozen=True, kw_only=True, tag="body"):
    """Any regions, and a note on what is felt there."""

    codes = tuple(f"body.{region}" for region in REGIONS)

    def parse(self, form: Form) -> BodyAnswer:
        reading = Reading(form)
        regions = reading.picks("region", REGIONS)
        note = reading.text("note", most=NOTE, needed=False)
        if not self.optional and not note and not reading.noted("note"):
            reading.count("region", len(regions), 1, len(REGIONS))
        reading.done()
        return BodyAnswer(regions=regions, note=note)

    def fields(self) -> tuple[Field, ...]:
        return (Field(name="region", holds="id", many=True), Field(name="note", holds="text", most=NOTE))

    def ids(self) -> tuple[str, ...]:
        return REGIONS


class BodyAnswer(Answer, frozen=True, kw_only=True, tag="body"):
    """The regions picked and the note."""

    regions: tuple[str, ...]
    note: str = ""

    @property
    def empty(self) -> bool:
        return not self.regions and not self.note

    def lines(self, step: Step) -> tuple[Line, ...]:
        picked = tuple(Line(text_code=f"body.{region}") for region in REGIONS if region in self.regions)
        return (*picked, Line(text=self.note)) if self.note else picked

    def meets(self, when: When) -> bool:
        return when.holds(ids=self.regions)
