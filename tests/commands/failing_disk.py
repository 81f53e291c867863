"""The command on a disk whose syncs fail once a file says so; each commit tried then is noted in it."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

from server.__main__ import main
from server.store import connections
from server.store.batch import Threaded


class OnThisDisk(Threaded):
    """A connection whose commit meets the failure that SQLite reports of fsync."""

    sign: Path

    def commit(self) -> None:
        if self.sign.exists():
            with self.sign.open("a") as noted:
                noted.write("a commit was tried\n")
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise error
        super().commit()


if __name__ == "__main__":
    OnThisDisk.sign = Path(sys.argv[1])
    made: Any = OnThisDisk
    setattr(connections, "Threaded", made)  # noqa: B010 (the name is not exported)
    sys.exit(main(sys.argv[2:]))
