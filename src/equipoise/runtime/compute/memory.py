"""How much memory the machine has, what processes take of it, and how to give some back."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_KIB = 1024
_CGROUP = Path("/sys/fs/cgroup")


def used_bytes(pids: Iterable[int]) -> int:
    """Return how much memory the processes take together: each page counted once (PSS), or resident size elsewhere."""
    return sum(map(_used, set(pids)))


def machine_bytes() -> int:
    """Return how much memory the machine has, or the container if that is less."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(total, _cgroup("memory.max") or total)


def free_bytes() -> int:
    """Return how much memory a new process can take without pushing others out."""
    free = _field(Path("/proc/meminfo"), "MemAvailable:") or machine_bytes() // 2
    limit = _cgroup("memory.max")
    return free if limit is None else min(free, max(0, limit - (_cgroup("memory.current") or 0)))


def give_back() -> None:
    """Return freed memory to the system: the allocator keeps it otherwise (glibc; elsewhere nothing happens)."""
    trim = _malloc_trim()
    if trim is not None:
        trim(0)


@cache
def _malloc_trim() -> ctypes._NamedFuncPointer | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None


def _used(pid: int) -> int:
    process = Path(f"/proc/{pid}")
    return _field(process / "smaps_rollup", "Pss:") or _field(process / "status", "VmRSS:")


def _field(path: Path, name: str) -> int:
    """Return the field of a file of the system that counts KiB, in bytes; 0 if it is not there."""
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * _KIB for line in lines if line.startswith(name)), 0)


def _cgroup(name: str) -> int | None:
    try:
        text = (_CGROUP / name).read_text().strip()
    except OSError:
        return None
    return int(text) if text.isdecimal() else None
