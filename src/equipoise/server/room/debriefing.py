"""The debrief of a room, for the desk alone: a page that prints well, and files."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from equipoise.rooms.debrief.debrief import Debrief, of_room
from equipoise.rooms.debrief.files import csv_text, dates, pdf
from equipoise.server.room.answering import FRESH
from equipoise.server.room.parts.debrief import page
from equipoise.server.room.threads import aside
from equipoise.server.room.visit import arrive
from equipoise.server.room.watch import Watches

Made = Callable[[Debrief], bytes]
FILES: dict[str, tuple[str, Made]] = {
    "pdf": ("application/pdf", pdf),
    "csv": ("text/csv; charset=utf-8", lambda of: csv_text(of).encode()),
    "ics": ("text/calendar; charset=utf-8", lambda of: dates(of, datetime.date.today()).encode()),
}
"""By its ending, the type of each file and what makes it."""


class Debriefs:
    """The endpoints of the debrief."""

    def __init__(self, watches: Watches) -> None:
        self._watches = watches

    async def page(self, request: Request) -> Response:
        """Show the debrief to who holds the secret of the desk."""
        visit = await arrive(self._watches, request)
        visit.require("desk")
        of = await aside(of_room, self._watches.rooms(), visit.watch.room)
        return HTMLResponse(await aside(page, of, visit.place), headers=FRESH)

    async def file(self, request: Request) -> Response:
        """Give a file to who holds the secret of the desk."""
        visit = await arrive(self._watches, request)
        visit.require("desk")
        ending = str(request.path_params["ending"])
        if ending not in FILES:
            return Response(status_code=404)
        kind, make = FILES[ending]
        of = await aside(of_room, self._watches.rooms(), visit.watch.room)
        name = f'attachment; filename="workshop-{of.room.agenda.id}.{ending}"'
        return Response(await aside(make, of), media_type=kind, headers={**FRESH, "Content-Disposition": name})
