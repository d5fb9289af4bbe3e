"""The address under which phones reach this server, as far as it can be known."""

from __future__ import annotations

import os
import re
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from equipoise.core.errors import SettingsError

ADDRESS = "EQUIPOISE_ADDRESS"
"""The variable of the environment with the address to give out: "http://192.168.1.20:8501"."""
_ADDRESS = re.compile(
    r"https?://[a-z0-9.-]+(:\d{1,5})?(/[\w./-]*)?|https?://\[[0-9a-f:]+\](:\d{1,5})?(/[\w./-]*)?", re.I
)
_EVERYWHERE = {"", "0.0.0.0", "::"}
"""Addresses on which a server listens to all networks."""
_ELSEWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737), to which nothing is ever sent."""


def given() -> str:
    """Return the address in the environment, without a slash at its end; "" if there is none.

    Raises:
        SettingsError: it is none of a web server.
    """
    address = os.environ.get(ADDRESS, "").strip().rstrip("/")
    if address and not _ADDRESS.fullmatch(address):
        raise SettingsError.about(address, "room.address", variable=ADDRESS)
    return address


def shared(seen: str, *, listens: str) -> str:
    """Return the address to give out: the one in the environment, else the best that this machine knows.

    Args:
        seen: the server's address as the browser has it: "http://127.0.0.1:8501".
        listens: the address on which the server listens; where that is all networks, and the browser is on this very
            machine, the machine's own address in its network is the one that phones reach.

    Raises:
        SettingsError: see `given`.
    """
    address = given()
    if address or not only_here(seen) or listens not in _EVERYWHERE:
        return address or seen.rstrip("/")
    own = here()
    parts = urlsplit(seen)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{own}{port}{parts.path.rstrip('/')}" if own else seen.rstrip("/")


def only_here(address: str) -> bool:
    """Whether an address is the one that a computer has for itself, which no other device reaches."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def here() -> str:
    """Return this machine's address in its network; "" without one. Nothing is sent: the system looks up a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_ELSEWHERE)
            own = str(way.getsockname()[0])
        except OSError:
            return ""
    return "" if ip_address(own).is_loopback or ip_address(own).is_unspecified else own
