"""The addresses of a room."""

from __future__ import annotations

import dataclasses

from starlette.requests import Request
from streamlit import config

from equipoise.rooms import reach
from equipoise.server.addresses import home_path


def base() -> str:
    """Return the path below which all rooms are: "/room", behind the base path of the server."""
    return f"{home_path()}room"


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a room is found.

    Attributes:
        given_out: the address of the server for other devices, without a slash at its end: "https://shop.example".
        code: of the room.
    """

    given_out: str
    code: str

    @classmethod
    def of(cls, request: Request, code: str) -> Place:
        """Return where a room is found, as far as it can be known from how this visitor has found it."""
        seen = f"{request.url.scheme}://{request.headers.get('host', '')}{home_path().rstrip('/')}"
        return cls(given_out=reach.shared(seen, listens=str(config.get_option("server.address") or "")), code=code)

    @property
    def path(self) -> str:
        """Of the participants' page, for who is here already."""
        return f"{base()}/{self.code}"

    @property
    def link(self) -> str:
        """The whole address of the participants' page."""
        return f"{self.given_out}/room/{self.code}"

    @property
    def typed(self) -> str:
        """What people type into a browser, where they are then asked for the code."""
        return f"{self.given_out.partition('://')[2]}/room"

    @property
    def only_here(self) -> bool:
        """Whether no other device can open it."""
        return reach.only_here(self.given_out)

    def elsewhere(self, role: str, secret: str) -> str:
        """Return the whole address that opens the page for a role on any device."""
        return f"{self.link}/{role}#{secret}"

    def beside(self, role: str, secret: str) -> str:
        """Return the address that opens the page for a role in this browser."""
        return f"{self.path}/{role}#{secret}"
