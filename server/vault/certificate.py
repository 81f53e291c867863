"""The certificate that a server in one room makes for itself, with its key, in a file of its own."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from msgspec import Struct

LASTS = timedelta(days=90)
RENEWED = timedelta(days=14)
"""So long before its end it is made anew."""
REFUSED = (
    *("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)
"""What its key may not be used for."""
SLOW_CLOCK = timedelta(days=1)
"""It holds from yesterday on: a phone's clock may be behind."""


class CertificateProblem(Exception):
    """The certificate cannot be kept; the message says so to whoever runs the server."""


class Certificate(Struct, frozen=True):
    """A file with key and certificate, and what people compare."""

    file: Path
    fingerprint: str
    """SHA-256 of the certificate, as phones write it: pairs of capital letters and digits with colons."""


def keep_certificate(file: Path, names: tuple[str, ...], at: int) -> Certificate:
    """The one in `file` if it is for just these names and not near its end, else a new one in its place."""
    now = datetime.fromtimestamp(at / 1000, UTC)
    try:
        kept = _read(file)
        if kept is None or not _serves(kept, names, now):
            kept = _write(file, names, now)
    except OSError as error:
        raise CertificateProblem(f"The certificate {file} cannot be kept: {error.strerror}.") from error
    return Certificate(file, kept.fingerprint(SHA256()).hex(":").upper())


def _read(file: Path) -> x509.Certificate | None:
    """What is there, if it is whole and nobody else may read its key."""
    try:
        with file.open("rb") as opened:
            mode, text = os.fstat(opened.fileno()).st_mode, opened.read()
        return None if mode & 0o077 else x509.load_pem_x509_certificate(text)
    except (FileNotFoundError, ValueError):
        return None


def _serves(kept: x509.Certificate, names: tuple[str, ...], now: datetime) -> bool:
    found = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    in_time = kept.not_valid_before_utc <= now < kept.not_valid_after_utc - RENEWED
    return in_time and set(found) == set(map(_name, names))


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _write(file: Path, names: tuple[str, ...], now: datetime) -> x509.Certificate:
    """A new key and its certificate, in one file that only its owner may read: whole or not at all."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = _signed(key, names, now)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            opened.write(made.public_bytes(Encoding.PEM))
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return made


def _signed(key: ec.EllipticCurvePrivateKey, names: tuple[str, ...], now: datetime) -> x509.Certificate:
    """Signed by itself, for a server and nothing else: it cannot vouch for any other certificate."""
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Duologue in this room")])
    usage = dict.fromkeys(REFUSED, False)
    return (
        x509.CertificateBuilder(subject_name=who, issuer_name=who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLOW_CLOCK)
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName(map(_name, names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, **usage), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, SHA256())
    )
