"""What a stream may say: that a seat's view changed, and one of three words on who is there. Nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

from server.live.hub import Hub, Listener, TooMany

PING = 20.0
"""Seconds between comments that keep proxies from closing a quiet stream."""
LASTS = 600.0
"""Seconds after which a stream ends and the page connects again."""
WORDS = ("here", "away", "break")


def changed(sequence: int) -> bytes:
    """The page is to get its own fragment again; `sequence` is what it may quote next time."""
    return b"event: changed\nid: %d\ndata:\n\n" % sequence


def presence(word: str) -> bytes:
    """Who is there, in one word; no id, so it is never replayed."""
    if word not in WORDS:
        raise ValueError(word)
    return b"event: presence\ndata: %s\n\n" % word.encode()


async def speak(
    hub: Hub, listener: Listener, seen: int, sequence: Callable[[], Awaitable[int | None]]
) -> AsyncIterator[bytes]:
    """The body of one stream. It listens before it looks, so nothing falls between the page and the stream.

    `seen`: the number the page was made at. `sequence`: the seat's number now, None if it is not theirs.
    """
    # Not before the first breath: whoever hangs up earlier is never counted.
    try:
        hub.join(listener)
    except TooMany:
        return
    try:
        yield b"retry: 1000\n\n"
        now = await sequence()
        if now is None:
            return
        if now != seen:  # greater as a rule; less where the data were brought back from a backup
            seen = now
            yield changed(now)
        breaths = int(LASTS / PING)
        while breaths > 0 and not listener.closed:
            if not await listener.wait(PING):
                breaths -= 1
                yield b": still here\n\n"
                continue
            if listener.sequence > seen:
                seen = listener.sequence
                yield changed(seen)
            if listener.presence and not listener.quiet:
                word, listener.presence = listener.presence, ""
                yield presence(word)
    finally:
        hub.leave(listener)
