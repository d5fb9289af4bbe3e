"""The threads in which the database is asked, so that it never keeps the server from answering others."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
THREADS = 16
"""An answer takes some milliseconds, so that 200 of them are written within a second or two."""

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="room")


async def aside(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that waits, in a thread of these, and return what it returns."""
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(_pool, lambda: context.run(function, *args, **kwargs))
