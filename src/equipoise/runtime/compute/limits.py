"""What the server allows: how it computes, how much memory it takes, how many customers may be asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from equipoise.core.errors import SettingsError
from equipoise.runtime.compute.memory import free_bytes, machine_bytes
from equipoise.runtime.compute.question import Question

_GB = 1024**3
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": _GB, "T": 1024**4}
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)\s*([KMGT]?)(?:I?B)?", re.IGNORECASE)
_CLUSTER = ("tcp://", "tls://")
BASE_BYTES = 100 * 1024**2
"""What a run takes however few customers it has."""
BYTES_PER_CUSTOMER = 10_000
"""What a run takes for each customer at its peak, with everything that it remembers.

Measured as the growth of the largest resident size: 112 MB for 20,000 customers, 476 MB for 100,000, 1,350 MB for
300,000, so 22 MB and 4,500 bytes each; the greediest settings found take 6,500, and receipts that are kept 1,900 more.
Kept above that.
"""
SERVER_BYTES = 500 * 1024**2
"""What the server takes without any run: the pages, the loaded modules, and the processes that wait for work."""

ANSWERS_SHARE, MEMO_SHARE = 0.15, 0.5
"""Shares of the memory, and of its room for runs, that may be taken by what is remembered."""


class RefusedError(SettingsError):
    """A question that is refused before anything is computed, since this machine cannot or shall not hold it."""


@dataclass(frozen=True)
class Limits:
    """What the server allows.

    Attributes:
        memory: bytes that everything remembered and computed may take, in all processes of this machine together.
        customers: the most customers of one world.
    """

    memory: int
    customers: int = 100_000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Limits:
        """Read ``EQUIPOISE_MEMORY`` (default: half of the machine's, 3 GB at most) and ``EQUIPOISE_MAX_CUSTOMERS``.

        Raises:
            SettingsError: one of them is not a size or a number.
        """
        memory = environment.get("EQUIPOISE_MEMORY", "")
        customers = environment.get("EQUIPOISE_MAX_CUSTOMERS", "")
        return cls(
            memory=parse_size(memory) if memory else min(machine_bytes() // 2, 3 * _GB),
            customers=_positive("EQUIPOISE_MAX_CUSTOMERS", customers) if customers else cls.customers,
        )

    @property
    def room(self) -> int:
        """Bytes that runs may take together: the memory without what the server itself takes."""
        return max(0, self.memory - SERVER_BYTES)

    @property
    def answers(self) -> int:
        """Bytes that the server's own memory of answers may take."""
        return int(self.memory * ANSWERS_SHARE)

    def memo(self, workers: int) -> int:
        """Bytes that the remembered stages of one worker may take; half of the room is left to what runs."""
        return int(self.room * MEMO_SHARE / workers)

    def check(self, question: Question[Any], *, local: bool = True) -> None:
        """Return if the question may be computed.

        Args:
            question: what is asked. local: whether it is computed in the memory of this machine.

        Raises:
            RefusedError: it has too many customers, or cannot fit into the memory.
        """
        customers = question.customers
        if customers > self.customers:
            raise RefusedError.about(customers, "server.customers", most=f"{self.customers:,}")
        if local and need_bytes(customers) > self.room:
            fit = max(0, (self.room - BASE_BYTES) // BYTES_PER_CUSTOMER)
            raise RefusedError.about(customers, "server.memory", memory=in_words(self.memory), most=f"{fit:,}")


def need_bytes(customers: int) -> int:
    """Return how many bytes a run on so many customers may take at its peak; 0 for what is about no world."""
    return BASE_BYTES + BYTES_PER_CUSTOMER * customers if customers else 0


def fits_this_machine(customers: int) -> None:
    """Return if a run on so many customers fits into what is free on this machine now.

    Raises:
        RefusedError: it does not.
    """
    free = free_bytes()
    if need_bytes(customers) > free:
        fit = max(0, (free - BASE_BYTES) // BYTES_PER_CUSTOMER)
        raise RefusedError.about(customers, "server.free_memory", memory=in_words(free), most=f"{fit:,}")


def parse_size(text: str) -> int:
    """Return the bytes that ``text`` stands for: a number of them, or one with a unit such as ``3GB`` or ``512 MiB``.

    Raises:
        SettingsError: it stands for none, or for no byte at all.
    """
    match = _SIZE.fullmatch(text.strip())
    size = int(float(match[1]) * _UNITS[match[2].upper()]) if match else 0
    if not size:
        raise SettingsError.about(text, "server.size")
    return size


def in_words(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    return f"{size / _GB:.1f} GB" if size >= _GB else f"{size / 1024**2:.0f} MB"


@dataclass(frozen=True)
class Place:
    """Where questions are computed.

    Attributes:
        kind: "inline", "processes" or "cluster". size: how many worker processes. address: the cluster's scheduler.
    """

    kind: str
    size: int = 0
    address: str = ""

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read what ``EQUIPOISE_COMPUTE`` says: ``inline``, ``processes``, ``processes:4``, ``tcp://…`` or ``tls://…``.

        Raises:
            SettingsError: it says something else.
        """
        kind, _, size = text.partition(":")
        if text == "inline":
            return cls("inline")
        if text.startswith(_CLUSTER):
            return cls("cluster", address=text)
        if kind == "processes":
            number = _positive("EQUIPOISE_COMPUTE", size) if size or text.endswith(":") else os.cpu_count() or 1
            return cls("processes", number)
        raise SettingsError.about(text, "server.compute")


def _positive(what: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", text) or not int(text):
        raise SettingsError.about(text, "server.positive", what=what)
    return int(text)
