"""Where a visitor comes from, as far as that can be believed. It limits wrong codes, and is not stored as it is."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import Scope

from equipoise.core.errors import SettingsError

PROXIES = "EQUIPOISE_PROXIES"
"""The variable of the environment with the addresses or networks of the web servers in front, separated by blanks."""
NOT_CONFIGURED = "proxy"
"""The one address of all visitors who come through a web server on this machine that is not configured."""
_LOCAL = "127.0.0.1"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def proxies() -> tuple[Network, ...]:
    """Return whose word on a visitor's address is believed: what `PROXIES` says, else nobody's.

    Raises:
        SettingsError: it lists what is no address or network.
    """
    found: list[Network] = []
    for name in os.environ.get(PROXIES, "").split():
        try:
            found.append(ipaddress.ip_network(name))
        except ValueError:
            raise SettingsError.about(name, "server.proxies", variable=PROXIES) from None
    return tuple(found)


def client_address(scope: Scope) -> str:
    """Return the address of whoever sent a request: the nearest one that is no configured proxy.

    Each proxy adds the address that it saw at the end of ``X-Forwarded-For``; what stands before that is whatever the
    visitor wrote. Uvicorn has read the header already if the request comes from this machine, configured or not, and
    put an address from it in the place of its own.
    """
    said = Headers(scope=scope).getlist("x-forwarded-for")
    forwarded = [part.strip() for part in ",".join(said).split(",") if part.strip()]
    client = scope.get("client") or ("", 0)
    if client[0] not in map(_without_port, forwarded):
        return nearest(client[0], forwarded, proxies())
    trusted = proxies()
    return nearest(_LOCAL, forwarded, trusted) if _is_in(_LOCAL, trusted) else NOT_CONFIGURED


def nearest(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """Return the address nearest to the server that is no trusted proxy.

    Args:
        peer: who is connected. forwarded: the addresses in the header, as they stand there. trusted: see `proxies`.
    """
    way = [*map(_without_port, forwarded), peer]
    while len(way) > 1 and _is_in(way[-1], trusted):
        way.pop()
    return way[-1]


def _is_in(address: str, trusted: Sequence[Network]) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in trusted)


def _without_port(address: str) -> str:
    """Return an address as proxies write it ("1.2.3.4:567", "[::1]:567") without its port."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
