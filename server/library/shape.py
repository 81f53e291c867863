"""Comparing a parsed table with a Struct, field by field, so that every misfit is told at once."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any, cast

import msgspec.inspect as inspect
from msgspec import Struct

from server.core.entrance import Entrance
from server.core.exercise import Exercise
from server.core.pack import Pack
from server.core.steps import KINDS
from server.core.steps.base import Step
from server.core.steps.feelings import FeelingsStep
from server.library.problems import Problem, problem

# Fields that the loader fills and no author writes.
_FILLED = {
    (Exercise, "translations"),
    (Exercise, "reviewed"),
    (Entrance, "translations"),
    (FeelingsStep, "families"),
    (Pack, "translations"),
    (Pack, "reviewed"),
}

_NAMES = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    list: "a list in square brackets",
    dict: "a table",
}
_WANTED: dict[type[inspect.Type], type] = {
    inspect.StrType: str,
    inspect.BoolType: bool,
    inspect.IntType: int,
    inspect.VarTupleType: list,
    inspect.StructType: dict,
}


class Shape:
    """One file being compared; `problems` grows as it goes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def table(self, given: Any, cls: type[Struct], place: str = "") -> None:
        """Compare a table with a Struct, or with the kind of step that it names."""
        if not isinstance(given, dict):
            self._type(given, dict, place)
            return
        fields = dict(_fields(cls))
        names = set(given)
        if cls is Step:
            kind = self._kind(given, place)
            fields = dict(_fields(KINDS[kind].step)) if kind else fields
            names -= {"kind"} if kind else names - set(fields)
        for name in sorted(names - set(fields)):
            self._unknown(name, [*fields, *(["kind"] if cls is Step else [])], place)
        for name, field in fields.items():
            if name in given:
                self._value(given[name], field.type, _join(place, name))
            elif field.required:
                self._note(place, "missing-field", given=name)

    def _kind(self, given: dict[str, Any], place: str) -> str:
        """The step's kind, or "" where it names none that is known."""
        kind = given.get("kind")
        if "kind" not in given:
            self._note(place, "missing-field", given="kind")
        elif not isinstance(kind, str):
            self._type(kind, str, _join(place, "kind"))
        elif kind not in KINDS:
            self._note(_join(place, "kind"), "unknown-kind", given=kind, known=", ".join(KINDS))
        else:
            return kind
        return ""

    def _value(self, given: Any, wanted: inspect.Type, place: str) -> None:
        wanted = _present(wanted)
        if isinstance(wanted, inspect.EnumType):
            self._one_of(given, [str(member.value) for member in wanted.cls], place)
        elif isinstance(wanted, inspect.LiteralType):
            self._one_of(given, [str(value) for value in wanted.values], place)
        elif isinstance(wanted, inspect.StructType):
            self.table(given, wanted.cls, place)
        elif self._type(given, _WANTED[type(wanted)], place) and isinstance(wanted, inspect.VarTupleType):
            for name, item in _items(given):
                self._value(item, wanted.item_type, _join(place, name))

    def _one_of(self, given: Any, known: list[str], place: str) -> None:
        if self._type(given, str, place) and given not in known:
            self._note(place, "not-one-of", given=given, known=", ".join(known))

    def _type(self, given: Any, wanted: type, place: str) -> bool:
        # Not isinstance: true is no number here.
        if type(given) is wanted:
            return True
        self._note(
            place, "wrong-type", given=_NAMES.get(type(given), "a date or time"), wanted=_NAMES[wanted]
        )
        return False

    def _unknown(self, name: str, known: Iterable[str], place: str) -> None:
        near = get_close_matches(name, known, n=1, cutoff=0.7)
        if near:
            self._note(_join(place, name), "misspelt-field", given=name, near=near[0])
        else:
            self._note(_join(place, name), "unknown-field", given=name, known=", ".join(known))

    def _note(self, place: str, code: str, **values: object) -> None:
        self.problems.append(problem(self._file, place, code, **values))


@cache
def _fields(cls: type[Struct]) -> dict[str, inspect.Field]:
    """What an author may write in a Struct's table, by the name in the file."""
    info = cast(inspect.StructType, inspect.type_info(cls))
    return {field.encode_name: field for field in info.fields if (cls, field.name) not in _FILLED}


def _present(wanted: inspect.Type) -> inspect.Type:
    """The type without None, which TOML cannot write."""
    if not isinstance(wanted, inspect.UnionType):
        return wanted
    return next(type_ for type_ in wanted.types if not isinstance(type_, inspect.NoneType))


def _items(given: list[Any]) -> list[tuple[str, Any]]:
    """The items of a list under the name that tells an author which one is meant: its id, else its number."""
    names = [item.get("id") if isinstance(item, dict) else None for item in given]
    return [
        (name if isinstance(name, str) and names.count(name) == 1 else str(number), item)
        for number, (name, item) in enumerate(zip(names, given, strict=True), start=1)
    ]


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
