"""What the pages of a room take from outside: who may ask, from where, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from equipoise.core.errors import EquipoiseError
from equipoise.rooms.words import say

MOST_BYTES = 16 * 1024
"""The largest body of a request."""
MOST_FIELDS = 200
"""The most fields of a form."""
FORM = "application/x-www-form-urlencoded"


class Refused(EquipoiseError):  # noqa: N818 - a refusal is an answer, not a failure
    """A request that is not carried out, with the status of the answer and the key of its sentence."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(status, key)
        self.status, self.key = status, key

    def __str__(self) -> str:
        return say(f"page.refused.{self.key}")


def check_origin(request: Request) -> None:
    """Let through what a page of this very server sends.

    Raises:
        Refused: another web site sends it, or nobody says who does.
    """
    sent_by = request.headers.get("origin") or request.headers.get("referer") or ""
    try:
        own = bool(sent_by) and urlsplit(sent_by).netloc == request.headers.get("host")
    except ValueError:
        own = False
    if not own:
        raise Refused(403, "origin")


async def form_of(request: Request) -> dict[str, str | list[str]]:
    """Return what a form has sent: a text by the name of each field, or the texts of fields that share a name.

    Raises:
        Refused: it is no form, too large, or cannot be read.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise Refused(415, "type")
    body = await _body(request)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused(400, "unreadable") from None
    fields: dict[str, list[str]] = {}
    for name, text in pairs:
        fields.setdefault(name, []).append(text)
    return {name: given[0] if len(given) == 1 else given for name, given in fields.items()}


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise Refused(413, "large")
    return body


def text(fields: Mapping[str, str | list[str]], name: str) -> str:
    """Return the text of a field that stands in a form once; "" if it does not."""
    given = fields.get(name, "")
    return given if isinstance(given, str) else ""


def keep(response: Response, request: Request, name: str, secret: str, *, path: str, seconds: float) -> None:
    """Put a secret into a cookie that scripts cannot read and other web sites do not send."""
    secure = request.url.scheme == "https"
    lifetime = max(0, int(seconds))
    response.set_cookie(name, secret, max_age=lifetime, path=path, secure=secure, httponly=True, samesite="strict")
