"""Remember the results of stages, up to a number of bytes.

A key is a fingerprint of exactly what a result depends on. Concurrent requests for one key compute it once.
"""

from __future__ import annotations

import dataclasses
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
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
        while self._bytes > self.byte_limit:
            _, (_, freed) = self._kept.popitem(last=False)
            self._bytes -= freed
            self._evictions += 1


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
        total += _own_bytes(item)
        waiting.extend(part for part in _parts(item) if type(part) not in _LIGHT)
    return total


def _own_bytes(item: object) -> int:
    if isinstance(item, np.ndarray):
        return sys.getsizeof(item) if item.flags.owndata else item.nbytes
    if isinstance(item, pd.DataFrame):
        plain = all(isinstance(kind, np.dtype) and not kind.hasobject for kind in item.dtypes)
        if plain:  # looking into every column takes long
            return len(item) * int(sum(kind.itemsize for kind in item.dtypes))
        return int(item.memory_usage(index=True, deep=True).sum())
    if isinstance(item, (pd.Series, pd.Index)):
        return int(np.sum(item.memory_usage(deep=True)))
    return sys.getsizeof(item, 0)


def _parts(item: object) -> Iterator[object]:
    if isinstance(item, np.ndarray):
        if item.dtype == object:
            yield from item.ravel()
    elif isinstance(item, (str, bytes, type, pd.DataFrame, pd.Series, pd.Index)):
        return
    elif isinstance(item, Mapping) and not isinstance(item, Deferred):  # what is not made yet is not made to weigh it
        yield from item.keys()
        yield from item.values()
    elif isinstance(item, (tuple, list, set, frozenset)):
        yield from item
    elif isinstance(item, MethodType):
        yield item.__self__
    else:
        yield from _attributes(item)


def _attributes(item: object) -> Iterable[object]:
    named = getattr(item, "__dict__", None)
    kind: Any = type(item)
    slotted = [getattr(item, name, None) for name in _slots(kind)]
    return slotted if named is None else [*named.values(), *slotted]


@cache
def _slots(kind: type) -> tuple[str, ...]:
    return tuple(name for base in kind.__mro__ for name in getattr(base, "__slots__", ()))
