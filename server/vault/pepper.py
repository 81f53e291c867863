"""The pepper: 32 bytes in a file outside database and backup, without which no device opens a stolen copy."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import NoReturn

from server.vault.encoding import base32
from server.vault.keys import Label, keyed

SIZE = 32


class PepperProblem(Exception):
    """The pepper file cannot be used; the message says so, and what to do, to whoever runs the server."""


class Pepper:
    """Lives as long as the process, unlike any key; never printed or pickled."""

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != SIZE:
            raise ValueError("a pepper is 32 bytes")
        self.raw = raw

    def tag(self, label: Label, *context: bytes | str) -> str:
        """26 characters that nobody without the pepper can compute from the same parts."""
        return base32(keyed(self.raw, label, *context)[:16])

    def __repr__(self) -> str:
        return "<Pepper>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("the pepper is never copied or written down")


def open_pepper(path: Path, *, may_create: bool) -> Pepper:
    """The pepper at `path`; made if missing and `may_create`: right only while there is no database."""
    try:
        return read_pepper(path)
    except FileNotFoundError:
        if not may_create:
            raise PepperProblem(
                f"The pepper file {path} is missing, but the database is there. Put the file back: "
                "with a new one no device would open its journal any more, only recovery words and passkeys."
            ) from None
    make_pepper(path)
    return read_pepper(path)


def read_pepper(path: Path) -> Pepper:
    """Raises FileNotFoundError, or `PepperProblem` for a file that is no pepper or that others may read."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            raw = file.read(SIZE + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise PepperProblem(f"The pepper file {path} cannot be read: {error.strerror}.") from error
    if mode & 0o077:
        raise PepperProblem(f"Others on this machine may read the pepper file {path}. Run: chmod 600 {path}")
    if len(raw) != SIZE:
        raise PepperProblem(
            f"The pepper file {path} must hold exactly {SIZE} bytes. Put the right file back."
        )
    return Pepper(raw)


def make_pepper(path: Path) -> None:
    """Write a new pepper unless there is one: whole or not at all, also when two processes start at once."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        # A hard link, not a rename: it never replaces the pepper that another process has just made.
        os.link(draft, path)
        _sync_folder(path.parent)
    except FileExistsError:
        return
    except OSError as error:
        raise PepperProblem(f"The pepper file {path} cannot be made: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """The name must survive a power cut too: without it the first journals would be locked for good."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
