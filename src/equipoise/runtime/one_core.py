"""Compute without the linear algebra library's own threads."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from threadpoolctl import ThreadpoolController

T = TypeVar("T")


def on_one_core(compute: Callable[[], T]) -> T:
    """Return what ``compute`` returns, computed without the linear algebra library's own threads.

    They spin while they wait, so that two sessions on two cores slow each other down many times over; on one core a
    stage takes about as long as on two idle ones.
    """
    with _threads().limit(limits=1, user_api="blas"):
        return compute()


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
