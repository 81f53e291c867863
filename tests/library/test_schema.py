"""The schema for editors is that of the core: every exercise fits it, and slips of the hand do not."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts import schema
from server.library.names import names

FOLDER = Path(__file__).parents[2] / "exercises"
SCHEMA: dict[str, Any] = json.loads(schema.text())
TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def flaws(given: Any, rule: dict[str, Any], place: str = "") -> Iterator[str]:
    """The places that do not fit, by as much of JSON Schema as is used here."""
    if "$ref" in rule:
        rule = {**SCHEMA["$defs"][rule["$ref"].rpartition("/")[2]], **rule}
    if "anyOf" in rule:
        kind = given.get("kind") if isinstance(given, dict) else None
        fits = [each for each in rule["anyOf"] if kind in _kinds(each)]
        if not fits:
            yield f"{place}.kind"
        rule = fits[0] if fits else {}
        yield from flaws(given, rule, place)
        return
    if "type" in rule and type(given) is not TYPES[rule["type"]]:
        yield place
        return
    if ("enum" in rule and given not in rule["enum"]) or not re.search(rule.get("pattern", ""), str(given)):
        yield place
    for number, each in enumerate(given if isinstance(given, list) else ()):
        yield from flaws(each, rule.get("items", {}), f"{place}.{number}")
    if isinstance(given, dict) and "properties" in rule:
        yield from (f"{place}.{name}" for name in rule["required"] if name not in given)
        for name, each in given.items():
            if name in rule["properties"]:
                yield from flaws(each, rule["properties"][name], f"{place}.{name}")
            elif rule["additionalProperties"] is False:
                yield f"{place}.{name}"


def _kinds(rule: dict[str, Any]) -> list[str]:
    named: list[str] = SCHEMA["$defs"][rule["$ref"].rpartition("/")[2]]["properties"]["kind"]["enum"]
    return named


def read(file: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))


def test_the_file_is_up_to_date() -> None:
    assert schema.FILE.read_text(encoding="utf-8") == schema.text(), "run: python -m scripts.schema"


@pytest.mark.parametrize("file", names(FOLDER).exercises)
def test_every_exercise_fits(file: str) -> None:
    assert list(flaws(read(file), SCHEMA)) == []


def _without(table: dict[str, Any], name: str) -> None:
    del table[name]


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda it: it.update(titel="A"), ".titel"),
        (lambda it: _without(it, "stop"), ".stop"),
        (lambda it: it.update(minutes="ten"), ".minutes"),
        (lambda it: it.update(approach="magic"), ".approach"),
        (lambda it: it.update(aims=["winning"]), ".aims.0"),
        (lambda it: it.update(translations={}), ".translations"),
        (lambda it: it["steps"][0].update(kind="poem"), ".steps.0.kind"),
        (lambda it: it["steps"][0].update(reveal="chosen"), ".steps.0.reveal"),
        (lambda it: it["steps"][0].update(id="Not An Id"), ".steps.0.id"),
        (lambda it: it["steps"][1]["when"].update(least=3), ".steps.1.when.least"),
    ],
)
def test_what_a_hand_gets_wrong_is_seen_in_its_place(
    spoil: Callable[[dict[str, Any]], None], place: str
) -> None:
    table = copy.deepcopy(read("couples/intimacy/in-touch-map.toml"))
    spoil(table)
    assert list(flaws(table, SCHEMA)) == [place]
