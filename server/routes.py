"""The whole URL map on one page."""

from __future__ import annotations

from typing import Any

from server.pages import (
    argued,
    begin,
    exercises,
    gate,
    icons,
    invitations,
    joins,
    notices,
    packs,
    sessions,
    shell,
    signins,
    start,
    steps,
    you,
)

HANDLERS: list[Any] = [
    # first run, or today; the four tabs
    *start.HANDLERS,
    # alone, together, or with someone: kept nowhere
    *begin.HANDLERS,
    # the library; a moment and what fits it; one exercise; its sheet
    *exercises.HANDLERS,
    # a pack: what is in it, following it, one's own place in it
    *packs.HANDLERS,
    # a session: begin, go on, stop, leave, listen
    *sessions.HANDLERS,
    # before joint work: the check, waiting, this week each alone; more for you
    *gate.HANDLERS,
    # a step: look, draft, complete, choose, speak, judge, sign, withdraw
    *steps.HANDLERS,
    # the second phone: invite, let in
    *invitations.HANDLERS,
    # the second phone: code or link, wait
    *joins.HANDLERS,
    # this phone, and the ways to open one's words
    *you.HANDLERS,
    # coming back with recovery words, leaving
    *signins.HANDLERS,
    # we just argued: a break, kept nowhere
    *argued.HANDLERS,
    # what an installed app reads: manifest, worker, the page without network
    *shell.HANDLERS,
    # open to all: help, cover, trust, health, files
    *notices.HANDLERS,
    # what browsers ask for unbidden
    *icons.HANDLERS,
]

OPEN = frozenset(
    {
        "/",
        "/begin",
        "/exercises",
        "/exercises/for/{entrance:str}",
        "/exercises/{slug:str}",
        "/exercises/{slug:str}/sheet",
        "/packs/{slug:str}",
        "/packs/{slug:str}/following",
        "/sessions",
        "/join",
        "/joins",
        "/sign-in",
        "/sign-ins",
        "/sign-out",
        "/exit",
        "/argued",
        "/argued/break",
        "/help",
        "/language",
        "/cover",
        "/trust",
        "/health",
        "/offline",
        "/manifest.webmanifest",
        "/sw.js",
        "/static/{name:str}",
        "/favicon.ico",
        "/openapi.json",
    }
)
"""Addresses that need no sign-in. A test compares it with what the handlers really ask for."""
