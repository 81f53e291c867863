"""The keys of one request, all wiped when it ends."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from server.vault.keys import Forgotten, Key


class Keyring:
    """Holds every key that a request opens; `with Keyring() as ring` or `forget_all()` wipes them together.

    A ring is used once: after the end it takes no more keys, so nothing that outlives a request can keep one.
    """

    __slots__ = ("_closed", "_held", "_named")

    def __init__(self) -> None:
        self._held: list[Key] = []
        self._named: dict[str, Key] = {}
        self._closed = False

    def hold(self, key: Key, name: str | None = None) -> Key:
        """Take `key` over and give it back; under a `name` (a space's id, say) `find` returns it again."""
        if self._closed:
            key.forget()
            raise Forgotten("this request has ended; it may hold no more keys")
        self._held.append(key)
        if name is not None:
            self._named[name] = key
        return key

    def find(self, name: str) -> Key | None:
        """The key held under `name`, if this request has opened it already."""
        return self._named.get(name)

    def forget_all(self) -> None:
        """Wipe every key and close the ring. Harmless when repeated."""
        self._closed = True
        for key in self._held:
            key.forget()
        self._held.clear()
        self._named.clear()

    def __len__(self) -> int:
        return len(self._held)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.forget_all()
