"""Makes the fixture of the newest schema, once per release: `python -m tests.released.make 0001`."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
from pathlib import Path

from server.app import create_app
from server.settings import Settings
from tests.cast import Phone, answer, begin, couple, finish

HERE = Path(__file__).resolve().parent
WORDS = "Ada's words of the first release"


async def scenario(folder: Path) -> dict[str, object]:
    """Ada and Ben in the middle of one session and at the end of another, Ada with recovery words."""
    app = create_app(Settings(data=folder / "data", pepper=folder / "pepper"))
    async with app.lifespan():
        ada, ben = Phone.of(app, "Ada"), Phone.of(app, "Ben")
        done = await couple(ada, ben, "gm-appreciations")
        await finish((ada, ben), done)
        open_ = await couple(ada, ben, "at-needs")
        await answer(ada, open_, WORDS)
        alone = await begin(ada, "sf-scale")
        view = await ada.view(alone)
        await ada.put(f"{alone}/steps/{view['step']['id']}/draft", {"text": WORDS})
        shown = (await ada.post("/you/unlocks/words")).json()
        asked = (await ada.post("/you/unlocks/confirmation", sealed=shown["sealed"])).json()["ask"]
        typed = {f"word-{place}": shown["words"][place - 1] for place in asked}
        kept = await ada.post("/you/unlocks/confirmation", {**typed, "sealed": shown["sealed"]})
        assert kept.status_code == 303, kept.text
        cookies = {phone.name: dict(phone.client.cookies) for phone in (ada, ben)}
        for phone in (ada, ben):
            await phone.close()
    paths = {"done": done, "open": open_, "alone": alone, "draft": f"{alone}/steps/{view['step']['id']}"}
    return {"cookies": cookies, "words": " ".join(shown["words"]), "paths": paths}


def main(name: str) -> None:
    """Write the fixture into a folder of its own."""
    target = HERE / name
    target.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(scenario(Path(folder)))
        shutil.copy(Path(folder) / "data" / "duologue.db", target / "duologue.db")
        (target / "pepper.hex").write_text((Path(folder) / "pepper").read_bytes().hex() + "\n")
    (target / "people.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
