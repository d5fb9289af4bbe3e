"""Part of the offers to one group never goes out."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import one_group, some
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Lose a share of ``size`` of the offers to one group of sex or age, and the codes that would have come back."""
    attribute = sorted(kept.groups)[int(draws.integers(len(kept.groups)))]
    group = kept.groups[attribute] == one_group(kept.names[attribute], draws)
    lost = some(kept.decided & group, round(size * (kept.decided & group).sum()), draws)
    gone = (each.where(~np.isin(each.person, lost)) for each in (kept.contacts, kept.redeemed))
    contacts, redeemed = gone
    return dataclasses.replace(kept, contacts=contacts, redeemed=redeemed)
