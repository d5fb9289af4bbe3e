"""What happens to direct identifiers: kept, dropped, or replaced by a keyed pseudonym."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from equipoise.arrays import Integers
from equipoise.schema import Column

_NUMBER = Column(name="customer_number", role="direct", kind="identifier", source="account", purpose="analytics")
_NAME = Column(name="name", role="direct", kind="identifier", source="account", purpose="offers")
_KEY = Column(name="pseudonym", role="direct", kind="identifier", source="account", purpose="analytics")


def keep(number: Integers, name: Integers, seed: int) -> dict[Column, Integers]:
    """Leave customer number and name in the table."""
    return {_NUMBER: number, _NAME: name}


def drop(number: Integers, name: Integers, seed: int) -> dict[Column, Integers]:
    """Leave no direct identifier."""
    return {}


def keyed(number: Integers, name: Integers, seed: int) -> dict[Column, Integers]:
    """Replace the customer number by its keyed hash (BLAKE2b, RFC 7693); whoever lacks the key cannot recompute it."""
    key = hashlib.sha256(f"larkspur pseudonym key {seed}".encode()).digest()
    hashes = [hashlib.blake2b(one.to_bytes(8), digest_size=8, key=key).digest() for one in number.tolist()]
    return {_KEY: np.frombuffer(b"".join(hashes), dtype=np.int64)}


TREATMENTS = {"keep": keep, "drop": drop, "keyed": keyed}


def as_frame(treated: dict[Column, Integers]) -> pd.DataFrame:
    """Return the treated identifiers as columns."""
    return pd.DataFrame({column.name: values for column, values in treated.items()})
