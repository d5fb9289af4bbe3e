"""Offers go to people who are no customers."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.records import QUARTER, Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Add ``size`` offers to numbers that no customer has."""
    people = kept.size + draws.integers(0, kept.size, int(size))
    return dataclasses.replace(kept, contacts=kept.contacts.with_more(people, draws.integers(0, QUARTER, people.size)))
