"""What a protected table has spent of differential privacy, and whether its noise can be repeated."""

from __future__ import annotations

import math

import pandas as pd

from equipoise.numerics.marginals import DELTA
from equipoise.shared.release import Release
from equipoise.stages.measure.disclosure import local_epsilon
from equipoise.stages.protect.synthetic import Plan
from equipoise.texts.phrases import Phrase

_NOTE = "note"


class ReproducibleWarning(UserWarning):
    """The noise was drawn from a seed: whoever knows or guesses it subtracts the noise."""


def noisy(release: Release) -> bool:
    """Whether noise protects the table: of answers, or of the counts that it was drawn from."""
    return bool(release.truthful) or release.epsilon is not None


def spent(release: Release) -> Phrase | None:
    """Return the total epsilon over columns, or over choices and counts; None where nothing is random.

    It holds for one copy: every further copy with fresh noise spends as much again.
    """
    if release.truthful:
        total = local_epsilon(release)
        columns = sum(len(release.schema[name].bands) > 1 for name in release.truthful)
        each = total / columns if columns and math.isfinite(total) else total
        return Phrase("spent.columns", {"total": total, "columns": columns, "each": each})
    if release.epsilon is None:
        return None
    plan = Plan.of(release, release.epsilon)
    names = {"total": release.epsilon, "delta": DELTA, "counts": plan.counts, "tables": len(plan.shares)}
    return Phrase("spent.counts", names | {"choices": plan.choices, "chosen": plan.choices * plan.choice})


def reproducible(seed: int) -> Phrase:
    """Return what is to be said of noise that a seed repeats."""
    return Phrase("spent.reproducible", {"seed": seed})


def marked(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the table with a last column that says that its noise is reproducible; a file takes it along."""
    heading = _NOTE
    while heading in frame.columns:
        heading += " "
    return frame.assign(**{heading: str(reproducible(seed))})
