"""Phones, a projector and a desk as protocol clients: they ask what the pages' script asks, and draw nothing."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import re
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode

_PATIENCE = 30.0
_FORM = "application/x-www-form-urlencoded"


@dataclasses.dataclass(frozen=True)
class Told:
    """What came back: the status, and the JSON of the answer, if there was one."""

    status: int
    body: dict[str, object]
    size: int


class Device:
    """One device that keeps a page of a room open.

    Args:
        port: of the server on this machine. path: of the page: ``/room/CODE``, ``/room/CODE/desk``.
    """

    def __init__(self, port: int, path: str) -> None:
        self._port, self.path, self._cookies = port, path, dict[str, str]()
        self._tag = ""
        self.told: list[tuple[float, str]] = []
        """When the page was told something new, and what, as one text."""
        self.problems: list[str] = []

    async def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Told:
        """Send a request on a connection of its own, and return the answer."""
        body = urlencode(fields or {}).encode() if method == "POST" else b""
        head = [f"{method} {path} HTTP/1.1", *self._headers(len(body)), "", ""]
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write("\r\n".join(head).encode() + body)
            answer = await asyncio.wait_for(reader.read(), _PATIENCE)
        finally:
            writer.close()
        return self._read(answer)

    async def send(self, path: str, fields: dict[str, str]) -> float:
        """Send a form, and return the seconds until it was acknowledged; what goes wrong is written down."""
        started = time.monotonic()
        try:
            told = await self.ask("POST", path, fields)
        except (OSError, TimeoutError) as error:
            self.problems.append(f"{path}: {error!r}")
        else:
            if told.status != 200:
                self.problems.append(f"{path}: {told.status} {told.body}")
        return time.monotonic() - started

    async def watch(self) -> None:
        """Wait for what is new, again and again, as a page does that is open."""
        while True:
            try:
                told = await self.ask("GET", f"{self.path}/state?after={quote(self._tag)}")
            except (OSError, TimeoutError) as error:
                self.problems.append(f"state: {error!r}")
                await asyncio.sleep(1)
                continue
            if told.status == 200:
                self._tag = str(told.body["tag"])
                self.told.append((time.monotonic(), json.dumps(told.body["parts"])))
            elif told.status != 204:
                self.problems.append(f"state: {told.status} {told.body}")
                await asyncio.sleep(1)

    def counts(self) -> Iterator[tuple[float, int]]:
        """Yield when the projector showed how many answers."""
        for when, parts in self.told:
            if found := re.search(r"<b>(\d+)</b>", json.loads(parts).get("count", "")):
                yield when, int(found.group(1))

    def _headers(self, length: int) -> Iterator[str]:
        host = f"127.0.0.1:{self._port}"
        yield from (f"Host: {host}", f"Origin: http://{host}", "Accept: application/json", "Connection: close")
        yield from (f"Content-Type: {_FORM}", f"Content-Length: {length}")
        yield "Cookie: " + "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _read(self, answer: bytes) -> Told:
        head, _, body = answer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        for line in lines:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(value.strip()).items()}
        content: dict[str, object] = {}
        with contextlib.suppress(ValueError):
            content = json.loads(body) if body else {}
        return Told(int(first.split()[1]) if first else 0, content, len(answer))
