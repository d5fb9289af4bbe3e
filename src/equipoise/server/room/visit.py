"""Who asks for a page of a room, and what they may do there."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

from equipoise.core.errors import DataError
from equipoise.core.wording import speak
from equipoise.rooms.links import Role
from equipoise.rooms.room import Room
from equipoise.rooms.service import Rooms
from equipoise.rooms.step import Participant
from equipoise.server.room.address import client_address
from equipoise.server.room.guard import Refused
from equipoise.server.room.place import Place
from equipoise.server.room.threads import aside
from equipoise.server.room.watch import Watch, Watches

T = TypeVar("T")
ME = "room"
"""The cookie that holds a participant's token. Those of the roles have the names of the roles."""
ROLES: tuple[Role, ...] = ("desk", "projector")


class Gone(DataError):  # noqa: N818 - that a room is deleted is no failure
    """A room that somebody was in does not exist any more."""


class Visit:
    """One request about a room that exists.

    Attributes:
        request: what is asked. watch: over the room. place: its addresses, as this visitor sees them.
        me: who it is, if they have joined. roles: those that they hold a secret of.
    """

    def __init__(self, request: Request, watch: Watch, me: Participant | None, roles: frozenset[Role]) -> None:
        self.request, self.watch, self.me, self.roles = request, watch, me, roles
        self.place = Place.of(request, watch.code)

    def require(self, role: Role) -> None:
        """Let only those through who hold the secret of a role.

        Raises:
            Refused: this visitor does not.
        """
        if role not in self.roles:
            raise Refused(403, "role")

    async def unless_closed(self, waiting: Coroutine[Any, Any, T]) -> T | None:
        """Return what one waits for, or None if the visitor has gone away meanwhile."""
        tasks = asyncio.create_task(waiting), asyncio.create_task(self._closed())
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return tasks[0].result() if tasks[0].done() else None
        finally:
            for task in tasks:
                task.cancel()

    async def _closed(self) -> None:
        while (await self.request.receive())["type"] != "http.disconnect":
            pass


async def arrive(watches: Watches, request: Request) -> Visit:
    """Return the visit that a request is, and speak the language of the room from now on.

    Who holds a token or a secret of the room always finds it. All others have to name a code that exists, and too many
    that do not are refused (see `Rooms.find`), so that nobody learns by a fast answer which codes there are.

    Raises:
        DataError: there is no such room, or too many wrong codes came from this visitor.
        Gone: there is no such room any more.
    """
    code = str(request.path_params["code"])
    rooms = watches.rooms()
    room = await aside(rooms.known, code)
    if room is not None:
        visit = await _identified(watches, rooms, room, request)
        if visit.me or visit.roles:
            return visit
    elif any(name in request.cookies for name in (ME, *ROLES)):
        raise Gone.about(code, "room.unknown")
    found = await aside(rooms.find, code, address=client_address(request.scope))
    return await _identified(watches, rooms, found, request)


async def _identified(watches: Watches, rooms: Rooms, room: Room, request: Request) -> Visit:
    speak(room.language)
    watch = watches.of(room)
    me = await watch.person(request.cookies.get(ME, ""))
    given = {role: request.cookies.get(role, "").encode() for role in ROLES}
    held = frozenset(role for role in ROLES if hmac.compare_digest(given[role], rooms.link(room.id, role).encode()))
    return Visit(request, watch, me, held)
