"""What whoever runs the server types, and what they read when something is wrong."""

from __future__ import annotations

import shutil
import socket
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from server import __version__
from server.__main__ import COMMANDS, main
from server.commands.serve import listener
from server.library.problems import BrokenLibrary, Problem
from server.settings import TABLE, Settings, files
from server.store.db import Busy

Output = pytest.CaptureFixture[str]


def said(capsys: Output, *words: str) -> str:
    """What the command prints for --help or --version, with its line breaks taken out."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    return " ".join(capsys.readouterr().out.split())


def app_that(monkeypatch: pytest.MonkeyPatch, create_app: Any) -> None:
    """Stand in for the composed app."""
    app = SimpleNamespace(create_app=create_app, failed=lambda app: "")
    monkeypatch.setitem(sys.modules, "server.app", app)


def exercises(folder: Path) -> Path:
    """A copy of the real exercises to break."""
    return Path(shutil.copytree(files() / "exercises", folder / "exercises"))


def test_help_names_the_commands_there_are_and_no_others(capsys: Output) -> None:
    text = said(capsys, "--help")
    assert text.partition("COMMAND serve ")[2] and " check " in text
    assert " preview " in text and " helplines " in text
    assert len(COMMANDS) == 4
    for absent in ("practice", "backup", "restore", "doctor", "demo"):
        assert absent not in text


def test_help_for_serve_lists_every_setting(capsys: Output) -> None:
    text = said(capsys, "serve", "--help")
    for setting in TABLE:
        assert f"{setting.key} (default: {setting.default or 'empty'}) {setting.meaning}" in text


def test_the_version_is_said(capsys: Output) -> None:
    assert said(capsys, "--version") == f"duologue {__version__}"


def test_no_command_is_a_mistake(capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2


def test_our_own_exercises_have_no_problems(capsys: Output) -> None:
    assert main(["check"]) == 0
    count, _, rest = capsys.readouterr().out.partition(" ")
    assert int(count) >= 12
    assert rest == "exercises, no problems.\n"


def test_every_problem_is_named_with_its_place_and_remedy(tmp_path: Path, capsys: Output) -> None:
    folder = exercises(tmp_path)
    first, second = sorted(path for path in folder.glob("*/*/*.toml") if "." not in path.stem)[:2]
    first.write_text(first.read_text().replace("\nminutes = ", "\nminuts = ", 1))
    second.write_text("slug = ")
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    for broken in (first, second):
        assert str(broken.relative_to(folder)) in out
    assert "There is no field 'minuts' here.\n    Did you mean 'minutes'?\n" in out
    assert out.endswith(" problems found.\n")


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path, capsys: Output) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().out == f"There is no folder {tmp_path / 'nowhere'}.\n"


def test_an_empty_folder_is_a_problem(tmp_path: Path, capsys: Output) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "holds no exercise" in capsys.readouterr().out


def test_publishing_writes_the_lock_once(tmp_path: Path, capsys: Output) -> None:
    folder = exercises(tmp_path)
    (folder / "published.lock").unlink(missing_ok=True)
    assert main(["check", "--publish", str(folder)]) == 0
    assert not capsys.readouterr().out.endswith("\n0 new versions are published.\n")
    before = (folder / "published.lock").read_text()
    assert main(["check", "--publish", str(folder)]) == 0
    assert capsys.readouterr().out.endswith("\n0 new versions are published.\n")
    assert (folder / "published.lock").read_text() == before


def test_nothing_is_published_while_there_are_problems(tmp_path: Path, capsys: Output) -> None:
    folder = exercises(tmp_path)
    (folder / "published.lock").unlink(missing_ok=True)
    sorted(folder.glob("*/*/*.toml"))[0].write_text("slug = ")
    assert main(["check", "--publish", str(folder)]) == 1
    assert not (folder / "published.lock").exists()


def test_bad_settings_are_all_said_and_nothing_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    app_that(monkeypatch, lambda _: pytest.fail("composed all the same"))
    monkeypatch.setenv("DUOLOGUE_PORT", "x")
    monkeypatch.setenv("DUOLOGUE_STARTS", "all")
    assert main(["serve"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "DUOLOGUE_PORT is 'x'. Give a number from 1 to 65535.",
        "DUOLOGUE_STARTS is 'all'. Give 'anyone' or 'invited'.",
    ]


def test_a_broken_exercise_keeps_the_server_from_starting(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def refuse(_: Settings) -> None:
        raise BrokenLibrary(
            [Problem("a.toml", "steps.one", "empty", "This text is empty.", "Write the words.")]
        )

    app_that(monkeypatch, refuse)
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == (
        "a.toml, steps.one: This text is empty.\n    Write the words.\n\n1 problem found.\n"
        "Duologue does not start with a broken exercise.\n"
    )


@pytest.mark.parametrize("refusal", [Busy("Another Duologue holds it."), OSError("The disk is gone.")])
def test_what_an_operator_can_mend_is_a_sentence(
    refusal: Exception, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def refuse(_: Settings) -> None:
        raise refusal

    app_that(monkeypatch, refuse)
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == f"{refusal}\n"


def test_a_mistake_of_ours_is_not_passed_off_as_the_operators(monkeypatch: pytest.MonkeyPatch) -> None:
    def err(_: Settings) -> None:
        raise KeyError("ours")

    app_that(monkeypatch, err)
    with pytest.raises(KeyError):
        main(["serve"])


def test_a_port_in_use_names_the_setting_to_change(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    app_that(monkeypatch, lambda _: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("DUOLOGUE_PORT", str(port))
        assert main(["serve"]) == 2
    assert capsys.readouterr().err == (
        f"Duologue cannot listen on DUOLOGUE_PORT {port} on DUOLOGUE_HOST 127.0.0.1: "
        "Address already in use.\n"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_the_server_listens_where_it_is_told(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with listener(Settings(host=host, port=port)), socket.create_connection((host, port), timeout=2):
        pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, port), timeout=2)


def test_an_address_of_another_machine_is_said_in_words() -> None:
    with pytest.raises(OSError, match=r"DUOLOGUE_HOST 192\.0\.2\.1: Cannot assign requested address\.$"):
        listener(Settings(host="192.0.2.1"))


def test_a_name_of_no_machine_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise OSError(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "create_server", unknown)
    with pytest.raises(OSError, match=r"DUOLOGUE_HOST nowhere: No machine has this name\.$"):
        listener(Settings(host="nowhere"))
