"""A browser's two cookies: a sign-in token that can be revoked, and a secret that opens the root key."""

from __future__ import annotations

import secrets

from litestar.datastructures import Cookie
from msgspec import Struct

LASTS = 400 * 24 * 60 * 60
"""Seconds: as long as browsers keep a cookie at all."""


class Cookies(Struct, frozen=True):
    """The names of the cookies here; `secure` on https."""

    secure: bool

    @property
    def signin(self) -> str:
        """The cookie with the sign-in token."""
        return "__Host-signin" if self.secure else "signin"

    @property
    def device(self) -> str:
        """The cookie with the device secret."""
        return "__Host-device" if self.secure else "device"

    def given(self, token: str, secret: str) -> list[Cookie]:
        """Both cookies, to be set or renewed."""
        return [self._cookie(self.signin, token, LASTS), self._cookie(self.device, secret, LASTS)]

    def ended(self) -> list[Cookie]:
        """The sign-in cookie taken back. The device secret stays: it is the last way to one's words."""
        return [self._cookie(self.signin, "", 0)]

    @property
    def left(self) -> str:
        """The cookie of a browser that was left quickly: every address then answers the cover."""
        return "__Host-left" if self.secure else "left"

    def leaving(self) -> list[Cookie]:
        """The sign-in is over, and until somebody comes back this browser sees the cover alone."""
        return [*self.ended(), self._cookie(self.left, "yes", LASTS)]

    def back(self) -> Cookie:
        """Somebody came back: the cover goes."""
        return self._cookie(self.left, "", 0)

    def signed_out(self) -> list[Cookie]:
        """Nothing of theirs stays in this browser, not even the way to their words."""
        return [*self.ended(), self._cookie(self.device, "", 0)]

    def _cookie(self, name: str, value: str, age: int) -> Cookie:
        return Cookie(
            key=name, value=value, path="/", max_age=age, httponly=True, secure=self.secure, samesite="lax"
        )


def new_token() -> str:
    """256 random bits for a sign-in cookie; the database keeps its hash."""
    return secrets.token_urlsafe(32)


def new_secret() -> bytes:
    """32 random bytes for a device cookie."""
    return secrets.token_bytes(32)
