"""The step kinds: each module here is one, except `base` and those with a leading underscore."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar, Union

import msgspec

from server.core.steps.base import Answer, Step, tag
from server.core.upcast import UPCASTERS, Unreadable, Upcasters, newest, upcast

T = TypeVar("T", Step, Answer)

# A kind named like a built-in hides it in this namespace once its module is imported: `list` is one.


class Kind(NamedTuple):
    """What one module of this package brings."""

    name: str
    step: type[Step]
    answer: type[Answer]


def _only(module: Any, parent: type[T]) -> type[T]:
    """The one subclass of `parent` that the module itself defines."""
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, parent) and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise TypeError(f"{module.__name__} defines {len(found)} kinds of {parent.__name__}, not one")
    return found[0]


def _walk() -> dict[str, Kind]:
    kinds = {}
    for name in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        if name == "base" or name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{name}")
        kind = Kind(name, _only(module, Step), _only(module, Answer))
        if not tag(kind.step) == tag(kind.answer) == name:
            raise TypeError(f"{module.__name__} names its kind {tag(kind.step)} and {tag(kind.answer)}")
        kinds[name] = kind
    return kinds


KINDS: Mapping[str, Kind] = _walk()
"""Every kind by its name, in the order of the alphabet."""

AnyStep: Any = Union[tuple(kind.step for kind in KINDS.values())]  # noqa: UP007 - built at run time
AnyAnswer: Any = Union[tuple(kind.answer for kind in KINDS.values())]  # noqa: UP007 - built at run time
"""The tagged unions that msgspec decodes; a type checker sees `Step` and `Answer` instead."""

ANSWER = "answer"
"""The record kind of an answer."""

_DECODER = msgspec.json.Decoder(AnyAnswer)


def encode_answer(answer: Answer) -> bytes:
    """JSON tagged with the kind, in the newest schema."""
    return msgspec.json.encode(answer)


def decode_answer(data: bytes, schema: int | None = None, upcasters: Upcasters = UPCASTERS) -> Answer:
    """The answer in bytes written under `schema` (None: the newest); raises `Unreadable`."""
    written = newest(ANSWER, upcasters) if schema is None else schema
    try:
        answer: Answer = _DECODER.decode(upcast(ANSWER, written, data, upcasters))
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None
    return answer
