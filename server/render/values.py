"""An answer as the fields it was given in, so that a form can show it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from server.core.steps.base import Answer

_NAMES = {"picked": "pick", "regions": "region", "items": "item"}


def of(answer: Answer) -> dict[str, Any]:
    """Field names to values, under the names the step's form uses."""
    values: dict[str, Any] = {}
    for name, value in msgspec.structs.asdict(answer).items():
        match name, value:
            case "order", tuple():
                values |= {f"place-{place}": id for place, id in enumerate(value, 1)}
            case "rows", tuple():
                values |= {
                    f"{key}-{place}": text for place, row in enumerate(value, 1) for key, text in row.items()
                }
            case (("mine" | "guess"), Mapping()):
                values |= {f"{name}-{key}": text for key, text in value.items()}
            case "given", Mapping():
                values |= {f"answer-{key}": given for key, given in value.items()}
            case _, tuple():
                values[_NAMES.get(name, name)] = list(value)
            case _:
                values[_NAMES.get(name, name)] = value
    return values
