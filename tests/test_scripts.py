"""Setting up, with programs that only pretend: what is fetched, what is left alone, what a failure says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import assets
from tests.house import ROOT

TOOLS = ("sh", "dirname", "cmp", "cp", "rm", "id", "cat", "mktemp", "mkdir", "touch", "chmod", "env")
NPM = """#!/bin/sh
echo "$@" >> {root}/npm.log
{end}
mkdir -p node_modules/htmx.org/dist/ext node_modules/axe-core
echo '{{"name": "htmx.org", "version": "4.0.1"}}' > node_modules/htmx.org/package.json
echo 'Zero-Clause BSD' > node_modules/htmx.org/LICENSE
echo 'core()' > node_modules/htmx.org/dist/htmx.min.js
echo 'sse()' > node_modules/htmx.org/dist/ext/hx-sse.min.js
echo 'axe()' > node_modules/axe-core/axe.min.js
"""
Program = Callable[[str, str], Path]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree with what setting up reads."""
    tree = tmp_path / "tree"
    tree.mkdir()
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, tree / name)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, tree)
    return tree


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Puts a program on a path that holds the usual small tools and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(str(shutil.which(tool)))
    monkeypatch.setenv("PATH", str(folder))

    def put(name: str, text: str) -> Path:
        path = folder / name
        path.unlink(missing_ok=True)  # perhaps a link to the real one, which must not be written to
        path.write_text(text)
        path.chmod(0o755)
        return path

    return put


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", *words], cwd=root, env=os.environ, capture_output=True, text=True, check=False
    )


def calls(root: Path) -> int:
    """How often npm was asked."""
    log = root / "npm.log"
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_the_scripts_are_joined_with_the_core_first_and_their_licence(root: Path, program: Program) -> None:
    program("npm", NPM.format(root=root, end=""))
    assert assets.build(root)
    assert (root / assets.SCRIPT).read_text() == (
        "/*! htmx.org 4.0.1 with hx-sse | licence: Zero-Clause BSD */\ncore()\nsse()\n"
    )
    assert "ci --ignore-scripts " in (root / "npm.log").read_text()
    assert not (root / "node_modules").exists()


def test_nothing_is_fetched_while_the_lock_is_the_same(root: Path, program: Program) -> None:
    program("npm", NPM.format(root=root, end=""))
    assert [assets.build(root), assets.build(root), calls(root)] == [True, False, 1]
    lock = json.loads((root / "package-lock.json").read_text())
    (root / "package-lock.json").write_text(json.dumps(lock))
    assert [assets.build(root), calls(root)] == [True, 2]


def test_the_tests_have_axe_as_well_and_never_an_old_one(root: Path, program: Program) -> None:
    program("npm", NPM.format(root=root, end=""))
    assets.build(root)
    assert assets.build(root, tests=True)
    assert not assets.build(root, tests=True)
    assert (root / assets.AXE).read_text() == "axe()\n"
    (root / "package-lock.json").write_text("{}")
    assert assets.build(root)
    assert not (root / assets.AXE).exists()


def test_a_lost_network_is_said_and_leaves_no_half_script(root: Path, program: Program) -> None:
    program("npm", NPM.format(root=root, end="echo 'no route to host' >&2; exit 1"))
    with pytest.raises(assets.NoAssets, match=r"(?s)Is the network there\? It said:.no route to host"):
        assets.build(root)
    assert not (root / assets.SCRIPT).parent.exists()


def test_a_machine_without_python_is_told_what_to_install(root: Path, program: Program) -> None:
    done = run(root, "scripts/venv.sh", "run")
    assert done.returncode == 1
    assert done.stderr == (
        "Duologue needs Python 3.11 or newer. On Debian 12 or newer: apt install python3 python3-venv\n"
    )


def test_a_python_that_makes_no_environments_is_named(root: Path, program: Program) -> None:
    python = program("python3", '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n')
    done = run(root, "scripts/venv.sh", "run")
    assert done.returncode == 1
    assert done.stderr == f"{python} cannot make virtual environments. On Debian: apt install python3-venv\n"


def installed(root: Path, program: Program, *, code: int = 0) -> None:
    """A pretended .venv whose Python writes down what it is asked for."""
    text = f'#!/bin/sh\necho "$@" >> {root}/python.log\nif [ "$2" = pip ]; then exit {code}; fi\n'
    python = program("pretended", text)
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(python)


def test_requirements_are_installed_by_their_hashes_and_only_when_the_lock_changed(
    root: Path, program: Program
) -> None:
    installed(root, program)
    lock, log = root / "requirements" / "run.txt", root / "python.log"
    for _ in range(3):
        assert run(root, "scripts/venv.sh", "run").returncode == 0
    assert log.read_text().count("install --quiet --require-hashes --requirement requirements/run.txt") == 1
    lock.write_text(lock.read_text() + "# changed\n")
    assert run(root, "scripts/venv.sh", "run").returncode == 0
    assert log.read_text().count("--require-hashes") == 2


def test_requirements_that_failed_are_tried_again(root: Path, program: Program) -> None:
    installed(root, program, code=1)
    for _ in range(2):
        done = run(root, "scripts/venv.sh", "test")
        assert done.returncode == 1
        assert "The requirements could not be installed. Is the network there?" in done.stderr
    assert (root / "python.log").read_text().count("--require-hashes") == 2


def test_a_machine_without_chromium_is_told_what_to_install(root: Path, program: Program) -> None:
    done = run(root, "scripts/browser.sh")
    assert done.returncode == 1
    assert done.stderr == "The tests drive Chromium, and there is none. On Debian: apt install chromium\n"
    program("chromium", "#!/bin/sh\n")
    assert run(root, "scripts/browser.sh").returncode == 0


def test_root_gets_chromium_installed(root: Path, program: Program) -> None:
    program("id", "#!/bin/sh\necho 0\n")
    chromium = root.parent / "bin" / "chromium"
    program(
        "apt-get",
        f'#!/bin/sh\necho "$@" >> {root}/apt.log\n'
        f'if [ "$1" = install ]; then touch {chromium}; chmod +x {chromium}; fi\n',
    )
    assert run(root, "scripts/browser.sh").returncode == 0
    assert (root / "apt.log").read_text() == "update\ninstall -y --no-install-recommends chromium\n"


def test_a_failed_installation_shows_what_apt_said(root: Path, program: Program) -> None:
    program("id", "#!/bin/sh\necho 0\n")
    program("apt-get", "#!/bin/sh\necho 'no space left'; exit 100\n")
    done = run(root, "scripts/browser.sh")
    assert done.returncode == 1
    assert "no space left" in done.stderr
    assert done.stderr.endswith("On Debian: apt install chromium\n")


@pytest.mark.parametrize("stale", [0, 1])
def test_the_audit_asks_after_everything_and_fails_for_a_stale_helpline(
    root: Path, program: Program, stale: int
) -> None:
    text = f'#!/bin/sh\necho "$@" >> {root}/python.log\n[ "$3" != helplines ] || exit {stale}\n'
    for place, name in ((".venv", "python"), (".audit-venv", "pip-audit")):
        (root / place / "bin").mkdir(parents=True)
        (root / place / "bin" / name).symlink_to(program(f"pretended-{name}", text))
    assert run(root, "scripts/audit.sh").returncode == stale
    log = (root / "python.log").read_text()
    assert log.count("-m server helplines") == 1
    assert log.count("--require-hashes --requirement requirements/") == 4  # three audits, one installing
