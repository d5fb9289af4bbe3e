"""What the partner learns about people whom he has matched, beyond what he knew."""

from __future__ import annotations

import numpy as np

from equipoise.core.arrays import Integers
from equipoise.core.vocabulary import AGE_BANDS, SEXES, TOPICS
from equipoise.numerics.stats import paired_difference, wilson
from equipoise.shared.partnership import Learned


def usual_interest(group: Integers, best: Integers, asked: Integers) -> Integers:
    """Return the commonest interest in each asked person's group of sex and age, as a public panel shows it.

    Args:
        group, best: of the panel, group and strongest interest (shape: panel each). asked: the groups of the people.
    """
    counts = np.zeros((len(SEXES) * len(AGE_BANDS), len(TOPICS)))
    np.add.at(counts, (group, best), 1.0)
    commonest: Integers = counts.argmax(axis=1)
    return commonest[asked]


def learned(told: Integers, before: Integers, truth: Integers) -> Learned:
    """Compare what the copy tells about interests with what was known before and with the truth.

    Args:
        told: the strongest interest by each matched person's row, -1 if it tells none: he then stays with what he knew.
        before: what he guessed before. truth: what it is (shape: matched people each).
    """
    now = np.where(told >= 0, told, before) == truth
    then = before == truth
    return Learned(
        interest_told=wilson(int(now.sum()), len(now)),
        interest_before=wilson(int(then.sum()), len(then)),
        interest_gained=paired_difference(then, now),
    )
