"""How a page of a room answers: the page, what its script is told, or one plain sentence why something is not done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from equipoise.core.errors import DataError
from equipoise.rooms.words import say
from equipoise.server.notice import notice
from equipoise.server.room.guard import Refused
from equipoise.server.room.parts.entry import gone
from equipoise.server.room.parts.shell import Page
from equipoise.server.room.place import Place, base
from equipoise.server.room.visit import Gone

Endpoint = Callable[[Request], Awaitable[Response]]
FRESH = {"Cache-Control": "no-store"}
STATUS = {"room.unknown": 404, "room.too_many": 429}
"""Of answers to what the store refuses; 409 for all else."""


def explained(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint that says in one sentence what it does not do."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refused as refused:
            return refusal(request, refused.status, str(refused))
        except Gone:
            return shown(request, gone(Place.of(request, str(request.path_params["code"]))), 410)
        except DataError as error:
            words = f"{error.rule} {error.remedy}"
            return refusal(request, STATUS.get(error.key, 409), words[:1].upper() + words[1:])

    return answer


def refusal(request: Request, status: int, words: str) -> Response:
    """Return why something is not done: for the script, or as a page that leads back."""
    if for_script(request):
        return JSONResponse({"said": words}, status, headers=FRESH)
    code = request.path_params.get("code", "")
    back = base() if status in (404, 429) or not code else Place.of(request, str(code)).path
    return notice(say("page.refused.title"), words, home=back, label=say("page.refused.back"), status=status)


def shown(request: Request, page: Page, status: int = 200) -> Response:
    """Return a page, to be loaded or to be filled in by the script."""
    if for_script(request):
        return JSONResponse(page.state(), status, headers=FRESH)
    return HTMLResponse(page.html(), status, headers=FRESH)


def done(request: Request, page: Page, said: str = "", *, back_to: str) -> Response:
    """Return what a page shows after something was done; without the script, the way back to it."""
    if for_script(request):
        return JSONResponse(page.state(said), headers=FRESH)
    return RedirectResponse(back_to, status_code=303, headers=FRESH)


def unchanged() -> Response:
    """Return that nothing is new."""
    return Response(status_code=204, headers=FRESH)


def for_script(request: Request) -> bool:
    """Whether the page's script asks, and not a browser that shows what it gets."""
    return "application/json" in request.headers.get("accept", "")
