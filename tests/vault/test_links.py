"""A link opens the one invitation it was made for, and only with this server's pepper."""

from __future__ import annotations

import pytest

from server.vault.keys import Key
from server.vault.links import link_tag, new_link, unwrap_link, wrap_link
from server.vault.pepper import Pepper
from server.vault.seal import Unreadable

PEPPER, OTHER = Pepper(b"p" * 32), Pepper(b"q" * 32)


def test_whoever_has_the_link_gets_the_space_key() -> None:
    secret, space = new_link(), Key.fresh()
    assert (
        unwrap_link(secret, PEPPER, wrap_link(secret, PEPPER, space, "0invitation"), "0invitation") == space
    )


def test_another_link_pepper_or_invitation_opens_nothing() -> None:
    secret, space = new_link(), Key.fresh()
    blob = wrap_link(secret, PEPPER, space, "0invitation")
    assert unwrap_link(secret, PEPPER, blob, "0invitation") == space
    for tried, pepper, invitation in (
        (new_link(), PEPPER, "0invitation"),
        (secret, OTHER, "0invitation"),
        (secret, PEPPER, "0other"),
    ):
        with pytest.raises(Unreadable):
            unwrap_link(tried, pepper, blob, invitation)


def test_a_link_is_16_bytes_and_its_tag_needs_the_pepper() -> None:
    secret = new_link()
    assert len(secret) == 16
    assert link_tag(secret, PEPPER) == link_tag(secret, PEPPER)
    assert len({link_tag(secret, PEPPER), link_tag(secret, OTHER), link_tag(new_link(), PEPPER)}) == 3
    with pytest.raises(ValueError, match="16 bytes"):
        wrap_link(secret + b"x", PEPPER, Key.fresh(), "0invitation")
