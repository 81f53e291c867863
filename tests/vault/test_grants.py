"""A grant gives a member the space's key, and nobody else."""

from __future__ import annotations

import pytest

from server.vault.grants import grant, open_grant
from server.vault.keys import Key
from server.vault.seal import Unreadable


def test_each_member_opens_their_own_grant_to_the_same_space_key() -> None:
    ada, ben, space = Key.fresh(), Key.fresh(), Key.fresh()
    assert open_grant(ada, grant(ada, space, "0space", "0ada"), "0space", "0ada") == space
    assert open_grant(ben, grant(ben, space, "0space", "0ben"), "0space", "0ben") == space


def test_theo_ben_and_another_space_get_nothing_from_adas_grant() -> None:
    ada, ben, theo, space = Key.fresh(), Key.fresh(), Key.fresh(), Key.fresh()
    blob = grant(ada, space, "0space", "0ada")
    assert open_grant(ada, blob, "0space", "0ada") == space
    for root, place, person in (
        (theo, "0space", "0ada"),
        (ben, "0space", "0ben"),
        (ada, "0other", "0ada"),
        (ada, "0space", "0ben"),
    ):
        with pytest.raises(Unreadable):
            open_grant(root, blob, place, person)


def test_the_space_key_itself_opens_no_grant() -> None:
    ada, space = Key.fresh(), Key.fresh()
    blob = grant(ada, space, "0space", "0ada")
    assert open_grant(ada, blob, "0space", "0ada") == space
    with pytest.raises(Unreadable):
        open_grant(space, blob, "0space", "0ada")
    assert bytes(space.raw) not in blob


def test_every_flipped_byte_of_a_grant_is_refused() -> None:
    ada, space = Key.fresh(), Key.fresh()
    blob = grant(ada, space, "0space", "0ada")
    assert open_grant(ada, blob, "0space", "0ada") == space
    for place in range(len(blob)):
        damaged = blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1 :]
        with pytest.raises(Unreadable):
            open_grant(ada, damaged, "0space", "0ada")
