"""Under which addresses this machine is known in its own network, found without a packet sent."""

from __future__ import annotations

import socket
import struct
import sys
from contextlib import suppress
from ipaddress import ip_address

ELSEWHERE = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
"""Private addresses, and one that belongs to nobody. Nothing is sent there: only the way is looked up."""
GET_ADDRESS = 0x8915
"""Linux: what is the address of this interface."""


def addresses() -> tuple[str, ...]:
    """Of this machine in networks that the internet does not reach, the likeliest first."""
    found = dict.fromkeys([*_by_way(), *_by_interface()])
    return tuple(each for each in found if nearby(each) and not ip_address(each).is_loopback)


def nearby(address: str) -> bool:
    """Whether only this machine or its own network can be meant."""
    meant = ip_address(address)
    return not meant.is_global and not meant.is_multicast and not meant.is_unspecified


def names() -> tuple[str, ...]:
    """What this machine is called, alone and as its network may know it."""
    name = socket.gethostname().lower().rstrip(".")
    short = name.partition(".")[0]
    fit = all(part.isascii() and part.replace("-", "").isalnum() for part in name.split("."))
    return tuple(dict.fromkeys((name, f"{short}.local"))) if fit else ()


def _by_way() -> list[str]:
    """From which address something would go out. A datagram socket that is connected sends nothing."""
    found = []
    for there in ELSEWHERE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect((there, 9))
            found.append(str(way.getsockname()[0]))
    return found


def _by_interface() -> list[str]:
    """What each interface says of itself; elsewhere than on Linux the ways above must do."""
    if sys.platform != "linux":
        return []
    from fcntl import ioctl  # no such thing on some systems

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # an interface without an address
                answer = ioctl(asked.fileno(), GET_ADDRESS, struct.pack("256s", name.encode()[:15]))
                found.append(socket.inet_ntoa(answer[20:24]))
    return found
