"""Where the time of one completion goes: crypto, database, rendering, and all the rest."""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import tempfile
from collections.abc import Callable
from pathlib import Path

from server.app import create_app
from server.settings import Settings
from tests.cast import Phone, couple, hand

ROUNDS = 200
PARTS = {
    "crypto": ("/vault/", "hkdf", "aead", "hmac"),
    "database": ("/store/", "aiosqlite", "sqlite"),
    "rendering": ("/render/", "minijinja"),
}


async def print_shares(line: Callable[..., None]) -> None:
    """Completion and the page after it, in this process, under a profiler: shares, not seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = create_app(Settings(data=folder / "data", pepper=folder / "pepper"))
        async with app.lifespan():
            ada, ben = Phone.of(app, "Ada"), Phone.of(app, "Ben")
            session = await couple(ada, ben, "gm-know-my-world")
            view = await ada.view(session)
            path = f"{session}/steps/{view['step']['id']}"
            profile = cProfile.Profile()
            profile.enable()
            for number in range(ROUNDS):
                await ada.post(f"{path}/completion", hand(view["step"], f"words {number}"))
                await ada.get(path, page=True)
            profile.disable()
            await ada.close()
            await ben.close()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    spent = dict.fromkeys(PARTS, 0.0)
    server = 0.0
    for (file, _, function), (_, _, own, _, _) in stats.items():
        place = f"{file} {function}".lower()
        if any(word in place for word in ("httpx", "httpcore", "epoll", "/tests/")):
            continue
        server += own
        for part, words in PARTS.items():
            if any(word in place for word in words):
                spent[part] += own
                break
    for part, seconds in spent.items():
        line(f"share of {part} in a completion and its page", f"{seconds / server:.0%}")


if __name__ == "__main__":
    asyncio.run(print_shares(print))
