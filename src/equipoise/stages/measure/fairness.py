"""Fairness by group: people are counted by group, selected and deserving, and measures are computed from the counts.

Every measure by group depends on a small table of counts only (group x selected x deserving), so redrawing that table
is the exact bootstrap of the people behind it.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Literal

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Integers, freeze
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import GROUPS
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import mean_rate, multinomial_bootstrap, share_ratio, strongest_of, wilson
from equipoise.shared.results import GroupReport, GroupRow

SUFFICIENT = 100
"""Smallest group that counts for a verdict; smaller ones only show their interval."""
FOUR_FIFTHS = 0.8
"""29 CFR 1607.4(D), published input E08: an employment rule of thumb, not advertising law."""
REPLICATES = 1000
"""Bootstrap tables an attribute."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Treatment:
    """The treatment of every counted customer: the data from which groups of any attribute are compared.

    Attributes:
        groups: everybody's group, by attribute (each shape: counted customers).
        selected, deserving, calibration, benefit, right, seed: as in `measure_fairness`.
    """

    groups: Mapping[str, Integers]
    selected: Flags
    deserving: Flags
    calibration: Floats
    benefit: Floats
    right: Flags
    seed: int

    def __post_init__(self) -> None:
        freeze(*self.groups.values(), self.selected, self.deserving, self.calibration, self.benefit, self.right)

    def compared(self, attribute: str) -> GroupReport:
        """Compare the groups of one attribute."""
        facts = {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.name != "groups"}
        return measure_fairness(attribute, self.groups[attribute], **facts)


def tabulate(group: Integers, groups: int, selected: Flags, deserving: Flags) -> Integers:
    """Count people by group, selected and deserving (shape: groups x 2 x 2)."""
    cell = (group * 2 + selected) * 2 + deserving
    return np.bincount(cell, minlength=groups * 4).reshape(groups, 2, 2)


def selection_rate(counts: Array) -> Floats:
    """Return the share of each group that was selected, from counts (..., groups, selected, deserving)."""
    selected = counts[..., 1, 0] + counts[..., 1, 1]
    return _share(selected, selected + counts[..., 0, 0] + counts[..., 0, 1])


def true_positive_rate(counts: Array) -> Floats:
    """Return the share selected among the deserving of each group."""
    return _share(counts[..., 1, 1], counts[..., 0, 1] + counts[..., 1, 1])


def false_positive_rate(counts: Array) -> Floats:
    """Return the share selected among the others of each group."""
    return _share(counts[..., 1, 0], counts[..., 0, 0] + counts[..., 1, 0])


def gap(rates: Floats) -> Floats:
    """Return the largest minus the smallest rate along the last axis."""
    return np.asarray(rates.max(axis=-1) - rates.min(axis=-1))


def equalised_odds_difference(counts: Array) -> Floats:
    """Return the larger of the gaps in true and false positive rates.

    Hardt, Price, Srebro, "Equality of opportunity in supervised learning", 2016, arXiv 1610.02413.
    """
    return np.maximum(gap(true_positive_rate(counts)), gap(false_positive_rate(counts)))


def measure_fairness(
    attribute: str,
    group: Integers,
    selected: Flags,
    deserving: Flags,
    calibration: Floats,
    benefit: Floats,
    right: Flags,
    seed: int,
) -> GroupReport:
    """Report on the groups of one protected attribute (every array: counted customers).

    Args:
        attribute: name of the attribute. group: everybody's group.
        selected: who got a personal offer. deserving: who would have under perfect knowledge.
        calibration: predicted minus true visit probability, NaN where the model did not score the person.
        benefit: extra visits that the offer brings. right: who got the truly best offer.
        seed: the bootstrap draws from the stream "measure.<attribute>".
    """
    names = GROUPS[attribute]
    counts = tabulate(group, len(names), selected, deserving)
    rows = tuple(
        _row(name, counts[place], *(values[group == place] for values in (calibration, benefit, right)))
        for place, name in enumerate(names)
    )
    large = np.array([row.sufficient for row in rows])
    return _compare(attribute, names, rows, counts, large, stream(seed, f"measure.{attribute}"))


def treated_alike(attribute: str, group: Integers, selected: Flags) -> Rate:
    """Return the lowest over the highest selection rate of the groups of sufficient size, without a bootstrap.

    Unknown where fewer than two groups are large enough, or where nobody was selected.
    """
    total = np.bincount(group, minlength=len(GROUPS[attribute]))
    chosen = np.bincount(group[selected], minlength=total.size)
    rates = [wilson(int(x), int(n)) for x, n in zip(chosen, total, strict=True) if n >= SUFFICIENT]
    if len(rates) < 2:
        return UNKNOWN
    pairs = len(rates) * (len(rates) - 1) // 2
    low, high = (pick(rates, key=lambda rate: rate.value) for pick in (min, max))
    return share_ratio(low, high, strongest_of(pairs))


def _row(name: str, counts: Integers, calibration: Floats, benefit: Floats, right: Flags) -> GroupRow:
    n = int(counts.sum())
    return GroupRow(
        name=name,
        n=n,
        sufficient=n >= SUFFICIENT,
        selection_rate=wilson(int(counts[1].sum()), n),
        true_positive_rate=wilson(int(counts[1, 1]), int(counts[:, 1].sum())),
        false_positive_rate=wilson(int(counts[1, 0]), int(counts[:, 0].sum())),
        calibration_gap=mean_rate(calibration[~np.isnan(calibration)]),
        value_received=mean_rate(benefit),
        right_offer=wilson(int(right.sum()), n),
        base_rate=wilson(int(counts[:, 1].sum()), n),
        precision=wilson(int(counts[1, 1]), int(counts[1].sum())),
    )


def _compare(
    attribute: str, names: tuple[str, ...], rows: tuple[GroupRow, ...], counts: Integers, large: Flags,
    rng: np.random.Generator,
) -> GroupReport:  # fmt: skip
    if large.sum() < 2:
        return _nothing_to_compare(attribute, rows)
    usable, kept = np.flatnonzero(large), counts[large]
    rates = selection_rate(kept)
    best, worst = int(rates.argmax()), int(rates.argmin())
    pairs = usable.size * (usable.size - 1) // 2

    def statistics(table: Array) -> Floats:
        chosen = selection_rate(table)
        ratio = np.where(chosen[..., best] > 0, _share(chosen[..., worst], chosen[..., best]), 1.0)
        gaps = (gap(chosen), gap(true_positive_rate(table)), equalised_odds_difference(table))
        return np.stack([ratio, *gaps], axis=-1)

    low, high = multinomial_bootstrap(kept, statistics, rng, replicates=REPLICATES, confidence=strongest_of(pairs))
    value, n = statistics(kept), int(kept.sum())
    most = (1.0, math.inf, math.inf, math.inf)
    compared, *differences = (
        Rate(float(v), min(float(a), float(v)), min(max(float(b), float(v)), m), n)
        for v, a, b, m in zip(value, low, high, most, strict=True)
    )
    return GroupReport(
        attribute=attribute,
        groups=rows,
        selection_rate_ratio=compared,
        selection_rate_difference=differences[0],
        true_positive_rate_difference=differences[1],
        equalised_odds_difference=differences[2],
        four_fifths=_verdict(compared),
        best_group=names[int(usable[best])],
        worst_group=names[int(usable[worst])],
    )


def _verdict(ratio: Rate) -> Literal["above", "below", "unclear"]:
    if ratio.low >= FOUR_FIFTHS:
        return "above"
    return "below" if ratio.high < FOUR_FIFTHS else "unclear"


def _nothing_to_compare(attribute: str, rows: tuple[GroupRow, ...]) -> GroupReport:
    return GroupReport(
        attribute=attribute,
        groups=rows,
        selection_rate_ratio=UNKNOWN,
        selection_rate_difference=UNKNOWN,
        true_positive_rate_difference=UNKNOWN,
        equalised_odds_difference=UNKNOWN,
        four_fifths="unclear",
        best_group="",
        worst_group="",
    )


def _share(part: Array, whole: Array) -> Floats:
    """Divide, with NaN where there is nobody."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(part / np.where(whole > 0, whole, np.nan), dtype=np.float64)
