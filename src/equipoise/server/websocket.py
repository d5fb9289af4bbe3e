"""What a visitor may ask over the websocket on which Streamlit and its client speak.

Two things are refused before Streamlit sees them. A connection that another web site opened: Streamlit would ask an
outside address for its own to judge it. And messages that no page needs, above all ``clear_cache``, which empties the
caches of all visitors.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

MESSAGES = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"},
)
"""The kinds of messages that reach Streamlit: run the page, stop, stay connected, upload, build a download."""
_POLICY_VIOLATION = 1008


class VisitorMessages:
    """ASGI middleware that refuses foreign websockets and drops messages of other kinds than `MESSAGES`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not same_origin(headers.get("origin"), headers.get("host")):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return

        async def permitted_only() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive" and not permitted(message.get("bytes")):
                message = await receive()
            return message

        await self._app(scope, permitted_only, send)


def same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a connection comes from a page of this server; programs that are no browsers send no origin."""
    if origin is None:
        return True
    try:
        return bool(host) and urlsplit(origin).netloc == host
    except ValueError:
        return False


def permitted(data: bytes | None) -> bool:
    """Whether a message may go on to Streamlit; it judges by itself what is no message at all."""
    if data is None:
        return True
    try:
        kind = BackMsg.FromString(data).WhichOneof("type")
    except DecodeError:
        return True
    return kind in MESSAGES
