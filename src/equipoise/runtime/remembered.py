"""Results of stages, remembered under a fingerprint of exactly what they depend on."""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from equipoise.runtime import progress
from equipoise.runtime.frozen import frozen
from equipoise.runtime.memo import Memo
from equipoise.runtime.one_core import on_one_core

T = TypeVar("T")

MEMORY = Memo(byte_limit=1024**3)
"""Shared by everybody in this process."""
_apart: ContextVar[Memo | None] = ContextVar("apart", default=None)


@dataclasses.dataclass(frozen=True, eq=False)
class StageResult(Generic[T]):
    """What one stage gave.

    Attributes:
        stage: the stage's name. value: its result, frozen.
        seconds: how long this request for it took; next to nothing when it was remembered.
        fingerprint: stands for everything that the result depends on.
    """

    stage: str
    value: T
    seconds: float
    fingerprint: str

    def instead(self, value: T, name: str) -> StageResult[T]:
        """Return another result in the place of this one; ``name`` says what of it is different."""
        return StageResult(self.stage, value, 0.0, f"{self.fingerprint} {name}")


def remembered(stage: str, compute: Callable[[], T], *depends_on: Any) -> StageResult[T]:
    """Return the stage's result; call ``compute`` only if it is not known for the same stage and dependencies.

    Args:
        stage: the stage's name.
        compute: makes the result out of nothing but its dependencies.
        depends_on: settings and other values with a faithful ``repr``, and results of other stages.

    Raises:
        Cancelled: nobody wants the work any more that asks for the stage. A finished stage stays remembered.
    """
    progress.check()
    started = time.perf_counter()
    parts = [part.fingerprint if isinstance(part, StageResult) else repr(part) for part in depends_on]
    fingerprint = hashlib.blake2b("\x1f".join([stage, *parts]).encode(), digest_size=16).hexdigest()
    own = _apart.get()
    memory = MEMORY if own is None else own

    def make() -> T:
        progress.enter(stage)
        return frozen(on_one_core(compute))

    value = memory.get(fingerprint, make)
    progress.check()
    return StageResult(stage, value, time.perf_counter() - started, fingerprint)


@contextmanager
def apart(memory: Memo) -> Iterator[None]:
    """Remember in a memory of one's own: many runs that nobody asks for again must not push out everybody else's."""
    token = _apart.set(memory)
    try:
        yield
    finally:
        _apart.reset(token)
