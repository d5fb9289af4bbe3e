"""The log of consents has lost entries."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Lose the entries of ``size`` people who said Yes."""
    proof = kept.proof.copy()
    proof[some(kept.agreed, size, draws)] = False
    return dataclasses.replace(kept, proof=proof)
