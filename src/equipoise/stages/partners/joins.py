"""Codes by which two tables are joined, and how many rows find each other.

A plain hash is a lookup: whoever has a list of addresses computes the same codes, so that it joins exactly as the raw
address does (Article 29 Working Party 2014, opinion 05/2014, WP216, section 4). A keyed hash joins only those who have
the key; here a third party holds it, codes both lists, and gives the key to nobody.
"""

from __future__ import annotations

import hashlib

import numpy as np

from equipoise.core.arrays import Flags, Integers
from equipoise.numerics.stats import wilson
from equipoise.shared.identity import e_mail_hashes
from equipoise.shared.partnership import Matching, join

_NUMBERS = 1 << 24
"""More than there are numbers in addresses of one name."""


def codes(name: Integers, mailbox: Integers, how: str, seed: int) -> Integers:
    """Return the code of every address (shape: addresses).

    Args:
        name, mailbox: of the addresses. how: one of "raw", "hashed", "keyed". seed: of the third party's key.
    """
    if how == "raw":
        return name * _NUMBERS + mailbox
    hashes = e_mail_hashes(name, mailbox)
    return _keyed(hashes, f"larkspur third party {seed}") if how == "keyed" else hashes


def _keyed(hashes: Integers, secret: str) -> Integers:
    """Return the keyed hash (BLAKE2b, RFC 7693) of every code."""
    key = hashlib.sha256(secret.encode()).digest()
    blake = hashlib.blake2b
    digests = [blake(one.to_bytes(8, signed=True), digest_size=8, key=key).digest() for one in hashes.tolist()]
    return np.frombuffer(b"".join(digests), dtype=np.int64).copy()


def match_rates(row: Integers, place: Integers) -> Matching:
    """Return how many joins there are, and how many of them are right.

    Args:
        row: the row that each person of the partner's list was joined with, -1 for none (shape: directory).
        place: the place of each row's person in the directory, -1 for those who are not in it (shape: rows).
    """
    joined: Flags = row >= 0
    found, rows = int(joined.sum()), len(place)
    right = place[row[joined]] == np.flatnonzero(joined)
    return Matching(
        overlap=wilson(int((place >= 0).sum()), rows),
        matched_rows=wilson(len(np.unique(row[joined])), rows),
        matched_list=wilson(found, len(row)),
        joins_right=wilson(int(right.sum()), found),
    )


def joined(copy: Integers | None, own: Integers) -> Integers:
    """Return the row that each code of the partner's own list finds, -1 for none; a copy without codes finds none."""
    return np.full(len(own), -1, dtype=np.int64) if copy is None else join(copy, own)
