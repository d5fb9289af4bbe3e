"""Results that nobody can change: everybody who asks for one is handed the same.

Whatever is derived from a frozen table or mapping, a copy above all, is an ordinary one.
"""

from __future__ import annotations

import dataclasses
from functools import cache, singledispatch
from typing import Any, NoReturn, TypeVar

import numpy as np
import pandas as pd

T = TypeVar("T")
_PLAIN = frozenset({bool, int, float, str, type(None)})


def _refuse(*_: object, **__: object) -> NoReturn:
    raise TypeError("results are shared with everybody, so they are read-only: change a copy() of it.")


def _refusing(indexer: str) -> Any:
    """Return a property like ``frame.loc`` that can be read from and not be assigned to."""
    kind = type(getattr(pd.DataFrame(), indexer))
    reader = type(f"Frozen{kind.__name__}", (kind,), {"__setitem__": _refuse})
    return property(lambda frame: reader(indexer, frame))


class FrozenDict(dict[Any, Any]):
    """A dictionary that refuses assignments; unlike `types.MappingProxyType` it can be sent to another process."""

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by way of an ordinary dictionary, which can be filled."""
        return FrozenDict, (dict(self),)


class FrozenFrame(pd.DataFrame):
    """A table that refuses assignments.

    Read-only arrays alone do not make one: a table that is written to takes a writable copy of them, and keeps it.

    Args:
        table: what it holds. It is kept as well: pandas copies columns that two tables share before it writes to them.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        super().__init__(table)  # type: ignore[call-arg]
        object.__setattr__(self, "_sharing", table)

    loc, iloc, at, iat = map(_refusing, ("loc", "iloc", "at", "iat"))
    __setitem__ = __setattr__ = insert = isetitem = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by way of an ordinary table, which can be filled."""
        return FrozenFrame, (pd.DataFrame(self),)

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame


def frozen(value: T) -> T:
    """Return a result as nobody can change it, with all that it is made of.

    Arrays are made read-only as they are; tables and mappings are replaced by ones that share what they hold. A field
    whose name begins with an underscore is left alone: a result notes there what it has worked out so far.
    """
    kept: T = _frozen(value)
    return kept


@singledispatch
def _frozen(value: Any) -> Any:
    kind: Any = type(value)
    for name in _fields(kind):
        part = getattr(value, name)
        if type(part) not in _PLAIN and (kept := _frozen(part)) is not part:
            object.__setattr__(value, name, kept)
    return value


@_frozen.register
def _(value: np.ndarray) -> Any:
    value.setflags(write=False)
    return value


@_frozen.register
def _(value: pd.DataFrame) -> Any:
    return value if isinstance(value, FrozenFrame) else FrozenFrame(value)


@_frozen.register
def _(value: dict) -> Any:  # type: ignore[type-arg]
    return value if isinstance(value, FrozenDict) else FrozenDict({key: _frozen(item) for key, item in value.items()})


@_frozen.register
def _(value: tuple) -> Any:  # type: ignore[type-arg]
    if _PLAIN.issuperset(map(type, value)):  # a column may have thousands of levels
        return value
    kept = [_frozen(item) for item in value]
    return value if all(a is b for a, b in zip(value, kept, strict=True)) else tuple(kept)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of a dataclass's public fields; of anything else, none."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return tuple(field.name for field in fields if not field.name.startswith("_"))
