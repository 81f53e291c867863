"""`duologue preview`: one exercise for both seats side by side, on this machine only, nothing kept."""

from __future__ import annotations

import argparse
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvicorn

from server.commands.panes import Panes, Said
from server.render import assets, forms, locale, printer
from server.render.assets import MissingAssets
from server.settings import files

HOST, PORT = "127.0.0.1", 8001
MOST = 64 * 1024
"""Bytes of a form."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)


def add(chosen: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = chosen.add_parser(
        "preview",
        help="show one exercise for both seats, side by side",
        description="Shows one exercise as Ada and as Ben see it, side by side in a browser on this machine. "
        "Nothing is kept, and no check before joint work is asked. Load the page again after you changed the "
        "file: it is read anew, and what was done so far is done again. A broken file shows its problems.",
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help="an exercise in its folder: exercises/couples/trust/my-own.toml",
    )
    parser.add_argument("--port", type=int, default=PORT, help="default: %(default)s")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 after Ctrl-C; 2, with a sentence, when it cannot begin."""
    if not arguments.file.is_file():
        return _refuse(f"There is no file {arguments.file}.")
    if len(arguments.file.resolve().parents) < 4:
        return _refuse("Put the file below individual/<approach>/ or couples/<approach>/ first.")
    try:
        app = Preview(panes(arguments.file), arguments.port)
        bound = socket.create_server((HOST, arguments.port))
    except (MissingAssets, OSError, OverflowError) as problem:
        return _refuse(f"The preview cannot begin: {problem}.")
    print(f"{arguments.file.name} is on http://{HOST}:{arguments.port} (Ctrl-C stops it).", flush=True)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, ws="none")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[bound])
    return 0


def panes(file: Path) -> Panes:
    """The panes of a file, with the templates and sheets of the program."""
    web = files() / "web"
    served, languages = assets.read(web), locale.read(web / "locale")
    addresses = {"icons": served.icons, "pictures": served.pictures}
    return Panes(file, printer.read(web / "templates", languages, addresses), languages, served)


class Preview:
    """The panes as an ASGI app. Only pages of its own may ask it for anything."""

    def __init__(self, shown: Panes, port: int) -> None:
        self._panes = shown
        self._hosts = {f"{HOST}:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host") not in self._hosts or not _own(headers, scope["method"]):
            said = Said(403, b"Only from this machine.", "text/plain")
        elif scope["method"] == "POST":
            said = await self._posted(scope["path"], headers, receive)
        else:
            said = self._panes.get(scope["path"])
        await _answer(send, said)

    async def _posted(self, path: str, headers: dict[str, str], receive: Any) -> Said:
        body, more = b"", True
        while more and len(body) <= MOST:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        try:
            form = forms.read(headers.get("content-type", ""), body)
        except forms.BadBody as bad:
            return Said(bad.status, b"This could not be read.", "text/plain")
        return self._panes.post(path, form)


def _own(headers: dict[str, str], method: str) -> bool:
    """A page elsewhere could send a form here; the browser says so."""
    return method == "GET" or headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


async def _answer(send: Any, said: Said) -> None:
    headers = [
        ("content-type", said.type),
        ("content-security-policy", POLICY),
        ("cache-control", "no-store"),
    ]
    headers += [("location", said.to)] if said.to else []
    packed = [(name.encode(), value.encode()) for name, value in headers]
    await send({"type": "http.response.start", "status": said.status, "headers": packed})
    await send({"type": "http.response.body", "body": said.body})


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
