"""The web server around the pages: response headers, unknown addresses, websocket rules and the health report.

``app.py`` hands `routes`, `middleware` and `lifespan` to ``st.App``. Nothing here knows what a page shows.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from equipoise.core.errors import DataError, SettingsError
from equipoise.learn import lms
from equipoise.personal.company import company
from equipoise.rooms import reach
from equipoise.rooms.rehearsal.running import rehearsals
from equipoise.rooms.service import rooms
from equipoise.rooms.storage import database
from equipoise.runtime import compute
from equipoise.server import working
from equipoise.server.addresses import Addresses
from equipoise.server.failures import Failures
from equipoise.server.headers import SecurityHeaders, security_headers
from equipoise.server.health import route
from equipoise.server.room import keeping, rehearsing
from equipoise.server.room.address import proxies
from equipoise.server.room.routes import routes as room_routes
from equipoise.server.room.watch import Watches
from equipoise.server.websocket import VisitorMessages

__all__ = ["lifespan", "middleware", "routes"]

_watches = Watches(rooms)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Prepare the server before its first visitor."""
    # Otherwise a new server shows the files in pages/ as its menu until the first run has built the real one.
    PagesManager.uses_pages_directory = False
    rehearsals().draw_with(rehearsing.form)
    async with working.compute_service(), keeping.kept(_watches):
        yield


def middleware(first: str, pages: Collection[str]) -> list[Middleware]:
    """Return the middleware of the server, outermost first.

    Args:
        first: the name of the start page. pages: of the others, as they stand in the address.

    Raises:
        SystemExit: a variable of the environment cannot be used, so that the server ends with one clear line.
    """
    try:
        headers = security_headers()
        compute.check_environment()
        lms.origins(os.environ.get(lms.ORIGINS, ""))
        company()
        proxies()
        database.check_environment()
        reach.given()
    except (SettingsError, DataError) as error:
        raise SystemExit(f"equipoise: {error}") from None
    return [
        Middleware(SecurityHeaders, headers=headers),
        Middleware(Failures),
        Middleware(VisitorMessages),
        Middleware(Addresses, first=first, pages=frozenset(pages)),
    ]


def routes() -> list[Route]:
    """Return the routes that the server has beside those of Streamlit."""
    return [route(lambda: compute.service().status()), *room_routes(_watches)]
