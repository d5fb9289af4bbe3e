"""What a visitor sees where the server itself fails: a page that leads home, with the headers of all others."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from equipoise.server.addresses import home_path
from equipoise.server.notice import notice
from equipoise.texts.catalogue import texts


class Failures:
    """ASGI middleware that answers a request which ended in an error, and passes the error on to be logged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception:
            if scope["type"] == "http" and not begun:
                said = texts().under("server.failed")
                await notice(said["title"], said["body"], home=home_path(), status=500)(scope, receive, send)
            raise
