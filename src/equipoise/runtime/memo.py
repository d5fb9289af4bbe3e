"""Remember the results of stages, up to a number of bytes.

A key is a fingerprint of exactly what a result depends on. Concurrent requests for one key compute it once.
"""

from __future__ import annotations

import dataclasses
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Future
from functools import cache
from types import MethodType
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from equipoise.core.errors import Cancelled
from equipoise.runtime.deferred import Deferred

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class MemoStats:
    """What a memo did so far: requests answered from memory, computed, results dropped; what it holds now."""

    hits: int
    misses: int
    evictions: int
    entries: int
    bytes: int


class Memo:
    """A thread-safe memory of results that drops the least recently used one when it holds too many bytes.

    Sizes are taken when a result is made. A result larger than the whole limit is returned and not kept. An
    exception goes to everybody who waits for the result and is not kept: the next request computes it anew.

    Args:
        byte_limit: the most that the kept results may take together, by `size_of`.
    """

    def __init__(self, byte_limit: int) -> None:
        self.byte_limit = byte_limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._pending: dict[Hashable, Future[Any]] = {}
        self._bytes = self._hits = self._misses = self._evictions = 0

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the result for ``key``; call ``compute`` only if nobody has it or is at it."""
        with self._lock:
            if key in self._kept:
                self._hits += 1
                self._kept.move_to_end(key)
                value: T = self._kept[key][0]
                return value
            pending = self._pending.get(key)
            if pending is None:
                self._misses += 1
                mine: Future[T] = Future()
                self._pending[key] = mine
            else:
                self._hits += 1
        return self._compute(key, compute, mine) if pending is None else self._await(key, compute, pending)

    def _await(self, key: Hashable, compute: Callable[[], T], pending: Future[T]) -> T:
        """Wait for somebody else's result; compute it after all where they cancelled theirs."""
        try:
            return pending.result()
        except Cancelled:
            return self.get(key, compute)

    def shrink(self, byte_count: int) -> int:
        """Forget the least recently used results until that many bytes are free, or nothing is left.

        Returns:
            How many bytes the forgotten results held, by `size_of`.
        """
        with self._lock:
            return self._evict_down_to(max(0, self._bytes - byte_count))

    def clear(self) -> None:
        """Forget every result. One that is being computed still reaches those who wait, and is not kept."""
        with self._lock:
            self._kept.clear()
            self._pending.clear()
            self._bytes = 0

    @property
    def stats(self) -> MemoStats:
        """What the memo did so far and holds now."""
        with self._lock:
            return MemoStats(self._hits, self._misses, self._evictions, len(self._kept), self._bytes)

    def _compute(self, key: Hashable, compute: Callable[[], T], mine: Future[T]) -> T:
        try:
            value = compute()
            size = size_of(value)
        except BaseException as error:
            with self._lock:
                self._settle(key, mine)
            mine.set_exception(error)
            raise
        with self._lock:
            if self._settle(key, mine):
                self._keep(key, value, size)
        mine.set_result(value)
        return value

    def _settle(self, key: Hashable, mine: Future[Any]) -> bool:
        """Take the computation off the list; return whether it was still wanted there."""
        wanted = self._pending.get(key) is mine
        if wanted:
            del self._pending[key]
        return wanted

    def _keep(self, key: Hashable, value: object, size: int) -> None:
        if size > self.byte_limit:
            return
        self._kept[key] = (value, size)
        self._bytes += size
        self._evict_down_to(self.byte_limit)

    def _evict_down_to(self, most: int) -> int:
        before = self._bytes
        while self._bytes > most:
            _, (_, freed) = self._kept.popitem(last=False)
            self._bytes -= freed
            self._evictions += 1
        return before - self._bytes


_LIGHT = frozenset({int, float, bool, type(None)})
"""Numbers inside objects are not looked into: they weigh nothing against arrays, and there are thousands."""


def size_of(value: object) -> int:
    """Return about how many bytes ``value`` holds, with everything that it refers to.

    Arrays count their data, once however many views of it there are; tables count their columns.
    """
    seen: set[int] = set()
    waiting = [value]
    total = 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, np.ndarray):
            while isinstance(item.base, np.ndarray):
                item = item.base
        if id(item) in seen:
            continue
        seen.add(id(item))
        kind: Any = type(item)
        own_bytes, parts = _ways(kind)
        total += own_bytes(item)
        waiting.extend([part for part in parts(item) if type(part) not in _LIGHT])
    return total


@cache
def _ways(kind: Any) -> tuple[Callable[[Any], int], Callable[[Any], Iterable[object]]]:
    """Return how many bytes an object of this kind holds itself, and what it refers to; the kind decides both."""
    if issubclass(kind, np.ndarray):
        return _array_bytes, lambda item: item.ravel() if item.dtype == object else ()
    if issubclass(kind, pd.DataFrame):
        return _frame_bytes, _nothing
    if issubclass(kind, (pd.Series, pd.Index)):
        return lambda item: int(np.sum(item.memory_usage(deep=True))), _nothing
    return lambda item: sys.getsizeof(item, 0), _parts(kind)


def _array_bytes(item: Any) -> int:
    return sys.getsizeof(item) if item.flags.owndata else int(item.nbytes)


def _frame_bytes(item: pd.DataFrame) -> int:
    plain = all(isinstance(kind, np.dtype) and not kind.hasobject for kind in item.dtypes)
    if plain:  # looking into every column takes long
        return len(item) * int(sum(kind.itemsize for kind in item.dtypes))
    return int(item.memory_usage(index=True, deep=True).sum())


def _parts(kind: Any) -> Callable[[Any], Iterable[object]]:
    if issubclass(kind, (str, bytes, type)):
        return _nothing
    if issubclass(kind, Mapping) and not issubclass(kind, Deferred):  # what is not made yet is not made to weigh it
        return lambda item: (*item.keys(), *item.values())
    if issubclass(kind, (tuple, list, set, frozenset)):
        return _itself
    if issubclass(kind, MethodType):
        return lambda item: (item.__self__,)
    slots = tuple(name for base in kind.__mro__ for name in getattr(base, "__slots__", ()))
    return lambda item: (*getattr(item, "__dict__", {}).values(), *[getattr(item, name, None) for name in slots])


def _nothing(_: object) -> Iterable[object]:
    return ()


def _itself(item: Iterable[object]) -> Iterable[object]:
    return item
