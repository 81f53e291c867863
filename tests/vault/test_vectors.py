"""What any earlier release sealed opens in this one: frozen bytes, recomputed.

`PYTHONPATH=. python tests/vault/test_vectors.py` adds the vectors that are missing and changes none.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from server.vault.codes import code_tag, derived_id, session_code
from server.vault.grants import grant, open_grant
from server.vault.keys import Key, Label
from server.vault.links import link_tag, unwrap_link, wrap_link
from server.vault.parcels import invitation_keys, pack, public_key, unpack
from server.vault.pepper import Pepper
from server.vault.pictures import pictures
from server.vault.seal import About, seal, unseal
from server.vault.unlocks import (
    unwrap_device,
    unwrap_passkey,
    unwrap_words,
    words_tag,
    wrap_device,
    wrap_passkey,
    wrap_words,
)
from server.vault.words import spelled

FILE = Path(__file__).with_name("vectors.json")
ROOT, SPACE, SECRET = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
PEPPER = Pepper(bytes(range(96, 128)))
SALT = bytes(range(128, 160))
WORDS = spelled(bytes(range(160, 176)))
LINK = bytes(range(176, 192))
ABOUT = About(kind="answer", space="0space", record="0record", revision=3, author="0ada", schema=1)
TEXTS = ("", "I felt heard.", "Ärger, 愛, \N{ORANGE HEART}", "x" * 255, "x" * 256, "long " * 400)


def frozen() -> dict[str, dict[str, Any]]:
    """What is committed. Blobs, keys and texts are hex."""
    loaded: dict[str, dict[str, Any]] = json.loads(FILE.read_text())
    return loaded


def label_vector(label: Label) -> dict[str, Any]:
    """What `label` gives under the same key and context, always."""
    key = Key(ROOT)
    return {
        "derived": key.derive(label, "0ada", b"\x00\xff").raw.hex(),
        "digest": key.digest(label, "0ada", b"\x00\xff").hex(),
        "tag": key.tag(label, "0ada", b"\x00\xff"),
    }


def fixed() -> dict[str, dict[str, Any]]:
    """Every vector without chance: it is recomputed and must be equal."""
    return {
        "seal": {
            str(len(text.encode())): {
                "plain": text.encode().hex(),
                "about": msgspec.to_builtins(ABOUT),
                "blob": seal(Key(SPACE), text.encode(), ABOUT, salt=SALT).hex(),
            }
            for text in TEXTS
        },
        "labels": {label.value: label_vector(label) for label in Label},
        "ids": {
            "from a key": derived_id(Key(ROOT), "0deed", "answer"),
            "from bytes": derived_id(b"0deed", "0ada", "answer"),
            "session code": session_code(bytes(range(5))),
            "code tag": code_tag(session_code(bytes(range(5))), PEPPER),
            "link tag": link_tag(LINK, PEPPER),
            "words tag": words_tag(WORDS),
        },
        "pictures": {"places": list(pictures(b"ada", b"ben"))},
        "public keys": {
            "person": public_key(Key(ROOT)).hex(),
            "invitation": invitation_keys(Key(SPACE), "0invitation")[1].hex(),
        },
    }


def wrapped() -> dict[str, str]:
    """Every blob that holds a key, sealed anew: only its salt differs from the frozen one."""
    root, space = Key(ROOT), Key(SPACE)
    return {
        "grant": grant(root, space, "0space", "0ada").hex(),
        "device": wrap_device(root, SECRET, PEPPER, "0unlock", "0ada").hex(),
        "passkey": wrap_passkey(root, SECRET, SALT, b"credential").hex(),
        "words": wrap_words(root, WORDS, "0unlock", "0ada").hex(),
        "link": wrap_link(LINK, PEPPER, space, "0invitation").hex(),
    }


def parcels() -> dict[str, str]:
    """Parcels draw a new key pair each time, so only their opening can be frozen."""
    return {
        "to a person": pack(public_key(Key(ROOT)), b"for Ada", ABOUT).hex(),
        "to an invitation": pack(invitation_keys(Key(SPACE), "0invitation")[1], b"Ben", ABOUT).hex(),
    }


OPENERS: dict[str, tuple[Callable[[bytes], Key], bytes]] = {
    "grant": (lambda blob: open_grant(Key(ROOT), blob, "0space", "0ada"), SPACE),
    "device": (lambda blob: unwrap_device(blob, SECRET, PEPPER, "0unlock", "0ada"), ROOT),
    "passkey": (lambda blob: unwrap_passkey(blob, SECRET, SALT, b"credential"), ROOT),
    "words": (lambda blob: unwrap_words(blob, WORDS, "0unlock", "0ada"), ROOT),
    "link": (lambda blob: unwrap_link(LINK, PEPPER, blob, "0invitation"), SPACE),
}


@pytest.mark.parametrize("part", fixed())
def test_the_same_input_still_gives_the_frozen_bytes(part: str) -> None:
    assert fixed()[part] == frozen()[part]


def test_every_label_has_a_frozen_vector() -> None:
    assert set(frozen()["labels"]) == {label.value for label in Label}


def test_frozen_records_open() -> None:
    vectors = frozen()["seal"].values()
    assert len(vectors) == len(TEXTS)
    for vector in vectors:
        assert unseal(Key(SPACE), bytes.fromhex(vector["blob"]), ABOUT) == bytes.fromhex(vector["plain"])


@pytest.mark.parametrize("name", OPENERS)
def test_a_frozen_wrap_gives_its_key(name: str) -> None:
    opened, inner = OPENERS[name]
    assert opened(bytes.fromhex(frozen()["wrapped"][name])) == Key(inner)


@pytest.mark.parametrize("name", OPENERS)
def test_wrapping_again_with_the_frozen_salt_gives_the_frozen_bytes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blob = frozen()["wrapped"][name]
    monkeypatch.setattr(secrets, "token_bytes", lambda size: bytes.fromhex(blob)[1 : 1 + size])
    assert wrapped()[name] == blob


def test_frozen_parcels_open() -> None:
    waiting = frozen()["parcels"]
    assert unpack(Key(ROOT), bytes.fromhex(waiting["to a person"]), ABOUT) == b"for Ada"
    private, _ = invitation_keys(Key(SPACE), "0invitation")
    assert unpack(private, bytes.fromhex(waiting["to an invitation"]), ABOUT) == b"Ben"


def main() -> None:
    """Keep every line that is there, add what is missing."""
    old = frozen() if FILE.exists() else {}
    new = fixed() | {"wrapped": wrapped(), "parcels": parcels()}
    merged = {part: entries | old.get(part, {}) for part, entries in new.items()}
    FILE.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
