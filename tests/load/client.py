"""A visitor's browser without the browser: Streamlit's protocol over its websocket, and the time of every answer."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import AsyncIterator
from typing import Self

import websockets.asyncio.client as sockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from load import widgets
from load.page import Node, Page

PATIENCE = 90.0
"""Seconds after which a click counts as unanswered."""
RESULTS = frozenset({"bidi_component", "html"})
"""The kinds of elements in which results are drawn, now and in earlier code: a click has to draw one of them anew."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answer:
    """What a click or the opening of a page led to.

    Attributes:
        seconds: from sending the request until the last run that it caused has ended.
        problem: why it counts as unanswered; "" if it was answered.
        address: the page's query string afterwards.
    """

    seconds: float
    problem: str = ""
    address: str = ""


class Session:
    """One visitor's open page.

    All requests are sent one after another: a click waits for the end of what the one before has caused.

    Attributes:
        page: what the visitor sees. opened: how long its first drawing took.
        lost: whether an answer has not come, so that the page has to be opened anew.
    """

    def __init__(self, socket: sockets.ClientConnection, name: str, query: str) -> None:
        self.page = Page(query)
        self.opened = Answer(seconds=0.0)
        self.lost = False
        self._socket = socket
        self._begun = False
        self._ended = asyncio.Event()
        self._reader = asyncio.create_task(self._read())
        self._name = name
        self._moved: dict[str, tuple[Node, widgets.Value]] = {}

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, port: int, name: str, query: str = "") -> AsyncIterator[Self]:
        """Open a page of the server on this machine; ``opened`` says how long its first drawing took.

        Args:
            name: of the page as in its address ("playground"). query: the rest of the address.
        """
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        connecting = sockets.connect(
            address,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            max_queue=None,
            open_timeout=PATIENCE,
            ping_interval=None,  # a browser does not ask whether the server is still there
            proxy=None,
        )
        async with connecting as socket:
            session = cls(socket, name, query)
            try:
                session.opened = await session._ask(session._state(), draws=True)
                yield session
            finally:
                session._reader.cancel()

    async def click(self, key: str, value: widgets.Value = None, *, draws: bool = True) -> Answer:
        """Move the widget with this key, or press the button, and wait for the answer.

        Args:
            draws: whether the click has to lead to a result.

        Raises:
            LookupError: the page has no such widget.
        """
        node = self.page.widget(key)
        if node.kind in widgets.KINDS:
            self._moved[node.body.id] = node, value
        return await self._ask(self._state(node), draws=draws)

    def value(self, key: str) -> widgets.Value:
        """Return what the widget with this key shows now."""
        return self._value(self.page.widget(key))

    async def rest(self, seconds: float) -> None:
        """Do nothing for a while, but for what the page does by itself."""
        until = time.monotonic() + seconds
        while self.page.timers and time.monotonic() + min(self.page.timers.values()) < until:
            async with asyncio.timeout(PATIENCE):
                await self._again()
        await asyncio.sleep(max(0.0, until - time.monotonic()))

    async def _ask(self, state: ClientState, *, draws: bool) -> Answer:
        """Send a request; a page that shows that it still computes is waited for, whoever runs it again."""
        self.page.forget_drawn()
        started = time.monotonic()
        problem = ""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._exchange(state)
                while self.page.waiting():
                    self._ended.clear()
                    await (self._again() if self.page.timers else self._end_of_run())
        except TimeoutError:
            problem = f"no answer within {PATIENCE:.0f} s"
        except (OSError, WebSocketException) as error:
            problem = f"connection lost: {error}"
        self.lost = bool(problem)
        problem = problem or self._unanswered(draws=draws)
        return Answer(seconds=time.monotonic() - started, problem=problem, address=self.page.address)

    def _unanswered(self, *, draws: bool) -> str:
        if draws and not RESULTS & self.page.drawn:
            return self.page.error() or "no result drawn"
        return self.page.error()

    async def _again(self) -> None:
        """Run again the fragment that asks for it soonest, after its time."""
        fragment, seconds = min(self.page.timers.items(), key=lambda timer: timer[1])
        await asyncio.sleep(seconds)
        state = self._state()
        state.fragment_id, state.is_auto_rerun = fragment, True
        await self._exchange(state)

    async def _exchange(self, state: ClientState) -> None:
        """Send a request and wait for the end of the last run that it causes; a run that goes on is none of them."""
        self._begun = False
        self._ended.clear()
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        await self._end_of_run()

    async def _end_of_run(self) -> None:
        await self._ended.wait()
        if self._reader.done():
            await self._reader
            raise ConnectionError("the server has closed it")

    async def _read(self) -> None:
        """Keep the page as the server's messages say it is, until the connection ends."""
        try:
            async for data in self._socket:
                message = ForwardMsg.FromString(data)
                self._begun = self._begun or message.WhichOneof("type") == "new_session"
                if self.page.take(message) and self._begun:
                    self._begun = False
                    self._ended.set()
        finally:
            self._ended.set()

    def _state(self, moved: Node | None = None) -> ClientState:
        """Return what a browser sends: the state of all widgets, and the fragment of the one that was moved."""
        state = ClientState(
            query_string=self.page.address,
            page_script_hash=self.page.script,
            page_name="" if self.page.script else self._name,
            fragment_id=moved.fragment if moved else "",
            cached_message_hashes=self.page.kept(),
            context_info=ContextInfo(timezone="UTC", locale="en-GB", color_scheme="light"),
        )
        held = {node.body.id: node for node in self.page.nodes() if node.kind in widgets.KINDS}
        self._moved = {identifier: moved for identifier, moved in self._moved.items() if identifier in held}
        state.widget_states.widgets.extend(widgets.state(node, self._value(node)) for node in held.values())
        if moved and moved.kind == "button":
            state.widget_states.widgets.append(widgets.state(moved, True))
        return state

    def _value(self, node: Node) -> widgets.Value:
        """Return what the person has moved a widget to, unless the server has since drawn it with another value."""
        drawn, value = self._moved.get(node.body.id, (node, None))
        redrawn = node is not drawn and node.body.set_value
        return widgets.shown(node) if redrawn or node.body.id not in self._moved else value
