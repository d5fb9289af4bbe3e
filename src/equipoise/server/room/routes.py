"""The addresses of rooms."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from equipoise.server.room.answering import explained
from equipoise.server.room.debriefing import Debriefs
from equipoise.server.room.participant import Participants
from equipoise.server.room.parts.shell import ASSETS, content
from equipoise.server.room.place import base
from equipoise.server.room.roles import Roles
from equipoise.server.room.visit import ROLES
from equipoise.server.room.watch import Watches
from equipoise.ui.shared import crowd

CROWD = Path(crowd.__file__).with_name("assets")
"""The component that draws people, which the projector shows as well."""
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
KEPT = {"": "public, max-age=31536000, immutable", "crowd/": "public, max-age=3600"}
"""For how long a browser may keep a file; the first ones have another address for another content."""


class _RoleConvertor(Convertor[str]):
    regex = "|".join(map(re.escape, ROLES))

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def routes(watches: Watches) -> list[Route]:
    """Return the routes of the pages of all rooms.

    Args:
        watches: over the rooms that somebody looks at.
    """
    register_url_convertor("role", _RoleConvertor())
    people, roles, debriefs, root = Participants(watches), Roles(watches), Debriefs(watches), base()
    room = f"{root}/{{code}}"
    held = f"{room}/{{role:role}}"
    return [
        Route(root, explained(people.enter)),
        Route(f"{root}/-/{{name:path}}", _file),
        Route(room, explained(people.page)),
        Route(f"{room}/state", explained(people.state)),
        Route(f"{room}/picture", explained(people.picture)),
        Route(f"{room}/join", explained(people.join), methods=["POST"]),
        Route(f"{room}/answer", explained(people.answer), methods=["POST"]),
        Route(f"{room}/debrief", explained(debriefs.page)),
        Route(f"{room}/debrief.{{ending}}", explained(debriefs.file)),
        Route(held, explained(roles.page)),
        Route(f"{held}/state", explained(roles.state)),
        Route(f"{held}/enter", explained(roles.enter), methods=["POST"]),
        Route(f"{held}/steer", explained(roles.steer), methods=["POST"]),
    ]


async def _file(request: Request) -> Response:
    """Return the script, the style sheet, or a file of the crowd."""
    name = request.path_params["name"]
    found = _files().get(name)
    if found is None:
        return Response(status_code=404)
    kept = KEPT["crowd/" if name.startswith("crowd/") else ""]
    return Response(found, media_type=TYPES[Path(name).suffix], headers={"Cache-Control": kept})


@cache
def _files() -> dict[str, bytes]:
    own = {path.name: content(path.name) for path in ASSETS.iterdir() if path.suffix in TYPES}
    return own | {f"crowd/{path.name}": path.read_bytes() for path in CROWD.iterdir() if path.suffix in TYPES}
