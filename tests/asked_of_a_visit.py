"""What tests ask the process of a visit: functions of a module that it can import."""

import os
import time

import numpy as np

from equipoise.core.errors import DataError


def whose():
    return os.getpid()


def refuse(value):
    raise DataError.about(value, "attack.unknown", known=("linkage",))


def quote(value):
    raise ValueError(f"the table holds {value}")


def fill(bytes_wanted):
    return int(np.ones(bytes_wanted, dtype=np.uint8)[-1])


def sleep(seconds):
    time.sleep(seconds)


def die():
    os._exit(3)
