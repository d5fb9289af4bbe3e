"""A visitor without a browser, who speaks to the server over its websocket."""

from __future__ import annotations

import contextlib
import http.client
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

STREAM = "_stcore/stream"


class Visitor:
    """An open page."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def send(self, message: BackMsg) -> None:
        self._socket.send(message.SerializeToString())

    def run(self) -> list[str]:
        """Run the page and return the texts on it."""
        self.send(BackMsg(rerun_script=ClientState()))
        texts = []
        while True:
            message = ForwardMsg.FromString(self._socket.recv(timeout=30))
            if message.WhichOneof("type") == "script_finished":
                return texts
            if message.delta.new_element.WhichOneof("type") == "text":
                texts.append(message.delta.new_element.text.body)


@contextlib.contextmanager
def visit(address: str, tls: ssl.SSLContext | None = None, **headers: str) -> Iterator[Visitor]:
    """Open a page, with more request headers if need be."""
    origin = address.rstrip("/")
    stream = f"{origin.replace('http', 'ws', 1)}/{STREAM}"
    with connect(stream, origin=origin, ssl=tls, subprotocols=["streamlit"], additional_headers=headers) as socket:
        yield Visitor(socket)


def handshake(address: str, **headers: str) -> int:
    """Ask for a websocket with these headers and return the status: 101 if it was opened."""
    there = urlsplit(address)
    connection = http.client.HTTPConnection(there.hostname, there.port, timeout=10)
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "streamlit"}
    connection.request("GET", f"/{STREAM}", headers={**upgrade, **key, **headers})
    try:
        return connection.getresponse().status
    finally:
        connection.close()
