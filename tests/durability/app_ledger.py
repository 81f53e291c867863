"""Two people who write without pause, and what each of them was told is saved, kept outside the server."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

import httpx

from tests.cast import Phone, answer, begin, deed, hand, invite

Deed = tuple[str, dict[str, Any]]
WORDS = re.compile(r"[A-Z][a-z]+-\d{6}")


class Writer(Phone):
    """A phone with a ledger. A deed stands in `pending` until it was acknowledged, then in `told`."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__(httpx.AsyncClient(base_url=address, headers={"sec-fetch-site": "same-origin"}), name)
        self._address = address
        self.pending: Deed | None = None
        self.told: list[Deed] = []
        self.edits = self.notes = self.talk = ""
        self.number = 0
        self.acknowledged = asyncio.Event()

    async def post(
        self, path: str, fields: Mapping[str, Any] | None = None, *, page: bool = False, **more: Any
    ) -> httpx.Response:
        """POST, in the ledger."""
        form = {"deed": deed(), **(fields or {}), **more}
        self.pending = (path, form)
        found = await super().post(path, form, page=page)
        if found.status_code == 303:
            self._acknowledge((path, form))
        return found

    async def put(self, path: str, fields: Mapping[str, Any]) -> httpx.Response:
        """PUT a draft, in the ledger."""
        self.pending = (path, dict(fields))
        found = await super().put(path, fields)
        if found.status_code == 204:
            self._acknowledge((path, dict(fields)))
        return found

    def _acknowledge(self, deed: Deed) -> None:
        self.told.append(deed)
        self.pending = None
        self.acknowledged.set()

    async def again(self) -> None:
        """A new connection, with the same cookies."""
        cookies = self.client.cookies
        await self.client.aclose()
        self.client = httpx.AsyncClient(
            base_url=self._address, headers={"sec-fetch-site": "same-origin"}, cookies=cookies
        )

    async def repeat(self) -> None:
        """Send what was not acknowledged once more, as it was."""
        if self.pending is not None:
            path, fields = self.pending
            found = await (self.put if path.endswith("/draft") else self.post)(path, fields)
            assert found.status_code in (204, 303), (path, fields, found.status_code, found.text)

    def words(self) -> str:
        """Words that were never written before."""
        self.number += 1
        return f"{self.name}-{self.number:06d}"

    async def settle_in(self) -> None:
        """A sealed answer to write anew again and again, and a page of one's own to draft on."""
        self.edits = await begin(self, "gm-know-my-world", partner=True)
        self.notes = await begin(self, "jo-express")
        self.cards = (await self.view(f"{self.edits}/steps/cards"))["step"]
        self.page = (await self.view(self.notes))["step"]["id"]

    async def write_on(self, times: int = 1_000_000) -> None:
        """A new version of the sealed answer, a draft, and whatever the talk asks for."""
        for _ in range(times):
            await self.post(f"{self.edits}/steps/cards/completion", hand(self.cards, self.words()))
            await self.put(f"{self.notes}/steps/{self.page}/draft", {"text": self.words()})
            if self.talk:
                await answer(self, self.talk, self.words())

    def last(self, ending: str) -> set[str]:
        """What may stand: the words of the last acknowledged deed of a kind ("" before any), or pending."""
        told = [said(fields) for path, fields in self.told if path.endswith(ending)]
        under_way = [self.pending] if self.pending is not None else []
        return {*(told[-1:] or [""]), *(said(fields) for path, fields in under_way if path.endswith(ending))}

    def spoken(self) -> list[str]:
        """The words acknowledged of the talk, in order."""
        path = f"{self.talk}/steps/floor/turn"
        return [said(fields) for where, fields in self.told if where == path and said(fields)]

    def verdicts(self) -> int:
        """How often this one was told that a verdict is saved, in the talk."""
        return sum(path == f"{self.talk}/steps/floor/verdict" for path, _ in self.told)


def said(fields: Mapping[str, Any]) -> str:
    """The words in a form, "" where it holds none."""
    found = (WORDS.match(text) for text in fields.values() if isinstance(text, str))
    return next((match[0] for match in found if match), "")


async def new_talk(ada: Writer, ben: Writer) -> None:
    """Ada begins a talk and lets Ben in."""
    session = await begin(ada, "co-floor", partner=True)
    way = await invite(ada, session)
    joined = await ben.post("/joins", code=way["code"], name="Ben")
    knock = joined.headers["location"].rsplit("/", 1)[1]
    await ada.post(f"{session}/admission", knock=knock, admit="yes")
    ada.talk = ben.talk = session


async def losses(writer: Writer) -> list[str]:
    """All that is not as it was acknowledged. One deed may be under way: it stands whole or not at all."""
    found = []
    sealed = (await writer.view(f"{writer.edits}/steps/cards"))["mine"]
    stands = {text.split(" ")[0] for text in sealed["mine"].values()} if sealed else {""}
    if not (len(stands) == 1 and stands <= writer.last("/cards/completion")):
        found.append(f"sealed {stands}, told {writer.last('/cards/completion')}")
    draft = (await writer.view(f"{writer.notes}/steps/{writer.page}"))["value"].get("text", "")
    if draft not in writer.last("/draft"):
        found.append(f"draft {draft}, told {writer.last('/draft')}")
    return found + await _of_the_talk(writer)


async def _of_the_talk(writer: Writer) -> list[str]:
    page = await writer.get(f"{writer.talk}/steps/floor")
    moves = page.json()["turn"]["talk"] if page.status_code == 200 else []
    mine = [move for move in moves if move["mine"]]
    there = [move["text"] for move in mine if move["text"]]
    verdicts = sum(move["move"] == "heard" for move in mine)
    path, fields = writer.pending or ("", {})
    told = writer.spoken()
    more = [said(fields)] if path.endswith("/floor/turn") and said(fields) else []
    found = []
    if there not in (told, told + more):
        found.append(f"talk {there}, told {told}, under way {more}")
    if verdicts not in (writer.verdicts(), writer.verdicts() + path.endswith("/verdict")):
        found.append(f"{verdicts} verdicts, told {writer.verdicts()}")
    return found
