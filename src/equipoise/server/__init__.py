"""The web server around the pages: response headers, unknown addresses, websocket rules and the health report.

``app.py`` hands `routes` and `middleware` to ``st.App``. Nothing here knows what a page shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.routing import Route

from equipoise.server.addresses import Addresses
from equipoise.server.headers import SecurityHeaders, security_headers
from equipoise.server.health import answer
from equipoise.server.websocket import VisitorMessages

__all__ = ["middleware", "routes"]


def middleware(pages: Sequence[str]) -> list[Middleware]:
    """Return the middleware of the server, outermost first.

    Args:
        pages: the names of the pages, as they stand in the address; the first one is also the start page.

    Raises:
        SettingsError: ``EQUIPOISE_FRAME_ANCESTORS`` cannot be used.
    """
    return [
        Middleware(SecurityHeaders, headers=security_headers()),
        Middleware(VisitorMessages),
        Middleware(Addresses, pages=frozenset(pages)),
    ]


def routes() -> list[Route]:
    """Return the routes that the server has beside those of Streamlit."""
    return [Route("/healthz", answer)]
