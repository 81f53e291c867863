"""A small stage for the scripts: real parts, htmx and policy, and a server that fails on demand."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.front.parts import CSS, ICONS, JS, WEB, joined, print_text

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'"
)
PAGE = (
    '{% extends "layout.html" %}{% block title %}{{ title }}{% endblock %}'
    '{% from "_parts/question.html" import question %}{% from "_parts/live.html" import stream, live_area %}'
    '{% from "_parts/errors.html" import error_summary %}{% from "_parts/people.html" import pair %}'
    '{% from "_parts/fields.html" import text_area, code_field %}'
    '{% from "_parts/buttons.html" import deed, button %}'
    '{% from "_parts/who.html" import save_line %}{% from "_parts/joining.html" import secret_field %}'
    "{% block main %}MAIN{% endblock %}{% block live %}LIVE{% endblock %}"
)
FORM = (
    '<form method="post" action="/take" data-draft="k" data-draft-url="/draft" novalidate>{{ deed("0") }}'
    '{{ error_summary(flaws) }}{{ text_area("text", "Yours", value=text, flaws=flaws) }}'
    '{{ text_area("more", "More", value=text) }}{{ save_line() }}{{ button("Save") }}</form>'
)
PAGES = {
    "/form": (FORM, ""),
    "/done": ("<h1>Taken</h1>", ""),
    "/cover": ("<h1>Shopping</h1>", ""),
    "/code": ('{{ code_field("code", "Code") }}', ""),
    "/join": (
        '<form method="post" action="/take">{{ deed("0") }}{{ secret_field() }}{{ button("Join") }}</form>',
        "",
    ),
    "/live": (
        '{% call live_area(say) %}<p id="news">{{ news }}</p>'
        '<details id="fold"><summary>More</summary>{{ news }}</details>'
        "{% if not moved %}"
        + FORM
        + '{% endif %}{{ pair("Ada", "Ben", theirs="open", presence="away") }}{% endcall %}',
        '{{ stream("/stream?seen=1", "/live") }}',
    ),
}


@dataclass
class Play:
    """What the server says next, and what it was sent."""

    context: dict[str, Any] = field(
        default_factory=lambda: {"text": "", "flaws": [], "say": "", "news": "", "moved": 0}
    )
    takes: list[str] = field(default_factory=list)
    """How each POST is met: taken, refused, full, lost. Empty: taken."""
    closed_doors: int = 0
    """How often the stream is answered with 503 before it opens."""
    sequence: int = 1
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    address: str = ""

    def of(self, method: str, path: str) -> list[str]:
        """The bodies sent there."""
        return [body for how, where, body in self.sent if how == method and where.startswith(path)]

    def tell(self, **context: Any) -> None:
        """Something changed: whoever listens hears of it."""
        self.context |= context
        self.sequence += 1


def _handler(play: Play) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def _answer(
            self, status: int, body: str = "", type: str = "text/html; charset=utf-8", where: str = ""
        ) -> None:
            data = body.encode()
            self.send_response(status)
            for name, value in {
                "Content-Type": type,
                "Content-Length": str(len(data)),
                "Location": where,
            }.items():
                if value:
                    self.send_header(name, value)
            # As the real server does; a sheet that loads late also breaks off Chromium's page transition.
            self.send_header(
                "Cache-Control", "max-age=3600" if self.path.startswith("/static") else "no-store"
            )
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(data)

        def _page(self, path: str, status: int = 200, **context: Any) -> None:
            main, live = PAGES[path]
            title = "Error: Form" if status == 422 else "Form"
            self._answer(
                status,
                print_text(
                    PAGE.replace("MAIN", main).replace("LIVE", live),
                    **(play.context | context | {"title": title}),
                ),
            )

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            play.sent.append(("GET", self.path, self.headers.get("Last-Event-ID") or ""))
            match path:
                case "/static/duologue.css":
                    self._answer(200, joined(CSS), "text/css")
                case "/static/duologue.js":
                    self._answer(200, joined(JS), "text/javascript")
                case "/static/htmx.js":
                    self._answer(200, (WEB / "static/vendor/htmx.js").read_text(), "text/javascript")
                case _ if path.endswith(".svg"):
                    self._answer(200, (ICONS / path.rpartition("/")[2]).read_text(), "image/svg+xml")
                case "/stream":
                    self._stream()
                case _ if path in PAGES:
                    self._page(path)
                case _:
                    self._answer(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            play.sent.append((self.command, self.path, body))
            if self.command == "PUT":
                return self._answer(204)
            match play.takes.pop(0) if play.takes else "taken":
                case "refused":
                    self._page(
                        "/form", 422, text="as sent", flaws=[{"field": "text", "text": "Write something."}]
                    )
                case "full":
                    self._answer(503, "<h1>Full</h1>")
                case "lost":
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                case _:
                    self._answer(303, where="/done")
            return None

        do_PUT = do_POST

        def _stream(self) -> None:
            if play.closed_doors:
                play.closed_doors -= 1
                return self._answer(503, '<p id="bad">no</p>')
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            known = int(self.headers.get("Last-Event-ID") or 1)
            try:
                self.wfile.write(b"event: presence\ndata: here\n\n")
                for _ in range(400):
                    if play.sequence > known:
                        known = play.sequence
                        self.wfile.write(f"event: changed\nid: {known}\n\n".encode())
                    time.sleep(0.05)
            except OSError:
                pass
            self.close_connection = True
            return None

    return Handler


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news."""


@contextmanager
def stage() -> Iterator[Play]:
    """The server while it runs, on loopback."""
    play = Play()
    server = _Quiet(("127.0.0.1", 0), _handler(play))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    play.address = f"http://localhost:{server.server_address[1]}"
    try:
        yield play
    finally:
        server.shutdown()
        server.server_close()
