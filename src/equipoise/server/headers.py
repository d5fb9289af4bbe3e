"""The security headers of every response: pages, assets, downloads, component frames, errors."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from equipoise.core.errors import SettingsError

FRAME_ANCESTORS = "EQUIPOISE_FRAME_ANCESTORS"
"""The variable of the environment that lists the web sites which may show a page inside a frame of theirs."""
_NONE = "'none'"
_HOST = r"(https?://)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d+|\*))?"
_SOURCE = re.compile(rf"'self'|https?:|{_HOST}", re.IGNORECASE)


class SecurityHeaders:
    """ASGI middleware that puts the same headers on every HTTP response; existing ones are replaced."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = dict(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def security_headers() -> dict[str, str]:
    """Return the headers for this installation of Streamlit and this environment.

    Raises:
        SettingsError: `FRAME_ANCESTORS` cannot be used.
    """
    page = Path(get_static_dir(), "index.html").read_text(encoding="utf-8")
    return {
        "Content-Security-Policy": content_security_policy(page, frame_ancestors()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


def content_security_policy(page: str, ancestors: str) -> str:
    """Return the policy under which the client of Streamlit runs, and nothing else.

    Args:
        page: the page that loads the client. Its inline scripts are permitted by their hashes, so that another release
            of Streamlit brings its own.
        ancestors: the value of ``frame-ancestors``.
    """
    scripts = " ".join(f"'sha256-{_digest(script)}'" for script in inline_scripts(page))
    directives = {
        "default-src": "'self'",
        "script-src": f"'self' 'wasm-unsafe-eval' {scripts}".strip(),  # it counts 64-bit numbers in WebAssembly
        "style-src": "'self' 'unsafe-inline'",  # the client writes its styles while it runs
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-src": "'self'",
        "object-src": _NONE,
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def frame_ancestors() -> str:
    """Return who may show a page in a frame: the sources in `FRAME_ANCESTORS`, or nobody.

    Raises:
        SettingsError: a source is none of ``'self'``, ``https:`` and the address of a web site.
    """
    sources = os.environ.get(FRAME_ANCESTORS, "").split()
    if sources in ([], [_NONE]):
        return _NONE
    for source in sources:
        if not _SOURCE.fullmatch(source):
            raise SettingsError.about(source, "server.frame_ancestors", variable=FRAME_ANCESTORS)
    return " ".join(sources)


def inline_scripts(page: str) -> list[str]:
    """Return the text of every script that stands in an HTML page itself."""
    parser = _Scripts()
    parser.feed(page)
    parser.close()
    return parser.found


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "script" and "src" not in dict(attributes):
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
