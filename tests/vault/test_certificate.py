"""A room's certificate: kept while it fits, made anew when it does not, readable by nobody else."""

from __future__ import annotations

import ssl
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from server.vault.certificate import LASTS, RENEWED, CertificateProblem, keep_certificate

NOW = 1_780_000_000_000
DAY = 24 * 60 * 60 * 1000
NAMES = ("192.168.1.7", "fd00::7", "adas-laptop", "adas-laptop.local")


def made(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def test_it_is_for_these_names_and_for_a_server_alone(tmp_path: Path) -> None:
    kept = keep_certificate(tmp_path / "room" / "certificate.pem", NAMES, NOW)
    found = made(kept.file)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(name.value) for name in names} == set(NAMES)
    assert not found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert not found.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    use = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(use) == [ExtendedKeyUsageOID.SERVER_AUTH]
    now = datetime.fromtimestamp(NOW / 1000, UTC)
    assert found.not_valid_before_utc < now < found.not_valid_after_utc == now + LASTS
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(kept.file)  # the key is beside it and fits


def test_nobody_else_may_read_its_key(tmp_path: Path) -> None:
    kept = keep_certificate(tmp_path / "room" / "certificate.pem", NAMES, NOW)
    assert b"PRIVATE KEY" in kept.file.read_bytes()
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.file.parent.stat().st_mode) == 0o700
    assert [path.name for path in kept.file.parent.iterdir()] == ["certificate.pem"]


def test_it_stays_the_same_while_it_fits(tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    first = keep_certificate(file, NAMES, NOW)
    late = NOW + (LASTS - RENEWED).days * DAY - DAY
    assert keep_certificate(file, tuple(reversed(NAMES)), late) == first


@pytest.mark.parametrize(
    ("names", "later"),
    [
        (NAMES[1:], 0),
        ((*NAMES, "10.0.0.7"), 0),
        (NAMES, (LASTS - RENEWED).days * DAY + 1),
        (NAMES, LASTS.days * DAY * 2),
        (NAMES, -2 * DAY),
    ],
    ids=["an address went", "an address came", "its end is near", "it is over", "the clock was wrong"],
)
def test_it_is_made_anew_when_it_does_not_fit(tmp_path: Path, names: tuple[str, ...], later: int) -> None:
    file = tmp_path / "certificate.pem"
    first = keep_certificate(file, NAMES, NOW)
    second = keep_certificate(file, names, NOW + later)
    assert second.fingerprint != first.fingerprint
    assert keep_certificate(file, names, NOW + later) == second


def test_a_key_that_others_could_read_is_not_used_again(tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    first = keep_certificate(file, NAMES, NOW)
    file.chmod(0o644)
    assert keep_certificate(file, NAMES, NOW).fingerprint != first.fingerprint
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_broken_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "certificate.pem"
    file.touch(0o600)
    file.write_text("-----BEGIN CERTIFICATE-----\nno\n")
    assert keep_certificate(file, NAMES, NOW).fingerprint.count(":") == 31


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "room").write_text("a file where a folder should be")
    with pytest.raises(CertificateProblem, match=r"room/certificate\.pem cannot be kept: [A-Z].*\.$"):
        keep_certificate(tmp_path / "room" / "certificate.pem", NAMES, NOW)
