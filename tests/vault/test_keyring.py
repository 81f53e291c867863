"""When a request ends, none of its keys is left."""

from __future__ import annotations

import gc

import pytest

from server.vault.grants import grant, open_grant
from server.vault.keyring import Keyring
from server.vault.keys import Forgotten, Key, Label
from server.vault.seal import About, seal, unseal
from server.vault.unlocks import new_root

ABOUT = About(kind="answer", space="0space", record="0record", revision=1, author="0ada", schema=1)


def living() -> int:
    """How many keys there are whose bytes have not been wiped."""
    return sum(1 for thing in gc.get_objects() if type(thing) is Key and not thing.forgotten)


def adas_request(ring: Keyring, root: bytes, granted: bytes, blob: bytes) -> bytes:
    """What a request does: open the root key, then the space's, then a record."""
    ada = ring.hold(Key(root))
    space = ring.hold(open_grant(ada, granted, "0space", "0ada"), "0space")
    ring.hold(space.derive(Label.DEED))
    return unseal(space, blob, ABOUT)


def test_no_key_is_alive_after_the_ring_is_closed() -> None:
    root, space = new_root(), Key.fresh()
    granted, blob, raw = (
        grant(root, space, "0space", "0ada"),
        seal(space, b"my words", ABOUT),
        bytes(root.raw),
    )
    root.forget()
    space.forget()
    before = living()
    with Keyring() as ring:
        assert adas_request(ring, raw, granted, blob) == b"my words"
        assert len(ring) == 3
        assert living() == before + 3
    assert living() == before
    assert len(ring) == 0


def test_a_request_that_fails_leaves_no_key_either() -> None:
    before = living()
    with pytest.raises(RuntimeError, match="half way"), Keyring() as ring:
        ring.hold(Key.fresh())
        assert living() == before + 1
        raise RuntimeError("half way")
    assert living() == before


def test_the_bytes_are_zeroed_even_if_somebody_still_holds_the_key() -> None:
    ring = Keyring()
    key = ring.hold(Key(b"k" * 32))
    buffer = key.raw
    assert bytes(buffer) == b"k" * 32
    ring.forget_all()
    ring.forget_all()
    assert bytes(buffer) == bytes(32)
    assert key.forgotten


def test_a_ring_finds_a_key_by_its_name_and_only_while_it_is_open() -> None:
    ring = Keyring()
    key = ring.hold(Key.fresh(), "0space")
    assert ring.find("0space") is key
    assert ring.find("0other") is None
    ring.forget_all()
    assert ring.find("0space") is None


def test_a_closed_ring_takes_no_key_and_wipes_the_one_it_was_offered() -> None:
    ring = Keyring()
    assert not ring.hold(Key.fresh()).forgotten
    ring.forget_all()
    late = Key.fresh()
    with pytest.raises(Forgotten):
        ring.hold(late)
    assert late.forgotten
