"""Reading a form field by field, keeping every flaw instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from server.core.steps.base import Flaw, Form, Refused

# ASCII only: int() and fromisoformat() alone would also take "1_0", other scripts' digits and week dates.
_NUMBER = re.compile(r"-?[0-9]{1,6}", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_UNFIT = re.compile("[\x00\ud800-\udfff]")


class Reading:
    """One form being read. Each reader returns a harmless value when it notes a flaw; `done` then refuses."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._flaws: list[Flaw] = []

    def flaw(self, field: str, code: str, **values: str | int) -> None:
        self._flaws.append(Flaw(field=field, code=code, values=values))

    def missing(self, field: str) -> None:
        """Note that a field is empty, unless something else is already known to be wrong with it."""
        if not self.noted(field):
            self.flaw(field, "missing")

    def noted(self, field: str) -> bool:
        """Whether something is already known to be wrong with a field."""
        return any(flaw.field == field for flaw in self._flaws)

    def done(self) -> None:
        """Everything was read; raises `Refused` if anything was wrong."""
        if self._flaws:
            raise Refused(tuple(self._flaws))

    def text(self, field: str, *, most: int, needed: bool) -> str:
        """Text with LF line ends, its trailing space cut and all else as typed; `most` in characters."""
        text = self._clean(field, self._single(field), most)
        if needed and not text:
            self.missing(field)
        return text

    def texts(self, field: str, *, most: int) -> tuple[str, ...]:
        """The texts sent under one repeated field, empty ones left out."""
        return tuple(text for value in self._form.get(field, ()) if (text := self._clean(field, value, most)))

    def number(self, field: str, *, least: int, most: int, needed: bool) -> int | None:
        value = self._single(field).strip()
        if not value:
            if needed:
                self.missing(field)
            return None
        if not _NUMBER.fullmatch(value):
            self.flaw(field, "not-a-number", least=least, most=most)
        elif not least <= int(value) <= most:
            self.flaw(field, "out-of-range", least=least, most=most)
        else:
            return int(value)
        return None

    def picks(self, field: str, legal: Collection[str]) -> tuple[str, ...]:
        """The ids picked under one repeated field, in the order sent, each once."""
        sent = tuple(dict.fromkeys(value for value in self._form.get(field, ()) if value))
        if any(value not in legal for value in sent):
            self.flaw(field, "not-an-option")
            return ()
        return sent

    def pick(self, field: str, legal: Collection[str], *, needed: bool) -> str:
        """The one id picked, or "" for none."""
        value = self._single(field)
        if value and value not in legal:
            self.flaw(field, "not-an-option")
            return ""
        if needed and not value:
            self.missing(field)
        return value

    def day(self, field: str, *, needed: bool) -> str:
        """An ISO date, or "" for none."""
        value = self._single(field).strip()
        if not value:
            if needed:
                self.missing(field)
            return ""
        try:
            if _DATE.fullmatch(value):
                return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
        self.flaw(field, "not-a-date")
        return ""

    def count(self, field: str, number: int, least: int, most: int) -> None:
        """Note whether too few or too many things were given under a field."""
        if self.noted(field):
            return
        if number < least:
            self.flaw(field, "missing" if number == 0 else "too-few", least=least)
        elif number > most:
            self.flaw(field, "too-many", most=most)

    def _single(self, field: str) -> str:
        values = self._form.get(field, ())
        if len(values) > 1:
            self.flaw(field, "only-one")
            return ""
        return values[0] if values else ""

    def _clean(self, field: str, value: str, most: int) -> str:
        if _UNFIT.search(value):
            self.flaw(field, "unfit-character")
            return ""
        text = value.replace("\r\n", "\n").replace("\r", "\n").rstrip()
        if len(text) > most:
            self.flaw(field, "too-long", most=most, length=len(text))
            return ""
        return text
