"""`duologue serve --lan`: for two phones in one room, on a certificate that the server made for itself."""

from __future__ import annotations

from ipaddress import ip_address
from textwrap import wrap

import segno
from msgspec import Struct
from msgspec.structs import replace

from server.commands import addresses
from server.settings import BadSettings, Settings
from server.vault.certificate import Certificate, keep_certificate

BLACK_ON_WHITE, END = "\033[38;5;16;48;5;231m", "\033[0m"
WARNING = (
    "The phones will warn you, since nobody vouches for this certificate. Go on only if the address is the "
    "one above. A phone that shows you the certificate shows the fingerprint below.",
    'iPhone, Safari: "This Connection Is Not Private". Tap Show Details, then visit this website.',
    'Android, Chrome: "Your connection is not private". Tap Advanced, then Proceed.',
    "A phone may ask again on another day. The address begins with https; plain http gets no answer.",
    "This way you cannot use it without network, install it on the home screen, or keep a passkey: phones "
    "want a certificate that they trust for that. Recovery words work.",
    "Whoever is in this network can open the first page too.",
)


class Lan(Struct, frozen=True):
    """How this start serves one room."""

    settings: Settings
    certificate: Certificate
    others: tuple[str, ...]
    """More addresses of this machine, any of which may be the right one."""


def prepare(settings: Settings, named: str, at: int) -> Lan:
    """What `--lan` makes of the settings. `named`: the address somebody gave, or "" to find it."""
    found = addresses.addresses()
    problems = [*_set(settings), *_unfit(named, found)]
    if problems:
        raise BadSettings(tuple(problems))
    here = ip_address(named).compressed if named else found[0]
    others = tuple(each for each in found if each != here)
    name = f"[{here}]" if ":" in here else here
    certificate = keep_certificate(
        settings.data.with_name(f"{settings.data.name}-lan") / "certificate.pem",
        (here, *others, *addresses.names()),
        at,
    )
    port = "" if settings.port == 443 else f":{settings.port}"
    return Lan(replace(settings, host=here, origin=f"https://{name}{port}"), certificate, others)


def _set(settings: Settings) -> list[str]:
    """What was set for another way of serving, and would not hold here."""
    usual = Settings(port=settings.port, origin=f"http://localhost:{settings.port}")
    return [
        f"DUOLOGUE_{name.upper()} is set, but serve --lan chooses it. Leave one of the two out."
        for name in ("origin", "host", "proxies")
        if getattr(settings, name) != getattr(usual, name)
    ]


def _unfit(named: str, found: tuple[str, ...]) -> list[str]:
    if not named and not found:
        return ["No address of this machine in a network was found. Name it: serve --lan 192.168.1.7"]
    try:
        fits = not named or addresses.nearby(named)
    except ValueError:
        return [f"{named!r} is no address. Give one of this machine, like 192.168.1.7."]
    if not fits:
        return [
            f"{named} can be reached from the internet, and serve --lan is for one room. "
            "Put a proxy with a certificate in front, and set DUOLOGUE_ORIGIN."
        ]
    return []


def told(lan: Lan) -> str:
    """What whoever starts it reads under the address: the picture to scan, and what the phones will say."""
    pairs = lan.certificate.fingerprint.split(":")
    elsewhere = f"If they do not get there, try serve --lan with {' or '.join(lan.others)}."
    notes = ("\n".join(_note(text)) for text in (*([elsewhere] if lan.others else []), *WARNING))
    lines = [
        "",
        picture(lan.settings.origin),
        "",
        f"    {lan.settings.origin}",
        "",
        "Scan this with both phones, in the same network as this machine.",
        *notes,
        "",
        "SHA-256 fingerprint of the certificate:",
        f"    {':'.join(pairs[:16])}:",
        f"    {':'.join(pairs[16:])}",
    ]
    return "\n".join(lines)


def _note(text: str) -> list[str]:
    return wrap(text, 96, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)


def picture(text: str) -> str:
    """A QR code of half blocks; it brings its own colours, so that it can be scanned off any terminal."""
    rows = [
        [bool(module) for module in row] for row in segno.make(text, micro=False, error="m").matrix_iter()
    ]
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    blocks = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    halves = (zip(rows[place], rows[place + 1], strict=True) for place in range(0, len(rows), 2))
    return "\n".join(f"{BLACK_ON_WHITE}{''.join(blocks[pair] for pair in line)}{END}" for line in halves)
