"""The pages of rooms on a port of this machine, and somebody who asks for them over a socket."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from equipoise.rooms.service import Rooms
from equipoise.server.headers import SecurityHeaders, security_headers
from equipoise.server.room.routes import routes
from equipoise.server.room.watch import Watches
from serving import free_port

FORM = "application/x-www-form-urlencoded"


class Answer:
    """What came back."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def told(self) -> dict:
        return json.loads(self.body)


class Device:
    """A phone or a laptop: it keeps the cookies that it is given, and asks as the pages' script does."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str | bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        connection.request(method, path, body, sent)
        answer = Answer(connection.getresponse())
        for line in answer.headers.get_all("set-cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        connection.close()
        return answer

    def get(self, path: str, *, script: bool = False) -> Answer:
        return self.ask("GET", path, **({"Accept": "application/json"} if script else {}))

    def post(self, path: str, fields: dict | None = None, **headers: str) -> Answer:
        usual = {"Content-Type": FORM, "Origin": f"http://{self.host}", "Accept": "application/json"}
        return self.ask("POST", path, urlencode(fields or {}, doseq=True), **usual | headers)


@contextlib.contextmanager
def serving(rooms: Rooms) -> Iterator[int]:
    """Serve the pages of rooms, and yield the port."""
    watches = Watches(lambda: rooms)
    app = Starlette(routes=routes(watches), middleware=[Middleware(SecurityHeaders, headers=security_headers())])
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(10)
