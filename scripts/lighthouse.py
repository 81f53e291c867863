"""Runs Lighthouse on the pages without a stream, on a server of its own, and fails below what is promised."""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = ROOT / ".lighthouse/node_modules/lighthouse/cli/index.js"
PAGES = (
    "/",
    "/exercises",
    "/exercises/gm-appreciations",
    "/exercises/gm-appreciations/sheet",
    "/join",
    "/help",
    "/trust",
    "/argued",
    "/sign-in",
)
LEAST = {"performance": 97, "accessibility": 100, "best-practices": 100}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
RUNS = 3
Report = dict[str, Any]


class NotRun(Exception):
    """Lighthouse gave no report; the text says why."""


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The real server with nothing in it, on loopback; its address, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    ours = {"PORT": str(port), "DATA": str(home / "data"), "PEPPER": str(home / "pepper")}
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("DUOLOGUE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "serve"],
        cwd=ROOT,
        env=inherited | {f"DUOLOGUE_{name}": text for name, text in ours.items()},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if not process.stdout or not process.stdout.readline():
            raise NotRun("The server did not start.")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


def look(address: str, into: Path) -> Report:
    """One run on one page, as on a phone."""
    command = [
        "node",
        str(LIGHTHOUSE),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={into}",
        f"--only-categories={','.join(LEAST)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or "chromium"}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if made.returncode:
        raise NotRun(f"Lighthouse did not run on {address}:\n{made.stderr.strip()[-2000:]}")
    report: Report = json.loads(into.read_text())
    return report


def scores(reports: list[Report]) -> dict[str, int]:
    """The median of each category, of 100. A category that gave no score counts as nothing."""
    return {
        each: round(100 * statistics.median(report["categories"][each]["score"] or 0 for report in reports))
        for each in LEAST
    }


def times(reports: list[Report]) -> list[int]:
    """The medians of the times that make the performance, in milliseconds."""
    return [
        round(statistics.median(report["audits"][each].get("numericValue", 0) for report in reports))
        for each in TIMES
    ]


def lost(report: Report) -> list[str]:
    """What cost points outside performance, where a run is like the next."""
    asked = [
        each["id"]
        for name in LEAST
        if name != "performance"
        for each in report["categories"][name]["auditRefs"]
    ]
    found = [report["audits"][name] for name in asked]
    return [each["title"] for each in found if each["score"] is not None and each["score"] < 1]


def short(found: dict[str, int]) -> list[str]:
    """The categories that are below what is promised."""
    return [each for each, least in LEAST.items() if found[each] < least]


def main() -> int:
    """`python scripts/lighthouse.py`, from anywhere: a table, and 1 if a page falls short."""
    fell: list[str] = []
    print(f"{'page':36}{'perf':>5}{'a11y':>6}{'best':>6}{'FCP':>7}{'LCP':>7}{'TBT':>6}", flush=True)
    with tempfile.TemporaryDirectory(prefix="duologue-lighthouse-") as folder:
        try:
            with serving(Path(folder)) as origin:
                for path in PAGES:
                    reports = [look(origin + path, Path(folder) / "report.json") for _ in range(RUNS)]
                    found, (fcp, lcp, tbt) = scores(reports), times(reports)
                    perf, a11y, best = found.values()
                    print(f"{path:36}{perf:>5}{a11y:>6}{best:>6}{fcp:>7}{lcp:>7}{tbt:>6}", flush=True)
                    fell += [f"{path}: {each} {found[each]}, promised {LEAST[each]}" for each in short(found)]
                    fell += [f"{path}: {each}" for each in lost(reports[0])]
        except NotRun as problem:
            print(problem, file=sys.stderr)
            return 1
    print("\n".join(fell) if fell else "Every page holds what is promised.")
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main())
