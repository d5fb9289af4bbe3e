"""What the projector and the desk ask: to be let in by a secret, what is new, and to steer."""

from __future__ import annotations

from typing import cast

from starlette.requests import Request
from starlette.responses import Response

from equipoise.rooms.links import Role
from equipoise.rooms.room import Room
from equipoise.server.room.address import client_address
from equipoise.server.room.answering import done, shown, unchanged
from equipoise.server.room.guard import Refused, check_origin, form_of, keep, text
from equipoise.server.room.participant import patience
from equipoise.server.room.parts import desk, projector
from equipoise.server.room.parts.entry import keyless
from equipoise.server.room.parts.shell import Page, now
from equipoise.server.room.threads import aside
from equipoise.server.room.view import View
from equipoise.server.room.visit import Visit, arrive
from equipoise.server.room.watch import Watches

PRESENTER = ("next", "back")
"""The commands of the projector, whose keys a presenter has at hand."""


class Roles:
    """The endpoints of the projector and of the desk."""

    def __init__(self, watches: Watches) -> None:
        self._watches = watches

    async def page(self, request: Request) -> Response:
        """Show the page of a role to who holds its secret; to others, how to get there."""
        visit, role = await arrive(self._watches, request), _role(request)
        if role not in visit.roles:
            return shown(request, keyless(visit.place, role))
        return shown(request, await self._drawn(visit, role, await visit.watch.view()))

    async def enter(self, request: Request) -> Response:
        """Take the secret of a link, and keep it in a cookie."""
        check_origin(request)
        visit, role = await arrive(self._watches, request), _role(request)
        secret = text(await form_of(request), "key")
        if not await aside(
            self._watches.rooms().admits, visit.watch.room, role, secret, address=client_address(request.scope)
        ):
            raise Refused(403, "key")
        view = await visit.watch.view()
        answer = done(request, await self._drawn(visit, role, view), back_to=f"{visit.place.path}/{role}")
        keep(answer, request, role, secret, path=visit.place.path, seconds=view.state.deletes - now())
        return answer

    async def state(self, request: Request) -> Response:
        """Tell what the page shows as soon as it is something else than what it says it shows."""
        visit, role = await arrive(self._watches, request), _role(request)
        visit.require(role)
        after, named = request.query_params.get("after", ""), {"desk": desk.named, "projector": projector.named}[role]
        view = await visit.unless_closed(visit.watch.until(lambda view: named(view) == after, patience(request)))
        return unchanged() if view is None else shown(request, await self._drawn(visit, role, view))

    async def steer(self, request: Request) -> Response:
        """Carry out a command, unless the room has changed since the page showed it."""
        check_origin(request)
        visit, role = await arrive(self._watches, request), _role(request)
        visit.require(role)
        fields = await form_of(request)
        command, version = text(fields, "command"), text(fields, "version")
        if not version.isdecimal() or len(version) > 9:
            raise Refused(400, "unreadable")
        if role == "projector" and (command not in PRESENTER or _would_end(await visit.watch.view(), command)):
            raise Refused(403, "role")
        await aside(self._watches.rooms().steer, visit.watch.room, command, version=int(version))
        page = await self._drawn(visit, role, await visit.watch.look())
        return done(request, page, back_to=f"{visit.place.path}/{role}")

    async def _drawn(self, visit: Visit, role: Role, view: View) -> Page:
        if role == "projector":
            return await aside(projector.projector, view, visit.place)
        return await aside(desk.desk, view, visit.place, *self._secrets(view.room))

    def _secrets(self, room: Room) -> tuple[str, str]:
        rooms = self._watches.rooms()
        return rooms.link(room.id, "desk"), rooms.link(room.id, "projector")


def _role(request: Request) -> Role:
    return cast(Role, request.path_params["role"])


def _would_end(view: View, command: str) -> bool:
    return command == "next" and view.following is None and view.phase == "revealed"
