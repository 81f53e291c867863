"""What is watched in every journey: where requests go, what the console says, what the policy stops."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request


class Watch:
    """Everything of one browser that should not have happened."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.asked: list[str] = []
        self._origin = origin
        self._said: list[str] = []
        # Chromium sometimes skips the fade between two pages, and says so as an error.
        self._allowed: list[str] = ["ViewTransition"]
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("page", self._page)

    def allow(self, *patterns: str) -> None:
        """From here on these are part of the journey: a lost network, an answer that says no."""
        self._allowed += patterns

    def troubles(self) -> list[str]:
        """What nobody asked for; empty when all is well."""
        return [said for said in self._said if not any(re.search(each, said) for each in self._allowed)]

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)
        if not request.url.startswith((self._origin + "/", "data:", "blob:")):
            self._said.append(f"a request left for {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._said.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _page(self, page: Page) -> None:
        page.on("pageerror", lambda problem: self._said.append(f"script: {problem}"))
