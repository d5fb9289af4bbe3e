"""What a participant's phone asks: to join, what is new, to take an answer, to see the result."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from equipoise.core.errors import DataError
from equipoise.rooms.words import say
from equipoise.server.room.answering import FRESH, STATUS, done, shown, unchanged
from equipoise.server.room.drawings.registry import DRAWINGS
from equipoise.server.room.guard import Refused, check_origin, form_of, keep, text
from equipoise.server.room.parts.entry import entry
from equipoise.server.room.parts.phone import joining, named, phone
from equipoise.server.room.parts.shell import Page, now
from equipoise.server.room.place import base
from equipoise.server.room.threads import aside
from equipoise.server.room.visit import ME, Visit, arrive
from equipoise.server.room.watch import Watches

WAIT = 20.0
"""Seconds that a request waits for something new; then the phone asks again."""


def patience(request: Request) -> float:
    """Return how many seconds a request waits: none if the page only wants to know whether it is connected."""
    return 0.0 if "quick" in request.query_params else WAIT


class Participants:
    """The endpoints of phones."""

    def __init__(self, watches: Watches) -> None:
        self._watches = watches

    async def enter(self, request: Request) -> Response:
        """Ask for a code, or lead to the room that was typed."""
        code = request.query_params.get("code", "").strip()
        if code:
            return RedirectResponse(f"{base()}?{urlencode({'code': code})}" if "/" in code else f"{base()}/{code}", 303)
        return shown(request, entry())

    async def page(self, request: Request) -> Response:
        """Show the room, or ask for the code again."""
        try:
            visit = await arrive(self._watches, request)
        except DataError as error:
            if error.key not in STATUS or type(error) is not DataError:
                raise
            problem = say("page.enter.unknown" if error.key == "room.unknown" else "page.enter.too_many")
            return shown(request, entry(problem, str(request.path_params["code"])), STATUS[error.key])
        if request.path_params["code"] != visit.place.code:
            return RedirectResponse(visit.place.path, 303)
        return shown(request, await _now(visit))

    async def state(self, request: Request) -> Response:
        """Tell what the phone shows as soon as it is something else than what it says it shows."""
        visit, after = await arrive(self._watches, request), request.query_params.get("after", "")
        me = visit.me
        if me is None:
            if after != "join":
                return shown(request, await _now(visit))
            await visit.unless_closed(visit.watch.until(lambda _: True, patience(request)))
            return unchanged()
        with visit.watch.present(me):
            waiting = visit.watch.until(lambda view: named(view, me) == after, patience(request))
            view = await visit.unless_closed(waiting)
        return unchanged() if view is None else shown(request, await aside(phone, view, me, visit.place))

    async def join(self, request: Request) -> Response:
        """Let somebody in; who is in already stays who they are."""
        check_origin(request)
        visit = await arrive(self._watches, request)
        fields = await form_of(request)
        if visit.me is not None:
            return done(request, await _now(visit), back_to=visit.place.path)
        names = {name: text(fields, name) for name in ("nickname", "team")}
        visit.me, token = await aside(self._watches.rooms().join, visit.watch.room, **names)
        view = await visit.watch.look()
        answer = done(request, await _now(visit), say("phone.joined"), back_to=visit.place.path)
        keep(answer, request, ME, token, path=visit.place.path, seconds=view.state.deletes - now())
        return answer

    async def answer(self, request: Request) -> Response:
        """Take an answer, and say so after it is written down for good."""
        check_origin(request)
        visit = await arrive(self._watches, request)
        fields = await form_of(request)
        if visit.me is None:
            raise Refused(401, "stranger")
        view = await visit.watch.view()
        meant = request.query_params.get("step", ""), request.query_params.get("round", "")
        if view.step is None or meant != (view.step.key, str(view.round)) or view.phase != "open":
            raise Refused(409, "moved")
        given = await aside(self._watches.rooms().answer, visit.watch.room, view.step.key, visit.me, fields)
        visit.watch.given(given)
        if view.step.by == "team":
            await visit.watch.look()  # others wait for it
        page = await _now(visit)
        return done(request, page, say("phone.sent"), back_to=visit.place.path)

    async def picture(self, request: Request) -> Response:
        """Return the result that the projector shows, as wide as a phone."""
        visit = await arrive(self._watches, request)
        view = await visit.watch.view()
        if view.step is None or not view.revealed:
            raise Refused(409, "moved")
        drawn = await aside(DRAWINGS[view.step.kind].picture, view.step, view.result, large=False)
        return HTMLResponse(drawn, headers=FRESH)


async def _now(visit: Visit) -> Page:
    view = await visit.watch.view()
    if visit.me is None:
        return await aside(joining, view, visit.place)
    return await aside(phone, view, visit.me, visit.place)
