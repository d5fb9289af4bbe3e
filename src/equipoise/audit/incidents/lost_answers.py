"""Answers of one group are not written down any more."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.audit.incidents.choosing import one_group
from equipoise.audit.records import Records


def happen(kept: Records, size: float, draws: np.random.Generator) -> Records:
    """Lose a share of ``size`` of this quarter's answers of one group of sex or age."""
    attribute = sorted(kept.groups)[int(draws.integers(len(kept.groups)))]
    group = kept.groups[attribute] == one_group(kept.names[attribute], draws)
    concerned = group & kept.now
    lost = draws.binomial(kept.answers, np.where(concerned, size, 0.0))
    return dataclasses.replace(kept, answers=kept.answers - lost)
