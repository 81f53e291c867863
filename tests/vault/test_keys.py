"""A key derives what it should, says nothing, and is gone when it is forgotten."""

from __future__ import annotations

import copy
import gc
import hashlib
import hmac
import pickle
import re
import weakref
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.vault.encoding import framed
from server.vault.keys import Forgotten, Key, Label, Secret

RAW = bytes(range(32))


def hkdf(material: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    """RFC 5869 with SHA-256, from the standard library."""
    secret = hmac.digest(salt or bytes(32), material, "sha256")
    out = block = b""
    for number in range(1, -(-size // 32) + 1):
        block = hmac.digest(secret, block + info + bytes([number]), "sha256")
        out += block
    return out[:size]


@given(
    st.binary(min_size=32, max_size=32), st.sampled_from(Label), st.lists(st.binary(max_size=40), max_size=3)
)
def test_a_derived_key_is_hkdf_of_the_framed_label_and_context(
    raw: bytes, label: Label, context: list[bytes]
) -> None:
    info = framed(label.value, *context)
    assert Key(raw).derive(label, *context) == Key(hkdf(raw, b"", info, 32))
    drawn = Key.drawn(label, raw[:16], raw[16:], context=context, salt=b"s" * 32)
    assert drawn == Key(hkdf(raw, b"s" * 32, info, 32))


def test_a_digest_is_hmac_of_the_framed_label_and_context() -> None:
    expected = hmac.new(RAW, framed("deed", "0ada"), hashlib.sha256).digest()
    assert Key(RAW).digest(Label.DEED, "0ada") == expected


def test_label_context_and_key_each_change_what_comes_out() -> None:
    keys = [
        Key(RAW).derive(Label.GRANT, "0ada"),
        Key(RAW).derive(Label.GRANT, "0ben"),
        Key(RAW).derive(Label.GRANT, "0", "ada"),
        Key(RAW).derive(Label.DEED, "0ada"),
        Key(RAW[::-1]).derive(Label.GRANT, "0ada"),
    ]
    assert len({bytes(key.raw) for key in keys}) == 5
    assert len({Key(RAW).tag(label, "0ada") for label in Label}) == len(Label)


def test_labels_are_unique_and_ascii() -> None:
    assert len({label.value for label in Label}) == len(Label.__members__)
    assert all(label.value.isascii() and label.value for label in Label)


def test_a_tag_has_the_shape_of_an_id() -> None:
    tag = Key(RAW).tag(Label.ID, "0deed")
    assert len(tag) == 26
    assert tag == Key(RAW).tag(Label.ID, "0deed")
    assert tag != Key(RAW).tag(Label.ID, "0other")


def test_two_fresh_keys_differ_and_equal_bytes_are_equal_keys() -> None:
    assert Key(RAW) == Key(bytearray(RAW))
    assert Key.fresh() != Key.fresh()
    assert Key(RAW) != RAW


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_has_32_bytes_and_no_other_number(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Key(bytes(size))


def test_forgetting_zeroes_the_bytes_where_they_lay() -> None:
    key = Key(RAW)
    buffer = key.raw
    assert bytes(buffer) == RAW
    key.forget()
    key.forget()
    assert bytes(buffer) == bytes(32)
    assert key.forgotten


def test_a_forgotten_key_is_refused_not_used_as_zeros() -> None:
    key = Key(RAW)
    assert not key.derive(Label.GRANT).forgotten
    key.forget()
    for use in (lambda: key.derive(Label.GRANT), lambda: key.tag(Label.ID), lambda: key.raw):
        with pytest.raises(Forgotten):
            use()
    assert key != Key(bytes(32))
    same = key
    assert key != same


def test_a_with_block_forgets_also_when_it_fails() -> None:
    key = Key(RAW)
    buffer = key.raw
    with pytest.raises(RuntimeError, match="on the way"), key:
        raise RuntimeError("on the way")
    assert bytes(buffer) == bytes(32)


def test_a_key_that_nobody_holds_any_more_is_zeroed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bytes, bytes]] = []
    overwrite = Secret.__del__

    def watched(buffer: Secret) -> None:
        before = bytes(buffer)
        overwrite(buffer)
        seen.append((before, bytes(buffer)))

    key = Key(RAW)
    watcher = weakref.ref(key)
    assert watcher() is key
    with monkeypatch.context() as patch:
        patch.setattr(Secret, "__del__", watched)
        del key
    assert watcher() is None
    assert seen == [(RAW, bytes(32))]


def test_bytes_taken_from_a_dropped_key_are_not_suddenly_zeros() -> None:
    assert bytes(Key(RAW).raw) == RAW
    assert bytes(Key(RAW).derive(Label.GRANT).raw) != bytes(32)


def test_a_buffer_given_to_a_key_is_wiped_and_its_own_buffer_is_kept() -> None:
    given_away = bytearray(RAW)
    assert bytes(Key(given_away).raw) == RAW
    assert given_away == bytes(32)
    kept = Secret(RAW)
    assert Key(kept).raw is kept
    assert bytes(kept) == RAW


def test_the_collector_lists_every_living_key() -> None:
    key = Key(RAW)
    assert any(thing is key for thing in gc.get_objects())


def test_a_key_shows_nothing_of_itself() -> None:
    key = Key(RAW)
    assert {repr(key), str(key), f"{key}", f"{key!r}", f"{[key]}"} == {"<Key>", "[<Key>]"}
    assert {repr(key.raw), str(key.raw), f"{key.raw}", f"{[key.raw]}"} == {"<Secret>", "[<Secret>]"}
    assert not hasattr(key, "__dict__")


def test_a_key_is_never_pickled_copied_encoded_or_hashed() -> None:
    key = Key(RAW)
    for attempt in (
        pickle.dumps,
        copy.copy,
        copy.deepcopy,
        msgspec.json.encode,
        msgspec.msgpack.encode,
        hash,
    ):
        with pytest.raises(TypeError):
            attempt(key)
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            attempt(key.raw)


def test_the_decision_page_lists_every_label() -> None:
    page = Path(__file__).parents[2] / "docs" / "decisions" / "0002-keys.md"
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page.read_text(), re.MULTILINE)) == {
        label.value for label in Label
    }
