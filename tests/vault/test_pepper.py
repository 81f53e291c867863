"""The pepper file is made once, whole, for its owner only; a wrong one is refused with a sentence."""

from __future__ import annotations

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.vault.keys import Label
from server.vault.pepper import Pepper, PepperProblem, make_pepper, open_pepper, read_pepper


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pepper"


def test_the_first_start_makes_a_pepper_and_the_next_finds_it(path: Path) -> None:
    first = open_pepper(path, may_create=True)
    assert len(first.raw) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_pepper(path, may_create=True).raw == first.raw
    assert open_pepper(path, may_create=False).raw == first.raw
    assert os.listdir(path.parent) == ["pepper"]


def test_it_is_for_its_owner_only_under_any_umask(path: Path) -> None:
    old = os.umask(0)
    try:
        open_pepper(path, may_create=True)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_lost_pepper_beside_a_database_is_not_replaced(path: Path) -> None:
    with pytest.raises(PepperProblem, match=r"is missing.*Put the file back"):
        open_pepper(path, may_create=False)
    assert not path.exists()


@pytest.mark.parametrize("size", [0, 31, 33, 4096])
def test_a_file_of_another_length_is_refused(path: Path, size: int) -> None:
    path.write_bytes(bytes(size))
    path.chmod(0o600)
    with pytest.raises(PepperProblem, match="exactly 32 bytes"):
        open_pepper(path, may_create=True)
    assert path.stat().st_size == size


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610, 0o602])
def test_a_file_that_others_may_touch_is_refused_with_the_remedy(path: Path, mode: int) -> None:
    made = open_pepper(path, may_create=True)
    path.chmod(mode)
    with pytest.raises(PepperProblem, match="chmod 600"):
        read_pepper(path)
    path.chmod(0o600)
    assert read_pepper(path).raw == made.raw


def test_a_folder_or_an_unreachable_place_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PepperProblem, match="cannot be read"):
        open_pepper(tmp_path, may_create=True)
    with pytest.raises(PepperProblem, match="cannot be made"):
        open_pepper(tmp_path / "nowhere" / "pepper", may_create=True)


def test_a_full_disk_leaves_no_half_pepper(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(PepperProblem, match="No space left"):
            open_pepper(path, may_create=True)
    assert os.listdir(path.parent) == []
    assert len(open_pepper(path, may_create=True).raw) == 32


def test_processes_that_start_together_agree_on_one_pepper(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: open_pepper(path, may_create=True).raw, range(32)))
    assert set(found) == {path.read_bytes()}
    assert os.listdir(path.parent) == ["pepper"]


def test_making_one_again_changes_nothing(path: Path) -> None:
    made = open_pepper(path, may_create=True)
    make_pepper(path)
    assert read_pepper(path).raw == made.raw


def test_a_pepper_shows_nothing_and_is_never_pickled() -> None:
    pepper = Pepper(b"p" * 32)
    assert repr(pepper) == str(pepper) == "<Pepper>"
    with pytest.raises(TypeError):
        pepper.__reduce_ex__(2)
    assert pepper.tag(Label.CODE_TAG, "a") != Pepper(b"q" * 32).tag(Label.CODE_TAG, "a")
