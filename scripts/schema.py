"""Writes docs/exercise.schema.json from the core, by which an editor helps with an exercise file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from server.core.exercise import wire
from server.core.steps import KINDS
from server.core.steps.base import SLUG
from server.library.lint import AIMS, APPROACHES

FILE = Path(__file__).resolve().parent.parent / "docs" / "exercise.schema.json"
FILLED = {"_Exercise": "translations", "FeelingsStep": "families"}
"""What the loader fills and no author writes."""


def schema() -> dict[str, Any]:
    """JSON Schema of an exercise file: the types of the core, and the lists of the check."""
    made: dict[str, Any] = _written(msgspec.json.schema(wire()))
    kinds = made["$defs"]
    for name, field in FILLED.items():
        del kinds[name]["properties"][field]
        kinds[name]["required"] = [each for each in kinds[name]["required"] if each != field]
    for each in kinds.values():
        if "properties" in each:
            each["additionalProperties"] = False
    for kind in KINDS.values():
        step = kinds[kind.step.__name__]["properties"]
        step["reveal"]["enum"] = sorted(kind.step.reveals)
        step["id"]["pattern"] = f"^{SLUG.pattern}$"
    exercise = kinds["_Exercise"]["properties"]
    exercise["slug"]["pattern"] = f"^{SLUG.pattern}$"
    exercise["approach"]["enum"] = list(APPROACHES)
    exercise["aims"]["items"]["enum"] = list(AIMS)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A Duologue exercise", **made}


def _written(value: Any) -> Any:
    """Without null, which TOML cannot write: a field that may be missing is left out."""
    if isinstance(value, list):
        return [_written(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _written(each) for key, each in value.items() if (key, each) != ("default", None)}
    there = [each for each in found.get("anyOf", ()) if each != {"type": "null"}]
    if len(there) == 1:
        del found["anyOf"]
        return found | there[0]
    return found


def text() -> str:
    """The file, the same for the same core."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{FILE.name} is written\n")
