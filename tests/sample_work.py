"""Functions that tests ask the compute service for: worker processes find them by name."""

import os
import time
from pathlib import Path

import numpy as np

from equipoise.core.errors import SettingsError
from equipoise.runtime import progress
from equipoise.runtime.remembered import MEMORY, remembered


def double(number):
    """Return twice the number."""
    return 2 * number


def counted(folder, number):
    """Return the number; every call leaves a file in the folder."""
    (Path(folder) / f"{number}-{time.monotonic_ns()}").touch()
    return number


def told(folder, steps, pause=0.05, name=""):
    """Take some steps, each of which looks for a stop and reports; leave a file with the process's number at first."""
    (Path(folder) / f"{name or 'told'}-{os.getpid()}").touch()
    for step in range(steps):
        progress.report(step / steps, f"step {step}")
        progress.tell(("so far", step))
        time.sleep(pause)
    return os.getpid()


def in_stages(folder, count, pause=0.05):
    """Compute stages that know nothing of stops."""
    (Path(folder) / f"stages-{os.getpid()}").touch()
    for number in range(count):
        remembered(f"slow {number}", lambda: time.sleep(pause), time.monotonic_ns())
    return count


def deaf(folder, seconds, name=""):
    """Look for nothing for a while; return the process's number."""
    (Path(folder) / f"{name or 'deaf'}-{os.getpid()}").touch()
    time.sleep(seconds)
    return os.getpid()


def long_answer(length):
    """Report, then answer with so many bytes."""
    progress.report(0.5, "half")
    return bytes(length)


def reporting(number, report):
    """Tell its progress by a parameter."""
    report(0.5, "half")
    return number


def reporting_until(heard, report):
    """Tell its progress by a parameter, and wait until the file ``heard`` says that somebody has read it."""
    while not Path(heard).exists():
        report(0.5, "half")
        time.sleep(0.05)


def refusing(value):
    """Refuse, as the engine refuses settings."""
    raise SettingsError.about(value, "server.compute")


def failing():
    """Fail as a defect does."""
    raise ZeroDivisionError("by nothing")


def interrupted():
    """Be interrupted, as by Ctrl-C."""
    raise KeyboardInterrupt


def deadly():
    """End its own process without a word."""
    os._exit(7)


def hoard(megabytes):
    """Remember a stage of that size; return what the worker remembers in all, in bytes."""
    remembered("hoard", lambda: np.ones(megabytes * 2**17), megabytes)
    return MEMORY.stats.bytes


LOST = []


def lose(megabytes):
    """Take memory that no memo knows of, and never give it back."""
    LOST.append(np.ones(megabytes * 2**17))
    return os.getpid()


def remembers():
    """Return what the worker remembers, in bytes."""
    return MEMORY.stats.bytes
