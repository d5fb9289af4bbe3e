"""What is said beside the output: one line on standard error, where there is one."""

from __future__ import annotations

import contextlib
import sys


def say_aside(line: str) -> None:
    """Write one line to standard error; whoever has closed it is told nothing."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(f"equipoise: {line}", file=sys.stderr, flush=True)
