"""The addresses of a room."""

from __future__ import annotations

import dataclasses
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request

from equipoise.server.addresses import home_path


def base() -> str:
    """Return the path below which all rooms are: "/room", behind the base path of the server."""
    return f"{home_path()}room"


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a room is found.

    Attributes:
        origin: of the server, as the visitor has asked for it: "https://shop.example". code: of the room.
    """

    origin: str
    code: str

    @classmethod
    def of(cls, request: Request, code: str) -> Place:
        """Return the addresses under which this visitor sees a room."""
        return cls(origin=f"{request.url.scheme}://{request.headers.get('host', '')}", code=code)

    @property
    def path(self) -> str:
        """Of the participants' page."""
        return f"{base()}/{self.code}"

    @property
    def link(self) -> str:
        """The whole address of the participants' page."""
        return self.origin + self.path

    @property
    def typed(self) -> str:
        """What people type into a browser, where they are then asked for the code."""
        return urlsplit(self.origin).netloc + base()

    @property
    def only_here(self) -> bool:
        """Whether no other device can open it: it is the address that a computer has for itself."""
        host = urlsplit(self.origin).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    def role(self, name: str, secret: str = "") -> str:
        """Return the whole address of the page for a role; with its secret it opens on any device."""
        return f"{self.link}/{name}{secret and '#'}{secret}"
