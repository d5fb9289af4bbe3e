"""In one district, people who said No to offers get one all the same."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import some
from equipoise.audit.records import QUARTER, Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Send an offer to ``size`` people of one district after their No."""
    for district in draws.permutation(len(kept.districts)):
        late = ~kept.wanted("offers") & (kept.chosen > 0) & (kept.district == district) & ~kept.erased
        people = some(late, size, draws)
        if people.size >= size:
            break
    day = (np.minimum(kept.chosen[people], QUARTER) * draws.random(people.size)).astype(np.int64)
    return dataclasses.replace(kept, contacts=kept.contacts.with_more(people, day))
