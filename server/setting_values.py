"""How the text of a setting becomes its value; a ValueError goes on with the sentence its name begins."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit


def port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
    if not 1 <= number <= 65535:
        raise ValueError(f"is {text!r}. Give a number from 1 to 65535.")
    return number


def host(text: str) -> str:
    if any(mark in text for mark in " /@?#") or (":" in text and not _address(text)):
        raise ValueError(f"is {text!r}. Give an address of this machine alone, like 127.0.0.1.")
    return text.lower()


def origin(text: str) -> str:
    try:
        parts = urlsplit(text)
        number = parts.port
    except ValueError:
        parts, number = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError(f"is {text!r}. Give an address like https://duologue.example.")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(f"is {text!r}. Give scheme and host alone: Duologue needs a host name of its own.")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{name}" + (f":{number}" if number not in (None, usual) else "")


def folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def operator(text: str) -> str:
    if len(text) > 200 or not text.isprintable():
        raise ValueError("is not one line of at most 200 characters. Give a name and how to reach you.")
    return text


def database(text: str) -> str:
    if text:
        raise ValueError("is set, but this version has the embedded database only. Leave it empty.")
    return text


def starts(text: str) -> str:
    if text not in ("anyone", "invited"):
        raise ValueError(f"is {text!r}. Give 'anyone' or 'invited'.")
    return text


def log(text: str) -> str:
    if text not in ("faults", "requests"):
        raise ValueError(f"is {text!r}. Give 'faults' or 'requests'.")
    return text


def worker(text: str) -> str:
    if text not in ("on", "off"):
        raise ValueError(f"is {text!r}. Give 'on' or 'off'.")
    return text


def proxies(text: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    for part in found:
        if not _address(part):
            raise ValueError(f"has {part!r}. Give the addresses of the proxies, with commas between them.")
    return found


def loopback(host: str) -> bool:
    """Whether only this machine itself can be meant."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    return _address(host) and ip_address(host).is_loopback


def _address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
