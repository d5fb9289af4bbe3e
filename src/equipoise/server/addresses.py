"""What the server makes of an address before Streamlit, whose client would show something for any of them.

An unknown path gets a page that leads home, and a page that has moved is found under its old address. A link that gives
a setting twice, or more settings than Streamlit reads, gets a page that says so; Streamlit would take the last value,
or none at all, without a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.file_util import get_static_dir

from equipoise.core import wording
from equipoise.core.errors import shown
from equipoise.server.notice import notice
from equipoise.texts.catalogue import languages, texts

MOST_PARAMETERS = 1_000
"""Streamlit hands none of the parameters of an address over if there are more."""
MOVED = {"course": "learn", "facilitator": "workshop"}
"""Pages that had another address, and where they are."""
_REPEATABLE = {"embed_options"}
"""Parameters of Streamlit's own that may stand in an address more than once."""


class Addresses:
    """ASGI middleware that answers what no page can: unknown paths, and links that would be read wrongly."""

    def __init__(self, app: ASGIApp, first: str, pages: Collection[str]) -> None:
        self._app = app
        self._moved = {first: ""} | MOVED
        self._pages = frozenset(pages) | {""}
        self._assets = frozenset(path.name for path in Path(get_static_dir()).iterdir())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            speak(Request(scope).url.query)
            answer = self._answer(scope)
            if answer is not None:
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        home = home_path()
        below = path_below(scope["path"], home.rstrip("/") or "/")
        if below in self._moved:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{home}{self._moved[below]}{query and '?'}{query}", status_code=308)
        if below in self._pages:
            problem = problem_of(Request(scope).url.query)
            return notice(texts()["server.link.title"], problem, home=home, status=400) if problem else None
        if self._has_route(scope) or (below is not None and below.split("/")[0] in self._assets):
            return None
        words = texts()["server.unknown.body"].format(path=shown(scope["path"]))
        return notice(texts()["server.unknown.title"], words, home=home, status=404)

    def _has_route(self, scope: Scope) -> bool:
        """Whether anything but the files of Streamlit's client, which stand in for all other paths, answers it."""
        routes: list[BaseRoute] = scope["app"].routes
        return any(route.matches(scope)[0] != Match.NONE for route in routes if not isinstance(route, Mount))


def home_path() -> str:
    """Return the path of the start page: "/", or what the server's base path adds to it."""
    base = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{base}/" if base else "/"


def speak(query: str) -> None:
    """Write this answer in the language that the query of an address names, if there is one."""
    wanted = dict(parse_qsl(query)).get("lang")
    wording.speak(wanted if wanted in languages() else None)


def path_below(path: str, base: str) -> str | None:
    """Return a path without the server's base path and without slashes at its ends; None if it is not below it."""
    if base != "/" and path != base and not path.startswith(f"{base}/"):
        return None
    return path.removeprefix(base).strip("/")


def problem_of(query: str) -> str | None:
    """Return in one line why Streamlit would misread the query of an address, or None."""
    count = query.count("&") + 1
    if count > MOST_PARAMETERS:
        return texts()["server.link.too_many"].format(count=f"{count:,}", most=f"{MOST_PARAMETERS:,}")
    times = Counter(name for name, _ in parse_qsl(query, keep_blank_values=True))
    for name, number in times.items():
        if number > 1 and name not in _REPEATABLE:
            return texts()["server.link.repeated"].format(name=shown(name), times=number)
    return None
