"""`duologue serve`: read the settings, compose the app, listen."""

from __future__ import annotations

import argparse
import os
import resource
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from textwrap import wrap

import uvicorn

from server.commands import lan, logs
from server.commands.bounds import Bounded
from server.commands.lan import Lan
from server.commands.problems import tell
from server.commands.starting import REFUSALS, App, plainly
from server.library.problems import BrokenLibrary
from server.settings import TABLE, BadSettings, Settings

STREAMS = 8192  # connections served at a time: more than the hub has streams, so that pages have room
GRACE = 3  # seconds; the app ends its own streams at once, this is for whatever else is still going on


def add(chosen: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command, with the whole table of settings."""
    parser = chosen.add_parser(
        "serve",
        help="run the server",
        description="Runs Duologue until Ctrl-C or SIGTERM.",
        epilog=table(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--lan",
        metavar="ADDRESS",
        nargs="?",
        const="",
        help="for two phones in one room: https on this machine's address in its own network (found, or the "
        "one you name) by a certificate it makes itself. Prints a picture to scan. The phones will warn you; "
        "use without network, installing and passkeys need a certificate that they trust",
    )
    parser.set_defaults(run=run)


def table() -> str:
    """Every setting with its meaning and default, as `--help` shows it."""
    lines = ["settings, all read from the environment:"]
    for setting in TABLE:
        lines += ["", f"  {setting.key}   (default: {setting.default or 'empty'})"]
        lines += wrap(setting.meaning, 92, initial_indent="      ", subsequent_indent="      ")
    return "\n".join(lines)


def run(arguments: argparse.Namespace) -> int:
    """0 after an orderly end; 2, with sentences instead of a traceback, when the server cannot start."""
    try:
        settings = Settings.read()
        from server.app import create_app, failed  # here, so that --help and check need not load the server

        if arguments.lan is None:
            app = create_app(settings)
            return listen(app, settings, listener(settings), lambda: failed(app))
        from server.app import now

        room = lan.prepare(settings, arguments.lan, now())
        app = create_app(room.settings, strict_transport=False)
        return listen(app, room.settings, listener(room.settings), lambda: failed(app), room)
    except BadSettings as refusal:
        return _refuse(*refusal.problems)
    except BrokenLibrary as refusal:
        tell(refusal.problems, sys.stderr)
        return _refuse("Duologue does not start with a broken exercise.")
    except REFUSALS as refusal:
        return _refuse(str(refusal))


def listener(settings: Settings) -> socket.socket:
    """The bound socket. Raises OSError with a sentence that names the setting to change."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server(
            (settings.host, settings.port), family=family, dualstack_ipv6=settings.host == "::"
        )
    except OSError as problem:
        where = f"DUOLOGUE_PORT {settings.port} on DUOLOGUE_HOST {settings.host}"
        # Python's words for it repeat the address, the system's do not; a failed look-up is below 0.
        number = problem.errno or 0
        why = os.strerror(number) if number > 0 else "No machine has this name"
        raise OSError(f"Duologue cannot listen on {where}: {why}.") from problem


def listen(
    app: App,
    settings: Settings,
    bound: socket.socket,
    failed: Callable[[], str] = lambda: "",
    room: Lan | None = None,
) -> int:
    """Serve until a signal comes, or until it has `failed`: then 1, so that a supervisor starts it anew."""
    _more_files()
    logs.begin()
    more = partial(lan.told, room) if room is not None else str
    file = str(room.certificate.file) if room is not None else None
    server = Announcing(configured(app, settings, file), settings.origin, more, failed)
    with suppress(KeyboardInterrupt, SystemExit):  # its own ways of ending after Ctrl-C or a failed start
        server.run(sockets=[bound])
    if server.failure:
        print(server.failure, "Start it again.", file=sys.stderr, flush=True)
        return 1
    return 0 if server.started else 2


def configured(app: App, settings: Settings, certificate: str | None = None) -> uvicorn.Config:
    """How uvicorn serves us: no line per request, no word about itself, no proxy believed unless named."""
    return uvicorn.Config(
        plainly(app),
        loop="uvloop",
        http=Bounded,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        limit_concurrency=STREAMS,
        timeout_graceful_shutdown=GRACE,
        ssl_certfile=certificate,
    )


class Announcing(uvicorn.Server):
    """Says where it is once it really answers, and ends by itself once its disk has failed."""

    def __init__(
        self,
        config: uvicorn.Config,
        origin: str,
        more: Callable[[], str] = str,
        failed: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(config)
        self.origin = origin
        self.more = more
        self.failure = ""
        self._failed = failed

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: whether to end."""
        self.failure = self._failed()
        return bool(self.failure) or await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        print(f"Duologue is on {self.origin} (Ctrl-C stops it).", flush=True)
        if more := self.more():
            print(more, flush=True)


def _more_files() -> None:
    """Each open stream is a file, and the usual limit of 1024 would refuse the five hundredth couple."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = STREAMS + 512
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _refuse(*sentences: str) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 2
