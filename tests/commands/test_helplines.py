"""Whoever runs the server is told which helplines to look at again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from server.__main__ import main
from server.settings import files

Output = pytest.CaptureFixture[str]


def test_on_a_good_day_only_those_are_named_that_were_never_checked(capsys: Output) -> None:
    assert main(["helplines", "--on", "2026-11-25"]) == 0
    out = capsys.readouterr().out
    assert "us, National Domestic Violence Hotline: never checked" in out
    assert "https://www.thehotline.org" in out
    assert "988" not in out
    assert out.endswith("15 numbers are shown on 2026-11-25. 0 are hidden again, 7 were never checked.\n")


def test_a_line_is_named_a_month_before_it_is_hidden(capsys: Output) -> None:
    assert main(["helplines", "--on", "2027-03-23"]) == 0
    assert "TelefonSeelsorge" not in capsys.readouterr().out
    assert main(["helplines", "--on", "2027-03-24"]) == 0
    assert "TelefonSeelsorge: checked on 2026-10-05, shown until 2027-04-23." in capsys.readouterr().out


def test_a_line_that_was_checked_too_long_ago_fails_the_run(capsys: Output) -> None:
    assert main(["helplines", "--on", "2027-04-23"]) == 0
    capsys.readouterr()
    assert main(["helplines", "--on", "2027-04-24"]) == 1
    out = capsys.readouterr().out
    assert "TelefonSeelsorge: checked on 2026-10-05, too long ago. Its number is not shown." in out
    assert "0 numbers are shown on 2027-04-24. 15 are hidden again" in out


def test_a_day_that_is_yet_to_come_fails_the_run(capsys: Output) -> None:
    assert main(["helplines", "--on", "2026-10-04"]) == 1
    assert "which is yet to come" in capsys.readouterr().out


def test_a_broken_file_is_told(tmp_path: Path, capsys: Output) -> None:
    folder = Path(shutil.copytree(files() / "exercises", tmp_path / "exercises"))
    file = folder / "helplines.toml"
    file.write_text(file.read_text().replace('"116 016"', '"116-O16"'))
    for command in ("helplines", "check"):
        assert main([command, str(folder)]) == 1
        assert "'116-O16' is no number to dial." in capsys.readouterr().out


def test_today_is_asked_of_the_clock(capsys: Output) -> None:
    main(["helplines"])
    assert " numbers are shown on 20" in capsys.readouterr().out
