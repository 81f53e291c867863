"""What lies in the memory of a running process."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_AREA = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")
_MOST = 1 << 26


def areas(pid: int) -> Iterator[bytes]:
    """Every part of a process's memory that it may write to; overlapping, so that nothing is cut in two."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            found = _AREA.match(line)
            if found is None:
                continue
            start, end = int(found[1], 16), int(found[2], 16)
            for at in range(start, end, _MOST):
                try:
                    memory.seek(at)
                    yield memory.read(min(end, at + _MOST + 64) - at)
                except OSError:
                    break


def lying(pid: int, needles: Mapping[str, bytes]) -> dict[str, int]:
    """How often each needle lies in the process's memory; those that do not are left out."""
    counts = dict.fromkeys(needles, 0)
    for area in areas(pid):
        for name, needle in needles.items():
            counts[name] += area.count(needle)
    return {name: count for name, count in counts.items() if count}
