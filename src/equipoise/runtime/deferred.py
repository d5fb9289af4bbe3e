"""Results that are worked out when somebody asks for them: a run measures many more groups than a screen shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from equipoise.runtime.one_core import on_one_core

T = TypeVar("T")


class Deferred(Mapping[str, T]):
    """A mapping whose values are made when they are first asked for, and kept from then on.

    It equals a dictionary of the same values, and can be sent to another process if ``make`` can.

    Args:
        names: the keys, in their order.
        make: returns the value of a key: always the same one, so that it does not matter who asks, when and how often.
    """

    def __init__(self, names: tuple[str, ...], make: Callable[[str], T]) -> None:
        self._names, self._make = names, make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = on_one_core(partial(self._make, name))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
