"""What a browser would hold of a Streamlit page, as the server's messages say it: elements, widgets and address."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from google.protobuf.message import Message
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_KEPT = 32
"""How many large elements are kept, so that the server may name them by their hash instead of sending them again."""
_WAITING = frozenset({"progress", "spinner", "skeleton"})
"""Kinds of elements that stand where something is still being computed."""
_KEY_PLACE = 2
"""An element with a key has the identifier "$$ID-<hash>-<key>"."""


@dataclasses.dataclass(frozen=True)
class Node:
    """An element or a block, with the fragment and the run that drew it."""

    element: Element | None
    fragment: str
    run: str

    @property
    def kind(self) -> str:
        """The element's type as the protocol names it ("button_group"); "" of a block."""
        return (self.element and self.element.WhichOneof("type")) or ""

    @property
    def body(self) -> Message:
        """The message of that type."""
        return getattr(self.element, self.kind)


class Page:
    """The state of one page; `take` brings it up to date.

    Attributes:
        address: the query string as the server last wrote it.
        script: the hash of the page's script, which every further message to the server names.
        drawn: the kinds of all elements that arrived since `forget_drawn`.
        timers: fragments that ask to be run again by themselves, with their seconds.
        failed: what the server said of a script that it could not compile; "" otherwise.
    """

    def __init__(self, address: str = "") -> None:
        self.address = address
        self.script = ""
        self.drawn: set[str] = set()
        self.timers: dict[str, float] = {}
        self.failed = ""
        self._nodes: dict[tuple[int, ...], Node] = {}
        self._run = ""
        self._fragments: frozenset[str] = frozenset()
        self._large: dict[str, Element] = {}

    def take(self, message: ForwardMsg) -> bool:
        """Take in one message; return whether it ends the last run that a request has caused."""
        match message.WhichOneof("type"):
            case "new_session":
                self._begin(message)
            case "delta" | "ref_hash":
                self._draw(message)
            case "page_info_changed":
                self.address = message.page_info_changed.query_string
            case "navigation":
                self.script = message.navigation.page_script_hash
            case "auto_rerun":
                self.timers[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            case "stop_auto_rerun":
                for fragment in message.stop_auto_rerun.fragment_ids:
                    self.timers.pop(fragment, None)
            case "session_event":
                self.failed = message.session_event.script_compilation_exception.message
            case "script_finished":
                return self._end(message.script_finished)
        return False

    def forget_drawn(self) -> None:
        """Begin to count anew what arrives."""
        self.drawn = set()

    def widget(self, key: str) -> Node:
        """Return the widget with this key; a number that a control has appended ("#2") does not count.

        Raises:
            LookupError: there is no such widget on the page.
        """
        for node in self._nodes.values():
            if key_of(node) == key:
                return node
        raise LookupError(f"{key!r} is not on the page. Its widgets are: {', '.join(sorted(self.keys_now()))}.")

    def keys_now(self) -> Iterator[str]:
        """Return the keys of all elements that have one."""
        return filter(None, map(key_of, self._nodes.values()))

    def nodes(self) -> Iterator[Node]:
        """Return all elements."""
        return (node for node in self._nodes.values() if node.element is not None)

    def waiting(self) -> bool:
        """Whether the page shows that something is still being computed."""
        return any(node.kind in _WAITING for node in self.nodes())

    def error(self) -> str:
        """Return the first error that the page shows; "" if there is none."""
        for node in self.nodes():
            if node.kind == "alert" and node.body.format == Alert.ERROR:
                return f"error: {node.body.body}"
            if node.kind == "exception":
                return f"exception: {node.body.type} {node.body.message}"
        return self.failed and f"exception: {self.failed}"

    def kept(self) -> list[str]:
        """Return the hashes of the large elements that need not be sent again."""
        for oldest in list(self._large)[:-_KEPT]:
            del self._large[oldest]
        return list(self._large)

    def _begin(self, message: ForwardMsg) -> None:
        self.script = message.new_session.page_script_hash
        self._run = message.metadata.run.script_run_id
        self._fragments = frozenset(message.metadata.run.fragment_ids)
        if not self._fragments:
            self.timers.clear()

    def _draw(self, message: ForwardMsg) -> None:
        path = tuple(message.metadata.delta_path)
        kind = message.delta.WhichOneof("type")
        if kind == "add_block":
            self._nodes[path] = Node(None, message.delta.fragment_id, self._run)
            return
        if kind == "new_transient":  # stands beside what is there, and leaves at the end of the run
            return
        element = message.delta.new_element if kind else self._large[message.ref_hash]
        if message.metadata.cacheable:
            self._large[message.hash] = element
        # A reference does not name its fragment: it stands where an element of the same fragment stood.
        there = self._nodes.get(path)
        fragment = message.delta.fragment_id or (there.fragment if there and not kind else "")
        self._remove_below(path)
        self._nodes[path] = node = Node(element, fragment, self._run)
        self.drawn.add(node.kind)

    def _remove_below(self, path: tuple[int, ...]) -> None:
        there = self._nodes.get(path)
        if there is not None and there.element is None:
            for other in [other for other in self._nodes if other[: len(path)] == path]:
                del self._nodes[other]

    def _end(self, status: int) -> bool:
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        stale = [path for path, node in self._nodes.items() if node.run != self._run and self._belongs(node)]
        for path in stale:
            del self._nodes[path]
        return True

    def _belongs(self, node: Node) -> bool:
        """Whether the run that has just ended would have drawn this node again if it were still there."""
        return not self._fragments or node.fragment in self._fragments


def key_of(node: Node) -> str:
    """Return the key of an element; "" if it has none."""
    identifier = getattr(node.body, "id", "") if node.element is not None and node.kind else ""
    parts = identifier.split("-", _KEY_PLACE)
    if len(parts) <= _KEY_PLACE or parts[_KEY_PLACE] == "None":
        return ""
    return parts[_KEY_PLACE].partition("#")[0]
