"""The lock file that makes one process the owner of a database file."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from server.store.db import Busy


class Lock:
    """Held from `take` to `release`; the kernel lets go of it when the process dies, however it dies."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, database: Path) -> Lock:
        """Own the database file, or raise Busy. The lock lies beside it and is never deleted.

        Deleting it would let two processes each hold a lock on a file of that name.
        """
        path = database.with_name(database.name + ".lock")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise Busy(
                f"Another Duologue{f' (process {holder})' if holder else ''} holds {path}. "
                "Stop it first, or give this one another place for its data."
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Let the next process in."""
        os.close(self._descriptor)
