"""A partner goes on with people who do not want to be shared any more."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Put ``size`` people who said No to sharing into the partner's copy."""
    partner = kept.partner.copy()
    partner[some(~kept.wanted("sharing") & ~kept.signal & ~kept.erased, size, draws)] = True
    return dataclasses.replace(kept, partner=partner)
