"""Treatments of direct identifiers: kept, dropped, or replaced by a pseudonym (a hash with or without a key)."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from equipoise.core.arrays import Integers
from equipoise.shared.column import Column
from equipoise.shared.identity import Identifiers, e_mail_hashes

_NUMBER = Column(name="customer_number", role="direct", kind="identifier", source="account", purpose="analytics")
_NAME = Column(name="name", role="direct", kind="identifier", source="account", purpose="offers")
_KEY = Column(name="pseudonym", role="direct", kind="identifier", source="account", purpose="analytics")


def keep(customers: Identifiers, seed: int) -> dict[Column, Integers]:
    """Leave customer number and name in the table."""
    return {_NUMBER: customers.number, _NAME: customers.name}


def drop(customers: Identifiers, seed: int) -> dict[Column, Integers]:
    """Leave no direct identifier."""
    return {}


def hashed(customers: Identifiers, seed: int) -> dict[Column, Integers]:
    """Replace identifiers by the unsalted SHA-256 of the e-mail address: whoever guesses the address knows the code."""
    return {_KEY: e_mail_hashes(customers.name, customers.mailbox)}


def keyed(customers: Identifiers, seed: int) -> dict[Column, Integers]:
    """Replace the customer number by its keyed hash (BLAKE2b, RFC 7693); whoever lacks the key cannot recompute it."""
    key = hashlib.sha256(f"larkspur pseudonym key {seed}".encode()).digest()
    hashes = [hashlib.blake2b(one.to_bytes(8), digest_size=8, key=key).digest() for one in customers.number.tolist()]
    return {_KEY: np.frombuffer(b"".join(hashes), dtype=np.int64)}


def as_frame(treated: dict[Column, Integers]) -> pd.DataFrame:
    """Return the treated identifiers as columns."""
    return pd.DataFrame({column.name: values for column, values in treated.items()})
